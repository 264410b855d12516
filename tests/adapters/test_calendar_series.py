"""Nights that repeat, one rule at a time."""

from datetime import UTC, datetime

import pytest

from tests.adapters.written import reading, reason, starts


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


def test_series_that_take_too_long_are_named():
    found = reading("UID:1\nRRULE:FREQ=WEEKLY", "UID:2", patience=0)
    assert [night.uid for night in found.nights] == ["2"]
    assert "take too long" in found.bad[0].reason
