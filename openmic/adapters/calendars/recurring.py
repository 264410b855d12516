"""Works out the dates of a series: rule, extra dates, exceptions, and dates moved or cancelled."""

from datetime import UTC, datetime, timedelta

import icalendar
import recurring_ical_events
import x_wr_timezone

from openmic import clock
from openmic.adapters.calendars import zones
from openmic.adapters.calendars.entry import LINE, Component, moment, night
from openmic.adapters.calendars.night import CalendarNight, Unreadable

AHEAD = timedelta(days=90)
MOST_DATES = 1_000
LONGEST = timedelta(hours=24)
FIRST_YEAR = 1970


def expand(events: list[Component], *, zone: str, at: datetime) -> list[CalendarNight]:
    """The dates, from `at` for 90 days, of one series: its main entry first, then single dates of it.

    `zone` is the calendar's X-WR-TIMEZONE: Google writes UTC there and means this zone's wall clock.
    Raises Unreadable.
    """
    main = events[0]
    _check(events)
    calendar = icalendar.Calendar()
    calendar.subcomponents = list(events)
    try:
        if meant := zones.known(zone):
            calendar["X-WR-TIMEZONE"] = meant
            calendar = x_wr_timezone.to_standard(calendar)
        dates = recurring_ical_events.of(calendar).between(at, at + AHEAD)
        dates = [date for date in dates if not _is_skipped(date, main)]
    except Exception as error:  # the libraries raise all sorts for a stranger's rule
        raise Unreadable("Its dates or its rule for repeating cannot be understood.") from error
    if len(dates) > MOST_DATES:
        raise Unreadable(f"It has more than {MOST_DATES:,} dates in three months.")
    return [night(date, recurs_at=recurs_at(date)) for date in dates]


def _check(events: list[Component]) -> None:
    main = events[0]
    if main["DTSTART"].dt.year < FIRST_YEAR:
        raise Unreadable(f"It has been repeating since before {FIRST_YEAR}.")
    for name in ("RDATE", "EXDATE"):
        given = main.get(name, [])
        if sum(len(each.dts) for each in (given if isinstance(given, list) else [given])) > MOST_DATES:
            raise Unreadable(f"It lists more than {MOST_DATES:,} dates.")
    if len(events) > MOST_DATES:
        raise Unreadable(f"It has more than {MOST_DATES:,} dates that differ.")
    for event in events:
        plain = night(event, recurs_at=None)
        if plain.end_at - plain.start_at > LONGEST:
            raise Unreadable("Each of its dates lasts longer than a day.")


def recurs_at(event: Component) -> datetime:
    """The moment a series would have had this date of it at, in UTC. Raises Unreadable."""
    written = event["RECURRENCE-ID"]
    # "this and all following" keeps one RECURRENCE-ID for many dates (RFC 5545 section 3.2.13)
    is_own = isinstance(written.dt, datetime) and "RANGE" not in written.params
    try:
        return (written if is_own else event["DTSTART"]).dt.astimezone(UTC)
    except (ArithmeticError, ValueError) as error:
        raise Unreadable("Its RECURRENCE-ID cannot be understood.") from error


def _is_skipped(date: Component, main: Component) -> bool:
    """Whether a rule fell into the hour that does not exist, which is then left out (RFC 5545 3.3.10)."""
    try:
        moment(date["DTSTART"].dt)
    except clock.NoSuchTime:
        return str(date[LINE]) == str(main[LINE])
    return False
