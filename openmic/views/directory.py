"""The directory: every town and venue, those with something coming up first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from openmic import urls
from openmic.views import dates, place
from openmic.views.finder import counted
from openmic.views.form import Option
from openmic.views.wording import fold

AT_ONCE = 300  # more venues are shown letter by letter
FIELDS = ("town", "letter")
OTHER_LETTER = "other"


@dataclass(frozen=True)
class PlaceLine:
    """A town or venue with nights to come: how many, and the next. `next_href` is empty if all are cancelled."""

    name: str
    href: str
    nights: str
    next_title: str = ""
    next_href: str = ""
    next_starts: str = ""
    next_day: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class QuietLine:
    """One where nothing is coming up; `last` says when something was held there, if ever."""

    name: str
    href: str
    last: str = ""


@dataclass(frozen=True)
class Group:
    """Lines under a heading: a letter or a town."""

    heading: str
    places: tuple[PlaceLine, ...] = ()
    quiet: tuple[QuietLine, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter to choose; `href` is empty for the one that is shown."""

    label: str
    spoken: str
    href: str


@dataclass(frozen=True)
class TownsPage:
    """Every town."""

    places: tuple[PlaceLine, ...] = ()
    quiet: tuple[QuietLine, ...] = ()
    holds_samples: bool = False


@dataclass(frozen=True)
class VenuesPage:
    """Venues: all, those of a town, or those under a letter."""

    heading: str = ""
    title: str = ""
    canonical: str = ""
    count: str = ""
    town: str = ""
    towns: tuple[Option, ...] = ()
    letters: tuple[Letter, ...] = ()
    busy: tuple[Group, ...] = ()
    quiet: tuple[Group, ...] = ()
    is_empty: bool = False
    holds_samples: bool = False


@dataclass(frozen=True)
class Asked:
    """What part of the venues somebody asks for: a town's slug, a letter; each may be empty."""

    town: str = ""
    letter: str = ""

    @property
    def address(self) -> str:
        """Where that part is shown."""
        said = {name: value for name, value in (("town", self.town), ("letter", self.letter)) if value}
        return urls.venues(urlencode(said))


def asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """What an address asks for, as far as we know it."""
    said = dict(pairs)
    town, letter = place.present(said.get("town", "")), said.get("letter", "")
    is_letter = letter == OTHER_LETTER or (len(letter) == 1 and "a" <= letter <= "z")
    return Asked(town if town in place.by_slug() else "", letter if is_letter else "")


def letter_of(name: str) -> str:
    """Under which letter a name or its beginning stands."""
    first = fold(name)[:1]
    return first if "a" <= first <= "z" else OTHER_LETTER


def sorting(name: str) -> str:
    """What a name is sorted by: "The Fox" stands under F."""
    return fold(name).removeprefix("the ")


def towns(rows: Sequence[Any], today: date) -> TownsPage:
    """Rows by name as the page of towns."""
    return TownsPage(
        places=tuple(_line(row, urls.town(row.slug), today) for row in rows if row.nights),
        quiet=tuple(QuietLine(row.name, urls.town(row.slug)) for row in rows if not row.nights),
        holds_samples=any(row.next_is_sample for row in rows),
    )


def venues(at: Asked, rows: Sequence[Any], today: date, *, total: int, letters: Iterable[str]) -> VenuesPage:
    """Rows in any order as a page of venues; `letters` are those there are, if not all is shown at once."""
    where = place.by_slug()[at.town].name if at.town else ""
    ordered = sorted(rows, key=lambda row: (sorting(row.name), row.slug))
    by_town = sorted(ordered, key=lambda row: (not row.town_name, fold(row.town_name or "")))
    heading = f"Venues in {where}" if where else "Venues in Oxfordshire"
    under = f" ({_label(at.letter)})" if at.letter else ""
    return VenuesPage(
        heading=heading,
        title=f"{heading}{under}",
        canonical=at.address,
        count="1 venue" if total == 1 else f"{total:,} venues",
        town=at.town,
        towns=(Option("", "All towns"), *(Option(town.slug, town.name) for town in place.towns())),
        letters=tuple(_letter(one, at) for one in sorted(letters, key=lambda one: (len(one), one))),
        busy=tuple(_groups([row for row in by_town if row.nights], today)),
        quiet=tuple(_groups([row for row in by_town if not row.nights], today)),
        is_empty=not rows,
        holds_samples=any(row.next_is_sample for row in rows),
    )


def _groups(rows: Sequence[Any], today: date) -> Iterable[Group]:
    for town, those in groupby(rows, key=lambda row: row.town_name or ""):
        heading, found = town or "Elsewhere", list(those)
        yield Group(
            heading,
            tuple(_line(row, urls.venue(row.slug), today) for row in found if row.nights),
            tuple(_quiet(row, today) for row in found if not row.nights),
        )


def _line(row: Any, href: str, today: date) -> PlaceLine:
    if row.next_is_off:
        return PlaceLine(row.name, href, counted(row.nights))
    on = max(dates.on_day(row.next_at), today)
    return PlaceLine(
        name=row.name,
        href=href,
        nights=counted(row.nights),
        next_title=row.next_title,
        next_href=urls.event(row.next_id),
        next_starts=dates.iso(row.next_at),
        next_day=dates.near_day(on, today),
        is_sample=row.next_is_sample,
    )


def _quiet(row: Any, today: date) -> QuietLine:
    last = f"Last on {dates.day(dates.on_day(row.last_at), today)}" if row.last_at else ""
    return QuietLine(row.name, urls.venue(row.slug), last)


def _letter(letter: str, at: Asked) -> Letter:
    here = letter == at.letter
    spoken = "Venues with another beginning" if letter == OTHER_LETTER else f"Venues with {letter.upper()}"
    return Letter(_label(letter), spoken, "" if here else Asked(at.town, letter).address)


def _label(letter: str) -> str:
    return "0–9" if letter == OTHER_LETTER else letter.upper()
