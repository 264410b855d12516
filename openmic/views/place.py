"""Towns as the finder and the forms offer them: package data, known before any database is, less those that
moderators have joined to another (`learn`). Where such a town is asked for, the one it was joined to is meant.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files


@dataclass(frozen=True)
class Place:
    """A town people can choose."""

    slug: str
    name: str


@dataclass(frozen=True, eq=False)
class Known:
    """What is known at one time, told from what was known before by being another object.

    `joined` leads from the slug of a town that is offered no more to the one that took it in.
    """

    shipped: tuple[Place, ...]
    joined: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def towns(self) -> tuple[Place, ...]:
        """Those that are offered."""
        return tuple(town for town in self.shipped if town.slug not in self.joined)

    @cached_property
    def by_slug(self) -> dict[str, Place]:
        """The same by their address's last word."""
        return {town.slug: town for town in self.towns}


_now: list[Known] = []


@cache
def shipped() -> tuple[Place, ...]:
    """Every town of data/towns.csv, in alphabetical order, whatever became of it."""
    with files("openmic").joinpath("data/towns.csv").open(encoding="utf-8") as source:
        return tuple(sorted((Place(**row) for row in csv.DictReader(source)), key=lambda town: town.name))


def known() -> Known:
    """What is known now: a key for what is remembered of it."""
    if not _now:
        _now.append(Known(shipped()))
    return _now[0]


def learn(joined: Mapping[str, str]) -> bool:
    """Takes note of the towns that were joined to another, by slug; says whether that is news."""
    if dict(joined) == dict(known().joined):
        return False
    _now[:] = [Known(shipped(), dict(joined))]
    return True


def towns() -> tuple[Place, ...]:
    """Every town people can choose, in alphabetical order."""
    return known().towns


def by_slug() -> dict[str, Place]:
    """The same towns by their address's last word."""
    return known().by_slug


def present(slug: str) -> str:
    """The slug of the town that is meant by one, which may be that of a town joined to it."""
    return known().joined.get(slug, slug)
