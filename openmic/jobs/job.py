"""The two kinds of work that go on by themselves."""

from asyncio import Event
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from openmic.domain.ledger import Plan


@dataclass(frozen=True)
class Pump:
    """Something to look at again and again, in every process: no ledger.

    `turn` does what there is to do, piece by piece, and ends early when its event is set: the site is stopping.
    `at_once` is how many turns may be under way in this process: one that takes long then holds up no other.
    """

    name: str
    seconds: float
    turn: Callable[[Event], Awaitable[None]]
    at_once: int = 1


@dataclass(frozen=True, kw_only=True)
class Job(Plan):
    """Something that is done once in each period, whichever process does it.

    `run` is told the period, does a small piece in a transaction of its own, and says how many rows that were: 0 when
    nothing is left. Each piece may be done twice, and by two processes at once.
    """

    run: Callable[[str], Awaitable[int]]
