"""Finds the venue, street, town and postcode in one line such as a calendar's LOCATION."""

import re
from dataclasses import dataclass
from functools import cache

from openmic.views import place, postcode
from openmic.views.wording import fold, tidy_line

BETWEEN = re.compile(r"[,;\n()]")
FAR_AWAY = frozenset({"oxfordshire", "oxon", "england", "united kingdom", "uk", "gb", "great britain"})
# "Oxford Road, Banbury" is in Banbury
STREET = r"(?!\s+(?:road|rd|street|st|lane|ln|way|avenue|ave|close|drive|hill|green|place)\b)"


@dataclass(frozen=True)
class Location:
    """A place in the pieces a submission has; `town` is a slug. What was not found is empty."""

    venue_name: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""


def split(text: str) -> Location:
    """Takes a location apart. The first piece is the venue; a town's own piece leaves the address."""
    code, rest = postcode.take_out(text)
    pieces = [piece for piece in map(tidy_line, BETWEEN.split(rest)) if piece]
    pieces = [piece for piece in pieces if fold(piece) not in FAR_AWAY]
    if not pieces:
        return Location(postcode=code)
    venue, *others = pieces
    town = next((slug for piece in others if (slug := town_named(piece))), "") or _town_within(others, venue)
    streets = [piece for piece in others if town_named(piece) is None]
    return Location(venue, ", ".join(streets), town, code)


def town_named(text: str) -> str | None:
    """The slug of the town with this name, long, short or as a slug, whatever its case; None if none has."""
    slug = _names().get(_plain(text))
    return None if slug is None else place.present(slug)


@cache
def _names() -> dict[str, str]:
    names = {_plain(town.slug): town.slug for town in place.shipped()}
    return names | {_plain(town.name): town.slug for town in place.shipped()}


@cache
def _within() -> tuple[tuple[re.Pattern[str], str], ...]:
    longest_first = sorted(_names(), key=len, reverse=True)
    whole = r"(?<!\bthe )\b{}\b" + STREET
    return tuple((re.compile(whole.format(re.escape(name))), _names()[name]) for name in longest_first)


def _town_within(others: list[str], venue: str) -> str:
    for text in map(_plain, (" ".join(others), venue)):
        for pattern, slug in _within():
            if pattern.search(text):
                return place.present(slug)
    return ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
