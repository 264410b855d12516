"""Understands a single VEVENT: when it starts and ends, and what it says."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import icalendar

from openmic import clock
from openmic.adapters.calendars import rules
from openmic.adapters.calendars.lines import Entry
from openmic.adapters.calendars.night import CalendarNight, Unreadable
from openmic.adapters.calendars.plain_text import as_text
from openmic.adapters.calendars.zones import Zones

Component = Any  # the library types each property as a union of all there are
USUAL_LENGTH = timedelta(hours=3)
LINE = "X-OPENMIC-LINE"
ONCE = ("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "SEQUENCE", "CLASS")


def component(entry: Entry, zones: Zones) -> Component:
    """The entry as icalendar sees it, with its line in LINE. Raises Unreadable."""
    if entry.fault:
        raise Unreadable(entry.fault)
    entry.content[:] = [_checked(zones.settle(line)) for line in entry.content]
    try:
        event: Component = icalendar.Event.from_ical(entry.text())
    except Exception as error:  # the library promises ValueError, and keeps to it mostly
        raise Unreadable("It is not written as iCalendar (RFC 5545) wants it.") from error
    for name, _ in event.errors:
        raise Unreadable(
            f"Its {name} cannot be understood." if name else "A line of it cannot be understood."
        )
    for name in ONCE:
        if isinstance(event.get(name), list):
            raise Unreadable(f"It has more than one {name}.")
    if "DTSTART" not in event:
        raise Unreadable("It has no start (DTSTART).")
    if not isinstance(event["DTSTART"].dt, datetime):
        raise Unreadable("It is an all-day entry; a night needs a time to start at.")
    event[LINE] = str(entry.line)
    return event


def night(event: Component, *, recurs_at: datetime | None) -> CalendarNight:
    """The plain values of an entry, or of one date of a series. Raises Unreadable."""
    try:
        start_at = moment(event["DTSTART"].dt)
        end_at = _end(event, start_at)
    except clock.NoSuchTime as error:
        raise Unreadable(f"{error}.") from error
    except (ArithmeticError, ValueError, TypeError) as error:
        raise Unreadable("Its dates cannot be understood.") from error
    organiser = _first(event, "ORGANIZER")
    return CalendarNight(
        line=int(event[LINE]),
        uid=_text(event, "UID") or f"{_text(event, 'SUMMARY')} {start_at.isoformat()}",
        recurs_at=recurs_at,
        start_at=start_at,
        end_at=end_at,
        summary=_text(event, "SUMMARY"),
        description=as_text(_text(event, "DESCRIPTION")),
        location=_text(event, "LOCATION"),
        url=_text(event, "URL"),
        organiser_name=str(getattr(organiser, "params", {}).get("CN", "")),
        organiser_email=_address(str(organiser)),
        categories=_categories(event),
        cancelled=_text(event, "STATUS").strip().upper() == "CANCELLED",
        # a class nobody knows counts as private (RFC 5545 section 3.8.1.3)
        private=_text(event, "CLASS").strip().upper() not in ("", "PUBLIC"),
    )


def moment(value: datetime) -> datetime:
    """A moment in UTC. Raises clock.NoSuchTime in the hour London skips in March."""
    if getattr(value.tzinfo, "key", None) == clock.LONDON.key:
        return clock.from_london(value.replace(tzinfo=None, fold=0), second=bool(value.fold))
    return value.astimezone(UTC)


def _end(event: Component, start_at: datetime) -> datetime:
    """When it ends (RFC 5545 section 3.6.1); three hours after the start if nothing says so."""
    if "DTEND" in event:
        end = event["DTEND"].dt
        if not isinstance(end, datetime):
            raise Unreadable("It ends on a day without a time.")
        end_at = end.astimezone(UTC)
    else:
        end_at = start_at + (event["DURATION"].dt if "DURATION" in event else USUAL_LENGTH)
    if end_at < start_at:
        raise Unreadable("It ends before it starts.")
    return end_at if end_at > start_at else start_at + USUAL_LENGTH


def _checked(line: str) -> str:
    return "RRULE:" + rules.checked(line.partition(":")[2]) if line[:5].upper() == "RRULE" else line


def _first(event: Component, name: str) -> object:
    value = event.get(name, "")
    return value[0] if isinstance(value, list) else value


def _text(event: Component, name: str) -> str:
    return str(_first(event, name))


def _address(value: str) -> str:
    return unquote(value[7:]) if value[:7].lower() == "mailto:" else ""


def _categories(event: Component) -> tuple[str, ...]:
    given = event.get("CATEGORIES", [])
    return tuple(str(word) for each in (given if isinstance(given, list) else [given]) for word in each.cats)
