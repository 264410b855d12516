"""When something is due, by the wall clock alone: on both sides of both changes of the clocks, and of the year."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic import clock
from openmic.domain.schedules import DAYS, Daily, Hourly, Schedule, Weekly, after, before, latest

MONDAY = Weekly("mon", 9)
ANY = st.integers(1_577_836_800, 2_208_988_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
SCHEDULES = st.one_of(
    st.just(Hourly()),
    st.builds(Daily, st.integers(0, 23)),
    # London has no Sunday from 1 to 2 in March
    st.builds(Weekly, st.sampled_from(DAYS), st.integers(2, 23)),
)


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "period", "due_at"),
    [
        # winter, to the second
        ("2026-11-23T08:59:59", "2026-W47", "2026-11-16T09:00"),
        ("2026-11-23T09:00:00", "2026-W48", "2026-11-23T09:00"),
        # summer: nine in London is eight in UTC
        ("2026-07-06T07:59:59", "2026-W27", "2026-06-29T08:00"),
        ("2026-07-06T08:00:00", "2026-W28", "2026-07-06T08:00"),
        # the clocks went forward on Sunday 29 March 2026: the Monday before and the one after
        ("2026-03-23T09:00:00", "2026-W13", "2026-03-23T09:00"),
        ("2026-03-30T07:59:59", "2026-W13", "2026-03-23T09:00"),
        ("2026-03-30T08:00:00", "2026-W14", "2026-03-30T08:00"),
        # and back on Sunday 25 October
        ("2026-10-19T08:00:00", "2026-W43", "2026-10-19T08:00"),
        ("2026-10-26T08:59:59", "2026-W43", "2026-10-19T08:00"),
        ("2026-10-26T09:00:00", "2026-W44", "2026-10-26T09:00"),
        # a year of 53 weeks, and the first week of the next, which has days of the old year in others
        ("2026-12-28T09:00:00", "2026-W53", "2026-12-28T09:00"),
        ("2027-01-01T12:00:00", "2026-W53", "2026-12-28T09:00"),
        ("2027-01-04T08:59:59", "2026-W53", "2026-12-28T09:00"),
        ("2027-01-04T09:00:00", "2027-W01", "2027-01-04T09:00"),
        ("2024-12-30T09:00:00", "2025-W01", "2024-12-30T09:00"),
    ],
)
def test_mondays_at_nine_in_london(now: str, period: str, due_at: str) -> None:
    found = latest(MONDAY, at(now))
    assert (found.name, found.due_at) == (period, at(due_at))
    assert found.due_at.astimezone(clock.LONDON).strftime("%a %H:%M") == "Mon 09:00"


def test_every_monday_of_a_year_comes_once_and_none_is_left_out() -> None:
    period, names = latest(MONDAY, at("2026-01-05T10:00")), []
    while period.due_at < at("2027-02-01T00:00"):
        names.append(period.name)
        period = after(MONDAY, period)
    assert names[:2] + names[-6:] == [
        *("2026-W02", "2026-W03"),
        *("2026-W52", "2026-W53", "2027-W01", "2027-W02", "2027-W03", "2027-W04"),
    ]
    assert len(set(names)) == len(names) == 56


@pytest.mark.parametrize(
    ("schedule", "now", "period", "due_at"),
    [
        (Hourly(), "2026-11-23T14:00:00", "2026-11-23T14", "2026-11-23T14:00"),
        (Hourly(), "2026-11-23T13:59:59", "2026-11-23T13", "2026-11-23T13:00"),
        # the hour that happens twice in London, and the one that does not
        (Hourly(), "2026-10-25T00:30:00", "2026-10-25T00", "2026-10-25T00:00"),
        (Hourly(), "2026-10-25T01:30:00", "2026-10-25T01", "2026-10-25T01:00"),
        (Hourly(), "2026-03-29T01:30:00", "2026-03-29T01", "2026-03-29T01:00"),
        (Daily(3), "2026-11-23T02:59:59", "2026-11-22", "2026-11-22T03:00"),
        (Daily(3), "2026-11-23T03:00:00", "2026-11-23", "2026-11-23T03:00"),
        (Daily(1), "2026-10-25T01:30:00", "2026-10-25", "2026-10-25T01:00"),
        (Daily(0), "2026-06-01T00:00:00", "2026-06-01", "2026-06-01T00:00"),
    ],
)
def test_hours_and_days_are_utcs(schedule: Schedule, now: str, period: str, due_at: str) -> None:
    found = latest(schedule, at(now))
    assert (found.name, found.due_at) == (period, at(due_at))


@given(SCHEDULES, ANY)
def test_the_last_one_is_over_and_the_next_is_not(schedule: Schedule, now: datetime) -> None:
    due = latest(schedule, now)
    following = after(schedule, due)
    assert due.due_at <= now < following.due_at
    assert before(schedule, following) == due
    assert due.name != following.name
    assert len(due.name) <= 32
    assert latest(schedule, due.due_at) == due
    assert latest(schedule, due.due_at - timedelta(microseconds=1)) == before(schedule, due)


def test_schedules_are_said_as_people_say_them() -> None:
    said = [
        Hourly().words,
        Daily(3).words,
        Daily(0).words,
        Daily(12).words,
        MONDAY.words,
        Weekly("sun", 18).words,
    ]
    assert said == [
        "every hour",
        "every day at 3am UTC",
        "every day at 12am UTC",
        "every day at 12pm UTC",
        "every Monday at 9am",
        "every Sunday at 6pm",
    ]
