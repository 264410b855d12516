"""A listing as a calendar entry, for a file or for the web calendars people use."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import quote, urlencode
from uuid import UUID

from openmic.views import listing

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
MADE_UP = "Sample data: this night is made up. Please don’t turn up."


class Row(listing.Row, Protocol):
    """What a query must bring for a calendar entry."""

    description: str
    address: str
    postcode: str
    sequence: int
    updated_at: datetime


@dataclass(frozen=True)
class CalendarEntry:
    """What goes into an .ics file. Times are UTC; `sequence` rises with each change that matters."""

    id: UUID
    title: str
    description: str
    place: str
    start_at: datetime
    end_at: datetime
    updated_at: datetime
    sequence: int
    is_cancelled: bool


@dataclass(frozen=True)
class CalendarFacts:
    """What a calendar that keeps up to date says of itself; `feed` and `page` are whole addresses."""

    name: str
    description: str
    feed: str
    page: str


def said(title: str, *, is_cancelled: bool) -> str:
    """A night's title where nothing else may show that it is cancelled: not every program does."""
    return f"Cancelled: {title}" if is_cancelled else title


def told(description: str, *, is_sample: bool) -> str:
    """A night's description; that of an invented one says so first."""
    return f"{MADE_UP}\n\n{description}".strip() if is_sample else description


def entry(row: Row) -> CalendarEntry:
    """A row as a calendar entry."""
    places = (row.venue_name, row.address, row.town_name or "", row.postcode)
    return CalendarEntry(
        id=row.id,
        title=said(row.title, is_cancelled=row.cancelled_at is not None),
        description=told(row.description, is_sample=row.is_sample),
        place=", ".join(dict.fromkeys(place for place in places if place)),
        start_at=row.start_at,
        end_at=row.end_at,
        updated_at=row.updated_at,
        sequence=row.sequence,
        is_cancelled=row.cancelled_at is not None,
    )


def google(entry: CalendarEntry, page: str) -> str:
    """Google Calendar's form for a new entry, filled in; `page` is the night's whole address."""
    return _filled(
        GOOGLE,
        action="TEMPLATE",
        text=entry.title,
        dates=f"{_utc(entry.start_at):%Y%m%dT%H%M%SZ}/{_utc(entry.end_at):%Y%m%dT%H%M%SZ}",
        ctz="Europe/London",
        location=entry.place,
        details=_details(entry, page),
    )


def outlook(entry: CalendarEntry, page: str) -> str:
    """The same at Outlook.com. A time without its Z would be taken for the visitor's own."""
    return _filled(
        OUTLOOK,
        path="/calendar/action/compose",
        rru="addevent",
        subject=entry.title,
        startdt=f"{_utc(entry.start_at):%Y-%m-%dT%H:%M:%SZ}",
        enddt=f"{_utc(entry.end_at):%Y-%m-%dT%H:%M:%SZ}",
        location=entry.place,
        body=_details(entry, page),
    )


def _filled(form: str, **values: str) -> str:
    return f"{form}?{urlencode(values, quote_via=quote)}"  # Outlook shows a + as a plus


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _details(entry: CalendarEntry, page: str) -> str:
    return f"{listing.shorten(entry.description)}\n\n{page}".strip()
