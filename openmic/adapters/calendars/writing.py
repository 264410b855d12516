"""Listings as iCalendar (RFC 5545), read the same by every program that was tried."""

from collections.abc import Iterable
from datetime import UTC, timedelta, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vText

from openmic import clock, urls
from openmic.views.calendar import CalendarEntry, CalendarFacts
from openmic.views.printable import printable

ASK_AGAIN = timedelta(hours=6)
REMEMBERED = 3000  # nights: those of the largest calendar, and what changes of them
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


def write(entries: Iterable[CalendarEntry], *, origin: str, facts: CalendarFacts | None = None) -> bytes:
    """A calendar of listings. `origin` is the site's public address; it names the UIDs and links.

    `facts` make it a calendar to subscribe to. A night not seen before takes a millisecond: many belong into a thread.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//OpenMicOxfordshire//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if facts:
        _introduce(calendar, facts)
    end = b"END:VCALENDAR\r\n"
    beginning = calendar.to_ical().removesuffix(end)
    zone = TIMEZONE.replace("\n", "\r\n").encode()
    return b"".join([beginning, zone, *(_event(entry, origin) for entry in entries), end])


def _introduce(calendar: Calendar, facts: CalendarFacts) -> None:
    """What RFC 7986 knows of a calendar, and what programs knew before it."""
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(printable(facts.name)))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(printable(facts.description)))
    calendar.add("url", facts.page)
    calendar.add("source", facts.feed, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")


# calendars hold the same nights again and again; what has changed is another entry
@lru_cache(maxsize=REMEMBERED)
def _event(entry: CalendarEntry, origin: str) -> bytes:
    address = urls.absolute(origin, urls.event(entry.id))
    zone = _zone(entry)
    night = Event()
    night.add("uid", f"{entry.id}@{urlsplit(origin).hostname}")
    night.add("dtstamp", entry.updated_at)
    night.add("last-modified", entry.updated_at)
    night.add("sequence", entry.sequence)
    night.add("dtstart", entry.start_at.astimezone(zone))
    night.add("dtend", entry.end_at.astimezone(zone))
    night.add("summary", printable(entry.title))
    night.add("location", printable(entry.place))
    night.add("description", printable(f"{entry.description}\n\n{address}").strip())
    night.add("url", address)
    night.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return night.to_ical()


def _zone(entry: CalendarEntry) -> tzinfo:
    """London; but UTC in the hour that happens twice, which local time cannot tell apart."""
    walls = [
        moment.astimezone(clock.LONDON).replace(tzinfo=None) for moment in (entry.start_at, entry.end_at)
    ]
    return UTC if any(map(clock.happens_twice, walls)) else clock.LONDON
