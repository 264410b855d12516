"""Times in words, and what the finder's choices of a time mean."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.clock import LONDON
from openmic.views import dates

MONDAY = date(2026, 11, 23)
SPRING = date(2026, 3, 29)  # a Sunday of 23 hours
AUTUMN = date(2026, 10, 25)  # a Sunday of 25 hours
DAYS = st.dates(date(2024, 1, 1), date(2060, 1, 1))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def span(when: str, today: date, **days: str) -> tuple[datetime, datetime]:
    window = dates.window(when, today, **days)
    assert window
    return window


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-28T19:30", "7.30pm"),
        ("2026-11-28T20:00", "8pm"),
        ("2026-11-28T12:00", "noon"),
        ("2026-11-28T12:05", "12.05pm"),
        ("2026-11-28T00:00", "midnight"),
        ("2026-11-28T00:30", "12.30am"),
        ("2026-11-28T11:59", "11.59am"),
        ("2026-06-01T13:00", "1pm"),
    ],
)
def test_an_hour_is_written_as_people_here_write_it(moment: str, words: str):
    assert dates.hour(london(moment)) == words
    assert dates.hour(london(moment).astimezone(UTC)) == words


def test_hours_are_from_start_to_end():
    assert dates.hours(london("2026-06-01T19:30"), london("2026-06-02T00:00")) == "7.30pm to midnight"


def test_the_day_of_a_moment_is_londons():
    assert dates.on_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert dates.on_day(datetime(2026, 12, 30, 23, 30, tzinfo=UTC)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (MONDAY, "Tonight"),
        (MONDAY + timedelta(days=1), "Tomorrow"),
        (MONDAY + timedelta(days=2), "Wednesday 25 November"),
        (MONDAY + timedelta(days=7), "Monday 30 November"),
        (MONDAY - timedelta(days=1), "Sunday 22 November"),
        (date(2027, 1, 1), "Friday 1 January 2027"),
    ],
)
def test_near_days_have_names_and_other_years_their_number(on: date, words: str):
    assert dates.near_day(on, MONDAY) == words


def test_the_new_year_may_be_tomorrow():
    assert dates.near_day(date(2027, 1, 1), date(2026, 12, 31)) == "Tomorrow"
    assert dates.day(date(2027, 1, 1), date(2026, 12, 31)) == "Friday 1 January 2027"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 6, 30, 18, 30, tzinfo=UTC), "2026-06-30T19:30+01:00"),
        (datetime(2026, 12, 30, 19, 30, 59, tzinfo=UTC), "2026-12-30T19:30+00:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T01:30+01:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T01:30+00:00"),
    ],
)
def test_machines_are_told_londons_offset(moment: datetime, words: str):
    assert dates.iso(moment) == words
    assert datetime.fromisoformat(words) == moment.replace(second=0)


def test_any_time_has_no_window():
    assert dates.window("", MONDAY) is None


@pytest.mark.parametrize("when", ["today", "Tonight", "next", "2026-11-28"])
def test_an_unknown_time_is_an_error(when: str):
    with pytest.raises(ValueError, match=when):
        dates.window(when, MONDAY)


@pytest.mark.parametrize("on", ["28-11-2026", "2026-02-30", "2026-11"])
def test_a_day_that_is_none_is_an_error(on: str):
    for asked in ({"on": on}, {"until": on}):
        with pytest.raises(ValueError, match=r"Invalid isoformat|out of range"):
            dates.window("", MONDAY, **asked)


@pytest.mark.parametrize(
    ("on", "until", "words"),
    [
        ("", "", ""),
        ("2026-11-28", "", "on Saturday 28 November"),
        ("2026-11-28", "2026-11-30", "from Saturday 28 November to Monday 30 November"),
        ("", "2027-01-02", "until Saturday 2 January 2027"),
    ],
)
def test_days_are_said_in_words(on: str, until: str, words: str):
    assert dates.days(on, until, MONDAY) == words


def test_several_days_begin_today_unless_told_and_end_with_the_last():
    first, until = span("", MONDAY, until="2026-11-24")
    assert (first, until) == (london("2026-11-23T00:00"), london("2026-11-25T00:00"))
    first, until = span("", MONDAY, on="2026-12-05", until="2026-12-06")
    assert (first, until) == (london("2026-12-05T00:00"), london("2026-12-07T00:00"))


@pytest.mark.parametrize("weekday", range(7))
def test_windows_end_on_sunday_whatever_day_it_is(weekday: int):
    today = MONDAY + timedelta(days=weekday)
    next_monday = london("2026-11-30T00:00")
    assert span("tonight", today) == (
        london(f"{today}T00:00"),
        london(f"{today + timedelta(days=1)}T00:00"),
    )
    assert span("week", today) == (london(f"{today}T00:00"), next_monday)
    friday = max(today, date(2026, 11, 27))
    assert span("weekend", today) == (london(f"{friday}T00:00"), next_monday)


@pytest.mark.parametrize(("sunday", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 29), 24)])
def test_windows_are_as_long_as_london_days_are(sunday: date, hours: int):
    usual = timedelta(hours=24)
    for when, today, length in (
        ("tonight", sunday, timedelta(hours=hours)),
        ("weekend", sunday - timedelta(days=5), 2 * usual + timedelta(hours=hours)),
        ("week", sunday - timedelta(days=6), 6 * usual + timedelta(hours=hours)),
    ):
        first, until = span(when, today)
        assert until - first == length, when
    first, until = span("", MONDAY, on=sunday.isoformat())
    assert until - first == timedelta(hours=hours)


@given(DAYS, st.sampled_from(["tonight", "week", "weekend"]))
def test_a_window_begins_today_or_later_and_ends_by_sunday(today: date, when: str):
    first, until = (moment.astimezone(LONDON) for moment in span(when, today))
    assert first.date() >= today
    assert (first.hour, until.hour) == (0, 0)
    assert timedelta(0) < until.date() - first.date() <= timedelta(days=7)
    assert until.date().isoweekday() == 1 or when == "tonight"


@given(DAYS)
def test_a_days_window_holds_the_nights_of_that_day_only(on: date):
    first, until = span("", MONDAY, on=on.isoformat())
    assert dates.on_day(first) == dates.on_day(until - timedelta(microseconds=1)) == on
    assert dates.on_day(first - timedelta(microseconds=1)) < on < dates.on_day(until)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-11-23T11:00", "2026-11-23T12:00", ""),
        ("2026-11-22T20:00", "2026-11-23T12:01", "On now"),
        ("2026-11-23T12:00", "2026-11-23T14:00", "On now"),
        ("2026-11-23T16:59", "2026-11-23T20:00", "Today"),
        ("2026-11-23T17:00", "2026-11-23T20:00", "Tonight"),
        ("2026-11-24T00:00", "2026-11-24T01:00", "Tomorrow"),
        ("2026-11-25T19:30", "2026-11-25T22:00", "In 2 days"),
        ("2026-12-06T19:30", "2026-12-06T22:00", "In 13 days"),
        ("2026-12-07T00:00", "2026-12-07T22:00", ""),
    ],
)
def test_people_are_told_how_soon_a_night_is(start: str, end: str, words: str):
    assert dates.soon(london(start), london(end), london("2026-11-23T12:00")) == words


def test_days_ahead_are_counted_in_london_whatever_the_clocks_do():
    for sunday in (SPRING, AUTUMN):
        saturday = london(f"{sunday - timedelta(days=1)}T23:59")
        late = london(f"{sunday}T23:30")
        assert dates.soon(late, late + timedelta(hours=1), saturday) == "Tomorrow"
        early = london(f"{sunday + timedelta(days=1)}T00:30")
        assert dates.soon(early, early + timedelta(hours=1), saturday) == "In 2 days"
