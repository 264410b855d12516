"""Weeks as the weekly mail counts them: from Monday to Sunday in London, by their ISO 8601 name, such as 2026-W48."""

import re
from datetime import date, datetime, timedelta

from openmic.clock import start_of_day

NAME = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
WEEK = timedelta(days=7)


def of(day: date) -> str:
    """The name of the week a day is in. Around New Year its year may be another than the day's."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def monday(week: str) -> date:
    """The first day of a week. Raises ValueError for what names none."""
    named = NAME.fullmatch(week)
    if not named:
        raise ValueError(week)
    return date.fromisocalendar(int(named[1]), int(named[2]), 1)


def sunday(week: str) -> date:
    """The last day of a week."""
    return monday(week) + timedelta(days=6)


def span(week: str) -> tuple[datetime, datetime]:
    """A week from its first moment to the first of the next, in UTC: 167 to 169 hours."""
    first = monday(week)
    return start_of_day(first), start_of_day(first + WEEK)


def words(first: date, last: date) -> str:
    """Some days of a week for people: "Monday 23 to Sunday 29 November", "Sunday 29 November"."""
    if first == last:
        return _day(last)
    if first.month == last.month:
        return f"{first:%A} {first.day} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(one: date) -> str:
    return f"{one:%A} {one.day} {one:%B}"
