"""Small calendars written in a line or two, and what reading them gives."""

from datetime import UTC, datetime

from openmic.adapters.calendars.night import Reading
from openmic.adapters.calendars.reading import read

AT = datetime(2026, 3, 1, tzinfo=UTC)


def calendar(*entries: str, head: str = "") -> bytes:
    """A calendar of these VEVENT bodies; without a DTSTART they start on 5 March 2026 at 19:30."""
    given = (each if "DTSTART" in each else f"DTSTART:20260305T193000\n{each}" for each in entries)
    body = "".join(f"BEGIN:VEVENT\n{each.strip()}\nEND:VEVENT\n" for each in given)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".encode()


def reading(*entries: str, head: str = "", patience: float = 60) -> Reading:
    return read(calendar(*entries, head=head), at=AT, patience=patience)


def starts(*entries: str) -> list[str]:
    found = reading(*entries)
    assert not found.bad
    return sorted(f"{night.start_at:%m-%d %H:%M}" for night in found.nights)


def reason(*entries: str, head: str = "") -> str:
    (bad,) = reading(*entries, head=head).bad
    return bad.reason
