"""Single entries and series, one rule at a time."""

from datetime import UTC, datetime

import pytest

from openmic.adapters.calendars import entry
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


def test_a_rule_skips_the_hour_that_does_not_exist():
    rule = "DTSTART;TZID=Europe/London:20260315T013000\nRRULE:FREQ=WEEKLY;COUNT=4"
    assert starts(rule) == ["03-15 01:30", "03-22 01:30", "04-05 00:30"]


def test_a_single_date_moved_into_that_hour_is_named():
    rule = "UID:1\nDTSTART:20260322T193000\nRRULE:FREQ=WEEKLY;COUNT=2"
    moved = "UID:1\nDTSTART:20260329T013000\nRECURRENCE-ID:20260329T193000"
    assert "does not exist" in reason(rule, moved)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;UNTIL=20260319", ["03-05 19:30", "03-12 19:30", "03-19 19:30"]),
        ("FREQ=MONTHLY;BYDAY=1TH;UNTIL=20260501T000000Z", ["03-05 19:30", "04-02 18:30"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["03-05 19:30", "03-27 19:30", "04-24 18:30", "05-29 18:30"]),
        ("FREQ=DAILY;INTERVAL=40", ["03-05 19:30", "04-14 18:30", "05-24 18:30"]),
        ("FREQ=YEARLY", ["03-05 19:30"]),
    ],
)
def test_rules_run_for_ninety_days_at_the_same_hour_of_the_clock(rule: str, days: list[str]):
    assert starts(f"RRULE:{rule}") == days


def test_extra_dates_and_exceptions_are_heeded():
    extra = "RDATE:20260310T200000\nEXDATE;TZID=GMT Standard Time:20260312T193000"
    assert starts(f"RRULE:FREQ=WEEKLY;COUNT=3\n{extra}") == ["03-05 19:30", "03-10 20:00", "03-19 19:30"]


def test_this_and_all_following_keep_their_own_moments():
    following = "UID:1\nDTSTART:20260312T200000\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260312T193000"
    found = reading("UID:1\nRRULE:FREQ=WEEKLY;COUNT=4", following)
    assert [f"{night.start_at:%d %H:%M}" for night in found.nights] == [
        "05 19:30",
        "12 20:00",
        "19 20:00",
        "26 20:00",
    ]
    assert len({night.recurs_at for night in found.nights}) == 4


def test_a_single_date_whose_series_is_not_in_the_file_is_read():
    (night,) = reading("UID:1\nDTSTART:20260306T200000\nRECURRENCE-ID:20260305T193000").nights
    assert night.recurs_at == datetime(2026, 3, 5, 19, 30, tzinfo=UTC)


def test_a_newer_sequence_replaces_the_older():
    found = reading("UID:1\nSEQUENCE:1\nSUMMARY:New", "UID:1\nSUMMARY:Old")
    assert [night.summary for night in found.nights] == ["New"]


def test_different_nights_with_one_uid_stay_different():
    found = reading("UID:1\nSUMMARY:A", "UID:1\nDTSTART:20260306T193000\nSUMMARY:B")
    assert len({(night.uid, night.recurs_at) for night in found.nights}) == 2


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


def test_a_series_with_too_many_dates_is_named():
    days = [
        f"2026{month:02}{day:02}T{hour}0000"
        for month in (4, 5)
        for day in range(1, 29)
        for hour in range(10, 24)
    ]
    rule = f"RRULE:FREQ=DAILY\nRDATE:{','.join(days)}"
    assert len(starts(rule)) == 86 + len(days)
    more = [f"20260430T{hour}{minute}00" for hour in range(10, 24) for minute in range(10, 22)]
    assert "more than 1,000 dates in three months" in reason(f"{rule},{','.join(more)}")


def test_a_series_with_too_many_differing_dates_is_named():
    differing = [f"UID:1\nRECURRENCE-ID:20260305T193000\nSEQUENCE:{number}" for number in range(1000)]
    assert "more than 1,000 dates that differ" in reason("UID:1\nRRULE:FREQ=DAILY", *differing)


def test_a_date_whose_place_in_the_series_is_out_of_reach_is_named():
    assert "RECURRENCE-ID cannot" in reason("UID:1\nRECURRENCE-ID;TZID=America/New_York:99991231T230000")


def test_whatever_the_library_makes_of_an_entry_costs_only_that_entry(monkeypatch: pytest.MonkeyPatch):
    def fail(text: str) -> None:
        raise RecursionError(text)

    monkeypatch.setattr(entry.icalendar.Event, "from_ical", fail)
    assert "not written as iCalendar" in reason("UID:1")


def test_series_that_take_too_long_are_named():
    found = reading("UID:1\nRRULE:FREQ=WEEKLY", "UID:2", patience=0)
    assert [night.uid for night in found.nights] == ["2"]
    assert "take too long" in found.bad[0].reason
