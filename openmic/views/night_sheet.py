"""An organiser's nights and their counts as the lines of a spreadsheet; all of it text, as it would be typed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from openmic import urls
from openmic.models.choices import Category, Status
from openmic.views import dates, managing
from openmic.views.counts import NightCounts
from openmic.views.criteria import CATEGORIES

COLUMNS = (
    "title",
    "category",
    "venue",
    "address",
    "town",
    "postcode",
    "start",
    "end",
    "state",
    "page",
    "published",
    "tickets",
    "views",
    "calendar",
    "messages",
)


class Row(managing.Stands, Protocol):
    """What a query must bring."""

    id: UUID
    title: str
    category: Category
    venue_name: str
    address: str
    town_name: str | None
    postcode: str
    start_at: datetime
    published_at: datetime | None
    ticket_url: str
    has_change: bool


def lines(
    rows: Iterable[Row], counts: Mapping[UUID, NightCounts], *, now: datetime, home: str
) -> Iterator[tuple[str, ...]]:
    """One line for each night, under COLUMNS. `home` is the site's address; times are London's, with their offset."""
    for row in rows:
        counted = counts.get(row.id, NightCounts())
        yield (
            row.title,
            CATEGORIES[row.category],
            row.venue_name,
            row.address,
            row.town_name or "",
            row.postcode,
            dates.iso(row.start_at),
            dates.iso(row.end_at),
            managing.standing(row, now=now, change_waits=row.has_change).words,
            urls.absolute(home, urls.event(row.id)) if row.status == Status.PUBLISHED else "",
            dates.on_day(row.published_at).isoformat() if row.published_at else "",
            row.ticket_url,
            str(counted.views),
            str(counted.calendar),
            str(counted.messages),
        )
