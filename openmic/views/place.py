"""Towns as the finder and the forms offer them: package data, known before any database is."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Place:
    """A town people can choose."""

    slug: str
    name: str


@cache
def towns() -> tuple[Place, ...]:
    """Every town, in alphabetical order, from data/towns.csv."""
    with files("openmic").joinpath("data/towns.csv").open(encoding="utf-8") as source:
        return tuple(sorted((Place(**row) for row in csv.DictReader(source)), key=lambda town: town.name))


@cache
def by_slug() -> dict[str, Place]:
    """The same towns by their address's last word."""
    return {town.slug: town for town in towns()}
