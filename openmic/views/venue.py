"""A venue or a town, as its finder says it above the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from urllib.parse import urlencode

from openmic import urls
from openmic.views import dates

KNOWN = {True: "Yes", False: "No", None: "Not known"}


class Row(Protocol):
    """What a query must bring for a venue."""

    name: str
    slug: str
    address: str
    postcode: str
    town_name: str | None
    town_slug: str | None
    step_free_room: bool | None
    step_free_stage: bool | None
    step_free_toilet: bool | None
    access_note: str
    aliases: Sequence[str] | None


class Regular(Protocol):
    """What a query must bring for a title that was on often."""

    title: str
    times: int
    last_at: datetime


@dataclass(frozen=True)
class Way:
    """One of the ways somebody has to get: to the room, the stage, a toilet; and whether it is step-free."""

    label: str
    answer: str


@dataclass(frozen=True)
class Past:
    """What was often on here."""

    title: str
    about: str


@dataclass(frozen=True)
class VenueFacts:
    """A venue's name, where it is in words, and where to see that on a map; how one gets in (empty if nothing of it
    is known), its other names, and what was often on. All empty for no venue.
    """

    name: str = ""
    slug: str = ""
    address: str = ""
    map_href: str = ""
    ways: tuple[Way, ...] = ()
    access_note: str = ""
    aliases: str = ""
    past: tuple[Past, ...] = ()
    town: str = ""
    town_slug: str = ""
    town_href: str = ""


@dataclass(frozen=True)
class TownFacts:
    """A town's name and how many venues it has, with the way to them; empty for no town."""

    name: str = ""
    venues: str = ""
    venues_href: str = ""


def facts(row: Row, past: Sequence[Regular] = (), *, today: date) -> VenueFacts:
    """A row as facts, with what was often on."""
    known = [row.address, row.town_name or "", row.postcode]
    address = ", ".join(dict.fromkeys(part for part in known if part))
    ways = (
        ("To the room", row.step_free_room),
        ("To the stage", row.step_free_stage),
        ("To a toilet", row.step_free_toilet),
    )
    return VenueFacts(
        name=row.name,
        slug=row.slug,
        address=address,
        map_href=urls.map_search(", ".join(filter(None, [row.name, address]))),
        ways=tuple(Way(label, KNOWN[answer]) for label, answer in ways)
        if any(answer is not None for _, answer in ways)
        else (),
        access_note=row.access_note,
        aliases=", ".join(sorted({*(row.aliases or ())} - {row.name})),
        past=tuple(
            Past(one.title, f"{one.times:,} times, last on {dates.day(dates.on_day(one.last_at), today)}")
            for one in past
        ),
        town=row.town_name or "",
        town_slug=row.town_slug or "",
        town_href=urls.town(row.town_slug) if row.town_slug else "",
    )


def town_facts(name: str, slug: str, venues: int) -> TownFacts:
    """How many venues a town has."""
    if not venues:
        return TownFacts(name)
    counted = "1 venue" if venues == 1 else f"{venues:,} venues"
    return TownFacts(name, counted, urls.venues(urlencode({"town": slug})))
