"""When a night is, from what people type: London's clock, with its two odd nights a year."""

from datetime import UTC, datetime, timedelta

import pytest

from openmic.views import night_times
from openmic.views.night_times import Times, boxes, read, suggested_end

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def told(on: str = "2026-12-04", starts: str = "19:30", ends: str = "22:30", now=NOW, **more: str) -> Times:
    return read({"on": on, "starts": starts, "ends": ends, **more}, now=now)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_evening_in_winter_and_one_in_summer():
    assert told() == Times(utc("2026-12-04T19:30"), utc("2026-12-04T22:30"))
    assert told("2027-06-04") == Times(utc("2027-06-04T18:30"), utc("2027-06-04T21:30"))


@pytest.mark.parametrize("day", ["2026-12-04", "4/12/2026", "04/12/2026", "04.12.2026", " 4.12.2026 "])
@pytest.mark.parametrize("hour", ["19:30", "19.30", "7.30pm", "7:30 PM", " 7.30 pm ", "19:30:00"])
def test_days_and_hours_are_read_as_the_british_write_them(day: str, hour: str):
    assert told(day, hour).start_at == utc("2026-12-04T19:30")


@pytest.mark.parametrize(
    ("hour", "meant"), [("12am", 0), ("12pm", 12), ("1am", 1), ("11pm", 23), ("0:00", 0), ("23.00", 23)]
)
def test_noon_and_midnight_are_what_people_mean(hour: str, meant: int):
    start_at = told("2026-12-04", hour, "").start_at
    assert start_at is not None
    assert start_at.hour == meant


@pytest.mark.parametrize(
    "hour", ["7", "25:00", "7:60", "13pm", "0am", "half seven", "7.30 pmm", "٧:٣٠", "-1:00"]
)
def test_an_hour_that_is_none_is_said_beside_its_own_box(hour: str):
    assert list(told(starts=hour).problems) == ["starts"]
    assert list(told(ends=hour).problems) == ["ends"]


@pytest.mark.parametrize(
    "day", ["30/02/2026", "2026-13-01", "tomorrow", "31/12", "0000-01-01", "99999-01-01"]
)
def test_a_day_that_is_none_is_said_beside_its_box(day: str):
    assert told(day).problems == {"on": "This is not a day we can read."}


def test_what_is_empty_is_asked_for_and_the_end_need_not_be_given():
    assert told("", "", "").problems == {"on": "Say which day it is.", "starts": "Say when it starts."}
    assert told(ends="") == Times(utc("2026-12-04T19:30"), utc("2026-12-04T22:30"))
    assert told(starts="23:00", ends="").end_at == utc("2026-12-05T02:00")


def test_an_end_before_the_beginning_is_on_the_next_day():
    assert told(starts="20:00", ends="00:30").end_at == utc("2026-12-05T00:30")
    assert told(starts="20:00", ends="00:00").end_at == utc("2026-12-05T00:00")
    assert told("2026-12-31", "21:00", "01:00").end_at == utc("2027-01-01T01:00")


@pytest.mark.parametrize(("ends", "hours"), [("19:30", 24), ("19:29", 23), ("08:00", 12), ("07:31", 12)])
def test_a_night_that_would_last_until_the_next_evening_is_a_slip(ends: str, hours: int):
    assert told(ends=ends).problems == {
        "ends": f"From then until then is {hours} hours. Please check both times."
    }
    assert told(ends="07:30").problems == {}


def test_what_has_begun_and_what_is_far_away_is_refused():
    begun, far = "That has already begun. When is the next one?", "That is more than a year away."
    assert told("2026-11-22").problems == {"on": begun}
    assert told("2026-11-23", "09:00").problems == {"on": begun}
    assert told("2026-11-23", "09:01").problems == {}
    last = (NOW + timedelta(days=400)).date()
    assert told(last.isoformat(), "08:00").problems == {}
    assert told(last.isoformat(), "09:01").problems["on"].startswith(far)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize(("starts", "ends"), [("23:30", ""), ("23:30", "00:30"), ("00:00", "00:00")])
def test_the_ends_of_the_calendar_are_no_days(day: str, starts: str, ends: str):
    assert told(day, starts, ends).problems == {"on": "This is not a day we can read."}


@pytest.mark.parametrize(("hour", "said"), [("01:00", "1am"), ("01:30", "1.30am"), ("01:59", "1.59am")])
def test_the_hour_that_does_not_happen_in_march_is_refused_kindly(hour: str, said: str):
    starts = told("2027-03-28", hour, "04:00")
    assert starts.problems == {"starts": night_times.GAP.format(hour=said)}
    assert not starts.asks_start
    assert told("2027-03-27", "22:00", hour).problems == {"ends": night_times.GAP.format(hour=said)}


def test_around_the_gap_in_march_all_is_well():
    assert told("2027-03-28", "00:59", "02:00") == Times(utc("2027-03-28T00:59"), utc("2027-03-28T01:00"))
    assert told("2027-03-27", "22:00", "02:00").end_at == utc("2027-03-28T01:00")
    assert told("2027-03-27", "23:00", "").end_at == utc("2027-03-28T02:00")


def test_a_start_in_the_double_hour_of_october_is_asked_about():
    asked = told("2027-10-31", "01:30", "04:00")
    assert asked.asks_start
    assert not asked.asks_end
    assert asked.problems == {"starts_which": night_times.TWICE.format(hour="1.30am")}
    for which, meant in (("first", "00:30"), ("second", "01:30")):
        chosen = told("2027-10-31", "01:30", "04:00", starts_which=which)
        assert (chosen.start_at, chosen.problems) == (utc(f"2027-10-31T{meant}"), {})
        assert chosen.asks_start
    assert list(told("2027-10-31", "01:30", "04:00", starts_which="both").problems) == ["starts_which"]


def test_an_end_in_the_double_hour_of_october_is_asked_about():
    asked = told("2027-10-30", "22:00", "01:30")
    assert (asked.asks_start, asked.asks_end, list(asked.problems)) == (False, True, ["ends_which"])
    for which, meant in (("first", "00:30"), ("second", "01:30")):
        chosen = told("2027-10-30", "22:00", "01:30", ends_which=which)
        assert (chosen.end_at, chosen.problems) == (utc(f"2027-10-31T{meant}"), {})


def test_a_night_may_begin_and_end_in_the_double_hour():
    whole = told("2027-10-31", "01:15", "01:15", starts_which="first", ends_which="second")
    assert whole == Times(utc("2027-10-31T00:15"), utc("2027-10-31T01:15"), {}, True, True)
    back = told("2027-10-31", "01:15", "01:30", starts_which="second", ends_which="first")
    assert back.problems == {"ends": "It has to end after it starts."}


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-12-04T19:30", "2026-12-04T22:30"),
        ("2027-06-04T20:00", "2027-06-05T00:30"),
        ("2027-10-31T00:30", "2027-10-31T01:30"),
        ("2027-10-31T01:10", "2027-10-31T01:50"),
        ("2027-10-30T21:00", "2027-10-31T00:30"),
        ("2027-03-28T00:59", "2027-03-28T01:00"),
    ],
)
def test_a_night_put_into_boxes_is_read_as_the_same_night(starts: str, ends: str):
    again = read(boxes(utc(starts), utc(ends)), now=NOW)
    assert (again.start_at, again.end_at, again.problems) == (utc(starts), utc(ends), {})


def test_an_end_is_suggested_as_soon_as_the_start_is_known():
    assert suggested_end({"starts": "7.30pm"}) == "22:30"
    assert suggested_end({"starts": "22:15"}) == "01:15"
    assert suggested_end({"starts": "soon"}) == suggested_end({}) == ""


def test_ten_kilobytes_of_anything_are_read_at_once():
    for hostile in ("1" * 10_000, "1:" * 5_000, " " * 10_000 + "x", "9/" * 5_000):
        assert set(told(hostile, hostile, hostile).problems) == {"on", "starts", "ends"}
