"""What reading a calendar gives: plain values, whichever program wrote it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CalendarNight:
    """One dated entry. Times are in UTC; texts are as written, without iCalendar's escapes.

    `recurs_at` is the moment a series would have had this one at, even if it was moved; None if there is
    no series. `line` is where its VEVENT begins in the file, from 1.
    """

    line: int
    uid: str
    recurs_at: datetime | None
    start_at: datetime
    end_at: datetime
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    organiser_name: str = ""
    organiser_email: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    private: bool = False


@dataclass(frozen=True)
class BadEntry:
    """A VEVENT that could not be read: where it begins, and why in plain English."""

    line: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """Everything a calendar holds."""

    nights: tuple[CalendarNight, ...]
    bad: tuple[BadEntry, ...]


class Unreadable(Exception):
    """Why one entry cannot be read, as a sentence for people; the others still can."""
