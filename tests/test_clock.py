"""London's clock: two days a year are not 24 hours long."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from openmic import clock

SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)
WALLS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@travel("2026-06-30T22:59:59Z", tick=False)
def test_now_is_aware_and_in_utc():
    assert clock.now() == datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-30T22:59:59Z", date(2026, 6, 30)),
        ("2026-06-30T23:00:00Z", date(2026, 7, 1)),
        ("2026-12-31T23:59:59Z", date(2026, 12, 31)),
        ("2027-01-01T00:00:00Z", date(2027, 1, 1)),
    ],
)
def test_today_is_londons_day(moment: str, day: date):
    with travel(moment, tick=False):
        assert clock.today() == day


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        (SPRING, datetime(2026, 3, 29, 0, tzinfo=UTC)),
        (SPRING + timedelta(days=1), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (AUTUMN, datetime(2026, 10, 24, 23, tzinfo=UTC)),
        (AUTUMN + timedelta(days=1), datetime(2026, 10, 26, 0, tzinfo=UTC)),
    ],
)
def test_a_day_starts_at_londons_midnight(day: date, midnight: datetime):
    assert clock.start_of_day(day) == midnight
    assert clock.start_of_day(day).tzinfo is UTC


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 7, 1), 24)])
def test_the_days_when_the_clocks_change_are_shorter_and_longer(day: date, hours: int):
    length = clock.start_of_day(day + timedelta(days=1)) - clock.start_of_day(day)
    assert length == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["2026-03-29T01:00", "2026-03-29T01:30", "2027-03-28T01:59:59"])
def test_an_hour_that_does_not_happen_is_refused_with_its_reason(text: str):
    with pytest.raises(clock.NoSuchTime, match="the clocks go forward that night"):
        clock.from_london(wall(text))


@pytest.mark.parametrize("text", ["2026-03-29T00:59:59", "2026-03-29T02:00"])
def test_the_moments_around_the_missing_hour_exist(text: str):
    moment = clock.from_london(wall(text))
    assert moment - clock.from_london(wall("2026-03-29T00:00")) < timedelta(minutes=61)


def test_an_hour_that_happens_twice_means_the_first_unless_asked():
    assert clock.from_london(wall("2026-10-25T01:30")) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock.from_london(wall("2026-10-25T01:30"), second=True) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("2026-10-25T00:59:59", False),
        ("2026-10-25T01:00", True),
        ("2026-10-25T01:59:59", True),
        ("2026-10-25T02:00", False),
        ("2026-06-01T01:30", False),
    ],
)
def test_only_one_hour_in_october_happens_twice(text: str, *, twice: bool):
    assert clock.happens_twice(wall(text)) is twice


@given(WALLS, st.booleans())
def test_a_london_time_is_either_read_exactly_or_does_not_exist(given_wall: datetime, second: bool):
    try:
        moment = clock.from_london(given_wall, second=second)
    except clock.NoSuchTime:
        assert (given_wall.month, given_wall.isoweekday(), given_wall.hour) == (3, 7, 1)
    else:
        assert moment.tzinfo is UTC
        assert moment.astimezone(clock.LONDON).replace(tzinfo=None) == given_wall
