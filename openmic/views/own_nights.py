"""An organiser's own nights, each with how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode
from uuid import UUID

from openmic import urls
from openmic.models.choices import Status
from openmic.views import dates, managing

PER_PAGE = 100


class Row(managing.Stands, Protocol):
    """What a query must bring."""

    id: UUID
    title: str
    start_at: datetime
    has_change: bool


@dataclass(frozen=True)
class OwnNight:
    """One night. `public_href` is empty unless everybody can see it."""

    title: str
    starts: str
    when: str
    state: str
    public_href: str
    manage_href: str


@dataclass(frozen=True)
class OwnNights:
    """A page of them. `more_href` leads to earlier ones; empty for none. `is_first` says that none came before."""

    nights: tuple[OwnNight, ...] = ()
    more_href: str = ""
    is_first: bool = True


def page(rows: Sequence[Row], now: datetime, *, is_first: bool) -> OwnNights:
    """Rows, one more than a page holds if there are more, as a page."""
    nights = tuple(_night(row, now) for row in rows[:PER_PAGE])
    more = f"{urls.mine()}?{urlencode({'before': rows[PER_PAGE - 1].id})}" if len(rows) > PER_PAGE else ""
    return OwnNights(nights, more, is_first)


def _night(row: Row, now: datetime) -> OwnNight:
    day = dates.day(dates.on_day(row.start_at), dates.on_day(now))
    return OwnNight(
        title=row.title,
        starts=dates.iso(row.start_at),
        when=f"{day}, {dates.hours(row.start_at, row.end_at)}",
        state=managing.standing(row, now=now, change_waits=row.has_change).words,
        public_href=urls.event(row.id) if row.status == Status.PUBLISHED else "",
        manage_href=urls.manage(night=row.id),
    )
