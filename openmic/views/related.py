"""Other nights worth a look from one night's page: at the same venue, and on the same day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from openmic import urls
from openmic.views import dates
from openmic.views.criteria import Criteria
from openmic.views.listing import place_words


class Row(Protocol):
    """What a query must bring for a mention."""

    id: UUID
    title: str
    venue_name: str
    town_name: str | None
    start_at: datetime
    cancelled_at: datetime | None
    is_sample: bool


@dataclass(frozen=True)
class Mention:
    """One night in a line."""

    href: str = ""
    title: str = ""
    starts: str = ""
    when: str = ""
    where: str = ""
    is_cancelled: bool = False
    is_sample: bool = False


@dataclass(frozen=True)
class Related:
    """A few nights, and the way to all of them, if there is one."""

    nights: tuple[Mention, ...] = ()
    has_nights: bool = False
    all_href: str = ""
    all_words: str = ""


def at_venue(rows: Sequence[Row], *, slug: str | None, name: str, today: date) -> Related:
    """Nights at one venue, each with its day. A venue nobody has registered has no slug and no page."""
    return Related(
        nights=tuple(_mention(row, when=_day_and_hour(row.start_at, today)) for row in rows),
        has_nights=bool(rows),
        all_href=urls.venue(slug) if slug else "",
        all_words=f"Everything at {name}",
    )


def that_night(rows: Sequence[Row], *, on: date, today: date) -> Related:
    """Nights on one day, each with its place."""
    return Related(
        nights=tuple(
            _mention(row, when=dates.hour(row.start_at), where=place_words(row.venue_name, row.town_name))
            for row in sorted(rows, key=lambda row: row.start_at)
        ),
        has_nights=bool(rows),
        all_href=Criteria(on=on.isoformat()).address,
        all_words=f"Everything on {dates.day(on, today)}",
    )


def _mention(row: Row, *, when: str, where: str = "") -> Mention:
    return Mention(
        href=urls.event(row.id),
        title=row.title,
        starts=dates.iso(row.start_at),
        when=when,
        where=where,
        is_cancelled=row.cancelled_at is not None,
        is_sample=row.is_sample,
    )


def _day_and_hour(moment: datetime, today: date) -> str:
    return f"{dates.day(dates.on_day(moment), today)}, {dates.hour(moment)}"
