"""One listing's page, ready to show in either world."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from openmic import urls
from openmic.errors import Refusal
from openmic.views import dates, listing
from openmic.views.criteria import CATEGORIES


class Row(listing.Row, Protocol):
    """What a query must bring for a whole listing."""

    description: str
    address: str
    postcode: str
    organiser_name: str
    ticket_url: str
    sequence: int
    updated_at: datetime


@dataclass(frozen=True)
class ListingDetail:
    """One night, whole; with `is_missing`, the words of the server's own 404 or 410 instead."""

    path: str = ""
    title: str = ""
    description: str = ""
    heading: str = ""
    category: str = ""
    day: str = ""
    hours: str = ""
    starts: str = ""
    ends: str = ""
    where: str = ""
    address: str = ""
    map_href: str = ""
    paragraphs: tuple[str, ...] = ()
    has_paragraphs: bool = False
    organiser: str = ""
    ticket_href: str = ""
    ticket_label: str = ""
    calendar_href: str = ""
    is_cancelled: bool = False
    is_sample: bool = False
    is_over: bool = False
    is_missing: bool = False
    advice: str = ""


def detail(row: Row, now: datetime) -> ListingDetail:
    """A row as a page."""
    today = dates.on_day(now)
    where = listing.place_words(row.venue_name, row.town_name)
    day = dates.day(dates.on_day(row.start_at), today)
    parts = [row.address, row.town_name or "", row.postcode]
    address = ", ".join(part for part in parts if part and part.casefold() not in where.casefold())
    paragraphs = tuple(part.strip() for part in row.description.split("\n\n") if part.strip())
    return ListingDetail(
        path=urls.event(row.id),
        title=f"{row.title} · OpenMicOxfordshire",
        description=f"{day}, {dates.hours(row.start_at, row.end_at)}, {where}",
        heading=row.title,
        category=CATEGORIES[row.category],
        day=day,
        hours=dates.hours(row.start_at, row.end_at),
        starts=dates.iso(row.start_at),
        ends=dates.iso(row.end_at),
        where=where,
        address=address,
        map_href=urls.map_search(", ".join(filter(None, [row.venue_name, *parts]))),
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        organiser=row.organiser_name,
        ticket_href=row.ticket_url,
        ticket_label=f"Tickets at {urlsplit(row.ticket_url).hostname}" if row.ticket_url else "",
        calendar_href=urls.event_calendar(row.id),
        is_cancelled=row.cancelled_at is not None,
        is_sample=row.is_sample,
        is_over=row.end_at <= now,
    )


def missing(path: str, refusal: Refusal) -> ListingDetail:
    """The page of a listing that cannot be shown."""
    return ListingDetail(
        path=path,
        title=f"{refusal.title} · OpenMicOxfordshire",
        heading=refusal.title,
        advice=refusal.advice,
        is_missing=True,
    )
