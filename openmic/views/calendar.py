"""A listing as a calendar entry."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openmic.views.detail import Row


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


def entry(row: Row) -> CalendarEntry:
    """A row as a calendar entry."""
    places = (row.venue_name, row.address, row.town_name or "", row.postcode)
    return CalendarEntry(
        id=row.id,
        title=row.title,
        description=row.description,
        place=", ".join(dict.fromkeys(place for place in places if place)),
        start_at=row.start_at,
        end_at=row.end_at,
        updated_at=row.updated_at,
        sequence=row.sequence,
        is_cancelled=row.cancelled_at is not None,
    )
