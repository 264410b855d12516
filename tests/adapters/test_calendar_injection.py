"""Whatever is written into a night, its file holds that night and nothing else (TRUST T21)."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.adapters.calendars import writing
from openmic.views.calendar import CalendarEntry
from tests.adapters.calendar_readers import READERS, by_icalendar, by_vobject

START = datetime(2026, 11, 28, 19, 30, tzinfo=UTC)
LETTERS = st.characters(codec=None) | st.sampled_from(
    '\r\n\t\\,;:"^ \x00\x07\x0b\x0c\x1b\x1c\x7f\x85\u2028\u2029\ufeff\u202e\ud800🎸'
)
LINES = ["\r\nATTENDEE:mailto:x@example.org", "\nEND:VEVENT\n", "BEGIN:VALARM", "\r\n "]
TEXT = st.lists(st.text(LETTERS, max_size=90) | st.sampled_from(LINES), max_size=5).map("".join)
OURS = {
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "TZID", "DTSTART", "DTEND", "RRULE", "TZNAME",
    "TZOFFSETFROM", "TZOFFSETTO", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "LOCATION",
    "DESCRIPTION", "URL", "STATUS",
}  # fmt: skip
PARTS = ["VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT"]
HOSTILE = [
    "x\r\nATTENDEE;RSVP=TRUE:mailto:x@example.org",
    "x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:second",
    "x\x85METHOD:REQUEST",
    "x\u2028ORGANIZER:mailto:x@example.org",
    "x\x0bATTACH:https://evil.example",
    "x\x1cX-EVIL:1",
    "x\r\n folded",
    "\ud800 half a character",
    "\x00\x01\x02\x1b[2J\x7f",
]


def file_of(title: str, place: str, description: str) -> bytes:
    night = CalendarEntry(
        id=UUID(int=1),
        title=title,
        description=description,
        place=place,
        start_at=START,
        end_at=START + timedelta(hours=3),
        updated_at=START,
        sequence=0,
        is_cancelled=False,
    )
    return writing.write([night], origin="https://openmic.example")


def check(data: bytes) -> None:
    """That a file is one night of ours, however one counts its lines."""
    text = data.decode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text)
    lines = text.replace("\r\n ", "").split("\r\n")
    assert {re.split("[:;]", line)[0] for line in lines if line} <= OURS
    assert [line[6:] for line in lines if line.startswith("BEGIN:")] == PARTS
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    (night,) = by_icalendar(data)
    assert night.uid == f"{UUID(int=1)}@openmic.example"
    assert night.start == START.timestamp()
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event.errors == []
    assert event.subcomponents == []


@given(TEXT, TEXT, TEXT)
def test_whatever_is_written_into_a_night_is_only_its_text(title: str, place: str, description: str):
    data = file_of(title, place, description)
    check(data)
    assert [by_vobject(data)[0].uid] == [night.uid for night in by_icalendar(data)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_program_reads_more_than_one_night_without_guests(text: str):
    data = file_of(text, text, text)
    check(data)
    for read in READERS:
        (night,) = read(data)
        assert night.uid == f"{UUID(int=1)}@openmic.example"
        assert night.start == START.timestamp()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])))
def test_a_text_without_control_characters_is_read_back_unchanged(text: str):
    (night,) = by_icalendar(file_of(text, text, "x"))
    assert (night.summary, night.location) == (text, text)
