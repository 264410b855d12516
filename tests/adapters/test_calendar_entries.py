"""Single entries of a calendar, one rule at a time."""

import pytest

from openmic.adapters.calendars import entry
from openmic.adapters.calendars.reading import read
from tests.adapters.written import AT, calendar, reading, reason, starts


def test_one_broken_entry_does_not_lose_the_others():
    found = reading(
        "UID:1\nSUMMARY:One", "UID:2\nDTSTART:someday", "UID:3\nDTEND:never", "UID:4\nSUMMARY:Four"
    )
    assert [night.summary for night in found.nights] == ["One", "Four"]
    assert [(bad.line, bad.reason) for bad in found.bad] == [
        (8, "Its DTSTART cannot be understood."),
        (12, "Its DTEND cannot be understood."),
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("DTSTART;VALUE=DATE:20260305", "all-day entry"),
        ("DTSTART:20260305", "all-day entry"),
        ("DTSTART:20260305T193000\nDTSTART:20260306T193000", "more than one DTSTART"),
        ("DTSTART;TZID=Mars/Olympus:20260305T193000", "time zone “Mars/Olympus”"),
        ("DTEND:20260305T183000", "ends before it starts"),
        ("DTEND;VALUE=DATE:20260306", "ends on a day without a time"),
        ("DURATION:-PT1H", "ends before it starts"),
        ("CLASS:PUBLIC\nCLASS:PRIVATE", "more than one CLASS"),
        ("SEQUENCE:often", "SEQUENCE cannot be understood"),
        ("DTSTART:99991231T235959Z\nDURATION:PT9H", "dates cannot be understood"),
        ("DESCRIPTION:" + "x" * 250_000, "far too long"),
        ("RRULE:FREQ=SECONDLY", "more often than once a day"),
        ("RRULE:FREQ=HOURLY;COUNT=3", "more often than once a day"),
        ("RRULE:FREQ=DAILY;BYHOUR=1,2;BYMINUTE=3", "cannot follow its rule"),
        ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "cannot follow its rule"),
        ("RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO", "cannot follow its rule"),
        ("RRULE:BYDAY=MO", "cannot follow its rule"),
        ("RRULE:FREQ=DAILY;INTERVAL=0", "interval that makes no sense"),
        ("RRULE:FREQ=WEEKLY;BYDAY=XX", "cannot be understood"),
        ("RRULE:FREQ=WEEKLY;UNTIL=soon", "cannot be understood"),
        ("RRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY", "more than one RRULE"),
        ("DTSTART:19010305T193000\nRRULE:FREQ=WEEKLY", "since before 1970"),
        ("DTEND:20260405T193000\nRRULE:FREQ=DAILY", "longer than a day"),
        ("RDATE:" + ",".join(["20260305T193000"] * 1001), "lists more than 1,000 dates"),
    ],
)
def test_what_cannot_be_used_is_said(body: str, words: str):
    assert words in reason(body)


def test_an_entry_that_never_ends_is_named_and_the_next_is_read():
    data = calendar("UID:1", "UID:2").replace(b"END:VEVENT\n", b"", 1)
    found = read(data, at=AT)
    assert [(bad.line, bad.reason) for bad in found.bad] == [(3, "It has no END:VEVENT.")]
    assert [night.uid for night in found.nights] == ["2"]


def test_an_entry_without_start_is_named():
    assert "no start" in read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n", at=AT).bad[0].reason


def test_an_entry_that_is_not_utf8_is_named():
    data = calendar("SUMMARY:Caf?").replace(b"?", b"\xe9")
    assert read(data, at=AT).bad[0].reason == "It is not written in UTF-8."


def test_an_end_equal_to_the_start_counts_as_unsaid():
    (night,) = reading("DTEND:20260305T193000").nights
    assert (night.end_at - night.start_at).total_seconds() == 3 * 3600


def test_both_meanings_of_the_double_hour_are_told_apart_in_utc():
    assert starts("UID:1\nDTSTART:20261025T003000Z", "UID:2\nDTSTART:20261025T013000Z") == [
        "10-25 00:30",
        "10-25 01:30",
    ]
    assert starts("DTSTART;TZID=Europe/London:20261025T013000") == ["10-25 00:30"]


def test_a_vendors_prefix_before_a_zone_is_dropped():
    assert starts("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20260305T193000") == [
        "03-05 18:30"
    ]


def test_a_zone_that_changes_every_second_is_not_followed():
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0000\n"
        "TZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    assert "time zone “Own”" in reason("DTSTART;TZID=Own:20260305T193000", head=zone)


def test_whatever_the_library_makes_of_an_entry_costs_only_that_entry(monkeypatch: pytest.MonkeyPatch):
    def fail(text: str) -> None:
        raise RecursionError(text)

    monkeypatch.setattr(entry.icalendar.Event, "from_ical", fail)
    assert "not written as iCalendar" in reason("UID:1")
