"""Weeks have ISO's names and London's hours."""

from datetime import UTC, date, timedelta

import pytest

from openmic.views import weeks


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 23), "2026-W48"),
        (date(2026, 11, 29), "2026-W48"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2029, 12, 31), "2030-W01"),
    ],
)
def test_a_day_is_in_the_week_that_iso_says(day: date, name: str) -> None:
    assert weeks.of(day) == name
    assert weeks.monday(name) <= day <= weeks.sunday(name)


@pytest.mark.parametrize(
    ("week", "start", "end"),
    [
        ("2026-W48", "2026-11-23 00:00", "2026-11-30 00:00"),
        ("2026-W13", "2026-03-23 00:00", "2026-03-29 23:00"),  # its Sunday has 23 hours
        ("2026-W14", "2026-03-29 23:00", "2026-04-05 23:00"),
        ("2026-W43", "2026-10-18 23:00", "2026-10-26 00:00"),  # its Sunday has 25
        ("2026-W44", "2026-10-26 00:00", "2026-11-02 00:00"),
    ],
)
def test_a_week_ends_with_londons_sunday(week: str, start: str, end: str) -> None:
    first, after = weeks.span(week)
    assert (f"{first:%F %H:%M}", f"{after:%F %H:%M}") == (start, end)
    assert first.tzinfo == after.tzinfo == UTC


@pytest.mark.parametrize(
    "junk",
    ["", "2026", "2026-W", "2026-W00", "2026-W54", "2025-W53", "0000-W01", "2026-w48", "26-W48", "2026-W٤٨",
     "2026-W48 ", "2026-W481", "../2026-W48"],
)  # fmt: skip
def test_what_names_no_week_is_refused(junk: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (fromisocalendar's own words differ)
        weeks.monday(junk)


def test_days_of_a_week_are_said_as_people_do() -> None:
    monday = date(2026, 11, 23)
    assert weeks.words(monday, monday + timedelta(days=6)) == "Monday 23 to Sunday 29 November"
    assert weeks.words(monday + timedelta(days=6), monday + timedelta(days=6)) == "Sunday 29 November"
    assert weeks.words(date(2026, 12, 28), date(2027, 1, 3)) == "Monday 28 December to Sunday 3 January"
