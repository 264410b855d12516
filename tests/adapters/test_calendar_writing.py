"""A night put into a calendar is the same night in every program."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from openmic.adapters.calendars import writing
from openmic.clock import LONDON
from openmic.views.calendar import CalendarEntry
from tests.adapters.calendar_readers import READERS, Read

ORIGIN = "https://openmic.example"
TRICKY = (
    "a, b; c: d",
    "back\\slash and \\n is no line break",
    "line one\nline two\n\nline four",
    'quotes "double" ‘single’ — dash',
    "emoji 🎸👩‍🎤🇬🇧 " * 30,
    "umlaut ä" * 60,
    " begins and ends with space ",
    "BEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR",
    "ends with a backslash \\",
    "\\;\\,\\\\n",
)


def entry(**changes: Any) -> CalendarEntry:
    usual: dict[str, Any] = {
        "id": UUID(int=1),
        "title": "Open mic",
        "description": "Bring a song.",
        "place": "The Paper Lantern, Witney",
        "start_at": datetime(2026, 11, 28, 19, 30, tzinfo=UTC),
        "end_at": datetime(2026, 11, 28, 22, 30, tzinfo=UTC),
        "updated_at": datetime(2026, 11, 1, 9, tzinfo=UTC),
        "sequence": 0,
        "is_cancelled": False,
    }
    return CalendarEntry(**usual | changes)


def write(*entries: CalendarEntry) -> bytes:
    return writing.write(entries, origin=ORIGIN)


def around_the_changes() -> list[CalendarEntry]:
    """A night for every half hour of the days around four changes of the clocks, of changing length."""
    starts = [
        datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC) + number * timedelta(minutes=30)
        for day in ("2026-03-27", "2026-10-23", "2027-03-26", "2027-10-29")
        for number in range(144)
    ]
    return [
        entry(
            id=UUID(int=number),
            title=f"Night {number}",
            start_at=start_at,
            end_at=start_at + timedelta(minutes=30 * (number % 11 + 1)),
            sequence=number % 5,
            is_cancelled=number % 7 == 0,
        )
        for number, start_at in enumerate(starts)
    ]


def meant(one: CalendarEntry) -> Read:
    """What a program should understand of an entry."""
    return Read(
        uid=f"{one.id}@openmic.example",
        start=int(one.start_at.timestamp()),
        end=int(one.end_at.timestamp()),
        summary=one.title,
        location=one.place,
        description=f"{one.description}\n\n{ORIGIN}/e/{one.id}/",
        status="CANCELLED" if one.is_cancelled else "CONFIRMED",
        sequence=one.sequence,
    )


@pytest.mark.parametrize("read", READERS)
def test_nights_around_a_change_of_the_clocks_are_read_as_they_are(read: Callable[[bytes], list[Read]]):
    nights = around_the_changes()
    assert read(write(*nights)) == [meant(one) for one in nights]


@pytest.mark.parametrize("read", READERS)
def test_a_night_that_spans_a_change_keeps_its_length(read: Callable[[bytes], list[Read]]):
    for day in ("2026-03-28", "2026-10-24", "2027-03-27"):
        start_at = datetime.fromisoformat(f"{day}T22:00").replace(tzinfo=LONDON).astimezone(UTC)
        (night,) = read(write(entry(start_at=start_at, end_at=start_at + timedelta(hours=6))))
        assert night.end - night.start == 6 * 3600


@pytest.mark.parametrize("read", READERS)
def test_every_text_comes_out_as_it_went_in(read: Callable[[bytes], list[Read]]):
    nights = [
        entry(id=UUID(int=number), title=text, place=text, description=f"> {text} <")
        for number, text in enumerate(TRICKY)
    ]
    assert read(write(*nights)) == [meant(one) for one in nights]


def test_a_time_is_londons_with_its_zone_where_that_is_clear():
    written = write(entry(start_at=datetime(2026, 6, 1, 18, 30, tzinfo=UTC))).decode()
    assert "DTSTART;TZID=Europe/London:20260601T193000\r\n" in written


def test_a_time_in_the_hour_that_happens_twice_is_utc():
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    written = write(entry(start_at=second - timedelta(hours=6), end_at=second)).decode()
    assert "DTSTART:20261024T193000Z\r\n" in written
    assert "DTEND:20261025T013000Z\r\n" in written


def test_lines_are_short_and_end_as_the_standard_wants():
    written = write(*(entry(title=text, place=text, description=text) for text in TRICKY))
    assert written.endswith(b"\r\n")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if b"\r" in line or b"\n" in line]
    assert all(line.decode("utf-8") or line == b"" for line in lines)


def test_there_is_no_method_and_no_person():
    names = {line.split(b":")[0].split(b";")[0] for line in write(entry()).split(b"\r\n")}
    assert not names & {b"METHOD", b"ORGANIZER", b"ATTENDEE"}


def test_the_time_zone_is_ours_once_and_rule_by_rule():
    written = write(entry(), entry(id=UUID(int=2))).decode()
    assert written.count("BEGIN:VTIMEZONE") == 1
    zone = written[written.index("BEGIN:VTIMEZONE") : written.index("BEGIN:VEVENT")]
    assert "RDATE" not in zone
    for onset in (
        "BEGIN:DAYLIGHT\r\nDTSTART:19810329T010000\r\n",
        "BEGIN:STANDARD\r\nDTSTART:19961027T020000\r\n",
    ):
        assert zone.count(onset) == 1


def test_the_time_zone_alone_tells_londons_time():
    (zone,) = Calendar.from_ical(write(entry())).walk("VTIMEZONE")
    told: Any = zone.to_tz(lookup_tzid=False)  # pyright: ignore[reportAttributeAccessIssue]
    for night in around_the_changes():
        assert night.start_at.astimezone(told).replace(tzinfo=None) == (
            night.start_at.astimezone(LONDON).replace(tzinfo=None)
        )


def test_an_entry_says_when_it_was_changed_and_where_it_stands():
    written = write(entry(sequence=3)).decode().replace("\r\n ", "")
    for line in (
        "DTSTAMP:20261101T090000Z",
        "LAST-MODIFIED:20261101T090000Z",
        "SEQUENCE:3",
        f"URL:{ORIGIN}/e/{UUID(int=1)}/",
    ):
        assert f"\r\n{line}\r\n" in written


def test_a_calendar_without_nights_is_still_a_calendar():
    assert READERS[0](write()) == []
    assert write().startswith(b"BEGIN:VCALENDAR\r\n")
