"""Time zones as calendars name them: by region, by Windows, or by a definition of their own."""

import re
from dataclasses import dataclass, field
from functools import cache
from zoneinfo import available_timezones

import icalendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from openmic.adapters.calendars import rules
from openmic.adapters.calendars.lines import Entry
from openmic.adapters.calendars.night import Unreadable
from openmic.clock import LONDON

TZID = re.compile(r';TZID=("[^"]*"|[^;:"]*)', re.IGNORECASE)
DATED = re.compile(r"(DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID)(;.*|:.*)", re.IGNORECASE | re.DOTALL)
MOST_DEFINED = 50


@dataclass
class Zones:
    """The zones one file may speak of; `defined` maps its own names to ours for its VTIMEZONEs."""

    defined: dict[str, str] = field(default_factory=dict)

    def define(self, entry: Entry) -> None:
        """Learns a VTIMEZONE if its name is not a known one. What cannot be understood stays unknown."""
        written = next((line.partition(":")[2] for line in entry.content if line[:4].upper() == "TZID"), "")
        if entry.fault or _known(written) or len(self.defined) >= MOST_DEFINED:
            return
        own = f"Custom/{len(self.defined)}"
        try:
            content = [_yearly(line) for line in entry.content if line[:4].upper() != "TZID"]
            entry.content[:] = [f"TZID:{own}", *content]
            icalendar.Timezone.from_ical(entry.text())  # which remembers it under its TZID
        except Exception:  # whatever the library makes of a stranger's definition
            return
        self.defined[written] = own

    def settle(self, line: str) -> str:
        """A content line whose dates are in a zone icalendar knows; raises Unreadable if there is none.

        Times in no zone are London's wall clock.
        """
        found = DATED.fullmatch(line)
        if not found or "VALUE=DATE:" in line.upper() or "VALUE=DATE;" in line.upper():
            return line
        named = TZID.search(found[2])
        rest = TZID.sub("", found[2], count=1)
        if re.search(r"\dZ\b", rest, re.IGNORECASE):
            return found[1] + rest
        if re.fullmatch(r":[0-9]{8}", rest):
            return f"{found[1]};VALUE=DATE{rest}"
        name = self._name(named[1].strip('"')) if named else LONDON.key
        return f"{found[1]};TZID={name}{rest}"

    def _name(self, written: str) -> str:
        name = _known(written) or self.defined.get(written)
        if not name:
            raise Unreadable(f"We don't know its time zone “{written[:60]}”.")
        return name


def forget() -> None:
    """Drops the definitions of the file read before: icalendar keeps them for the whole process."""
    icalendar.use_zoneinfo()


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def _known(written: str) -> str:
    """The region's name for a zone, also for Windows names and for /vendor/Region/City (RFC 5545 3.2.19)."""
    plain = written.strip().strip("/")
    parts = plain.split("/") if written.startswith("/") else [plain]
    for start in range(min(len(parts), 10)):
        rest = "/".join(parts[start:])
        if rest in _names():
            return rest
    return WINDOWS_TO_OLSON.get(plain, "")


def known(written: str) -> str:
    """The same for a calendar's X-WR-TIMEZONE; empty if it is not known."""
    return _known(written)


def _yearly(line: str) -> str:
    """A line of a VTIMEZONE, whose rules must be yearly ones: they are followed from the year 1601 on."""
    if not line.upper().startswith("RRULE:"):
        return line
    rule = rules.checked(line[6:])
    if "FREQ=YEARLY" not in rule:
        raise Unreadable("Its time zone changes more than once a year.")
    return "RRULE:" + rule
