"""Listings as iCalendar (RFC 5545), read the same by every program that was tried."""

import re
from collections.abc import Iterable
from datetime import UTC, tzinfo
from functools import cache
from typing import cast
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone

from openmic import clock, urls
from openmic.views.calendar import CalendarEntry

# RFC 5545 section 3.1 allows no control character in a text; half a surrogate pair is no character at all.
NEVER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Rules, not a list of dates: Outlook does not read RDATE in a VTIMEZONE. Never METHOD: that would demand an ORGANIZER.
TIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def write(entries: Iterable[CalendarEntry], *, origin: str) -> bytes:
    """A calendar of listings. `origin` is the site's public address; it names the UIDs and links."""
    calendar = Calendar()
    calendar.add("prodid", "-//OpenMicOxfordshire//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_london())
    for entry in entries:
        calendar.add_component(_event(entry, origin))
    return calendar.to_ical()


@cache
def _london() -> Timezone:
    return cast(Timezone, Timezone.from_ical(TIMEZONE.replace("\n", "\r\n")))


def _event(entry: CalendarEntry, origin: str) -> Event:
    address = urls.absolute(origin, urls.event(entry.id))
    zone = _zone(entry)
    night = Event()
    night.add("uid", f"{entry.id}@{urlsplit(origin).hostname}")
    night.add("dtstamp", entry.updated_at)
    night.add("last-modified", entry.updated_at)
    night.add("sequence", entry.sequence)
    night.add("dtstart", entry.start_at.astimezone(zone))
    night.add("dtend", entry.end_at.astimezone(zone))
    night.add("summary", _text(entry.title))
    night.add("location", _text(entry.place))
    night.add("description", _text(f"{entry.description}\n\n{address}").strip())
    night.add("url", address)
    night.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return night


def _zone(entry: CalendarEntry) -> tzinfo:
    """London; but UTC in the hour that happens twice, which local time cannot tell apart."""
    walls = [
        moment.astimezone(clock.LONDON).replace(tzinfo=None) for moment in (entry.start_at, entry.end_at)
    ]
    return UTC if any(map(clock.happens_twice, walls)) else clock.LONDON


def _text(value: str) -> str:
    """What a text may hold: any line break, Unicode's too, becomes one that is escaped."""
    return NEVER.sub("", "\n".join(value.splitlines()))
