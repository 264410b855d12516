"""Cuts an iCalendar file into its entries, each with its line number, before any of them is understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openmic import errors

LARGEST = 10_000_000  # bytes
LONGEST_ENTRY = 200_000  # characters
BOM = b"\xef\xbb\xbf"
ENDS = re.compile(rb"\r\n|\n|\r")
NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
# Other properties, and alarms, are left out: what is not read cannot be wrong.
READ = {
    "VEVENT": {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE"}
    | {"STATUS", "CLASS", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "ORGANIZER", "CATEGORIES"},
    "VTIMEZONE": {"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME"},
}
PARTS = {"VEVENT": frozenset(), "VTIMEZONE": frozenset({"STANDARD", "DAYLIGHT"})}


@dataclass
class Entry:
    """One VEVENT or VTIMEZONE: its content lines, its first line's number, and what was wrong already."""

    kind: str
    line: int
    zone: str = ""  # the X-WR-TIMEZONE of its calendar
    content: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)  # the parts of it that are open, such as an alarm
    size: int = 0
    fault: str = ""

    def take(self, name: str, word: str, text: str) -> None:
        """Keeps a content line if it is one that is read."""
        self.size += len(text)
        if self.size > LONGEST_ENTRY or len(self.inside) > 3:
            self.fault = self.fault or "It is far too long."
        if self.fault:
            return
        if name == "BEGIN":
            self.inside.append(word)
        is_mark = bool(self.inside) and name in ("BEGIN", "END")
        if PARTS[self.kind].issuperset(self.inside) and (is_mark or name in READ[self.kind]):
            self.content.append(text)
        if name == "END" and self.inside:
            self.inside.pop()

    def text(self) -> str:
        """The entry as iCalendar again."""
        return "\r\n".join((f"BEGIN:{self.kind}", *self.content, f"END:{self.kind}", ""))

    def broken_off(self) -> "Entry":
        """The same entry, known to lack its end."""
        self.fault = self.fault or f"It has no END:{self.kind}."
        return self


def looks_like_calendar(data: bytes) -> bool:
    """Whether the content is iCalendar's (RFC 5545 section 3.4), whatever the file is called."""
    return data[:200].removeprefix(BOM).lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def entries(data: bytes) -> Iterator[Entry]:
    """The VEVENTs and VTIMEZONEs of a file, in its order.

    Raises errors.TooLarge, and errors.Refusal for what is not a calendar.
    """
    if len(data) > LARGEST:
        raise errors.TooLarge(
            f"A calendar file may have {LARGEST // 1_000_000} MB. Please export less of it."
        )
    if not looks_like_calendar(data):
        raise errors.Refusal("This file is not a calendar: an .ics file begins with BEGIN:VCALENDAR.")
    entry, zone = None, ""
    for line, raw in _unfolded(data.removeprefix(BOM)):
        text = raw.decode("utf-8", "replace")
        name = found[1].upper() if (found := NAME.match(text)) else ""
        word = text.partition(":")[2].strip().upper()
        if name == "BEGIN" and word in READ:
            if entry:
                yield entry.broken_off()
            entry = Entry(word, line, zone)
        elif name == "END" and entry and word in (entry.kind, "VCALENDAR"):
            yield entry if word == entry.kind else entry.broken_off()
            entry = None
        elif entry:
            if "\ufffd" in text and b"\xef\xbf\xbd" not in raw:
                entry.fault = entry.fault or "It is not written in UTF-8."
            entry.take(name, word, text)
        elif name == "X-WR-TIMEZONE":
            zone = text.partition(":")[2].strip()
    if entry:
        yield entry.broken_off()


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Content lines with the number of their first physical line.

    Folds are undone on bytes, as they may cut a character in two (RFC 5545 section 3.1).
    """
    number, parts = 1, []
    for line, raw in enumerate(ENDS.split(data), start=1):
        if raw[:1] in (b" ", b"\t") and parts:
            parts.append(raw[1:])
            continue
        if parts:
            yield number, b"".join(parts)
        number, parts = line, [raw]
    yield number, b"".join(parts)
