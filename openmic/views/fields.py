"""A box of a form as it is shown: what stands in it, and what is wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """What stands in a box, and what is wrong with it."""

    value: str = ""
    problem: str = ""


EMPTY = Field()


@dataclass(frozen=True)
class Problem:
    """One line of the summary of what is wrong: a link to the box."""

    href: str = ""
    sentence: str = ""
