"""How often a night was looked at, put into a calendar and written to: figures, never who."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from openmic.views import dates


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: a day or a week in words, its first day for machines, and how often."""

    words: str = ""
    iso: str = ""
    times: int = 0


@dataclass(frozen=True)
class NightCounts:
    """All there was of a night. `views`, `calendar` and `messages` are since it was listed, `days` are its last days'
    views, one of each day to today.
    """

    views: int = 0
    calendar: int = 0
    messages: int = 0
    days: tuple[Bar, ...] = ()

    @property
    def words(self) -> str:
        """The three in one line: "132 views, 4 calendar files taken, 1 message passed on"."""
        return ", ".join(
            (
                _of(self.views, "view", "views"),
                _of(self.calendar, "calendar file taken", "calendar files taken"),
                _of(self.messages, "message passed on", "messages passed on"),
            )
        )


def night(totals: Mapping[str, int], by_day: Mapping[date, int], *, first: date, today: date) -> NightCounts:
    """The counts of a night: in all by kind, and the views of each day from the first to today."""
    span = (first + timedelta(days=number) for number in range((today - first).days + 1))
    return NightCounts(
        views=totals.get("view", 0),
        calendar=totals.get("calendar", 0),
        messages=totals.get("message", 0),
        days=tuple(Bar(dates.day(one, today), one.isoformat(), by_day.get(one, 0)) for one in span),
    )


def described(bars: tuple[Bar, ...], *, what: str) -> str:
    """What a chart shows, for whoever does not see it."""
    if not bars:
        return ""
    total, most = sum(bar.times for bar in bars), max(bars, key=lambda bar: bar.times)
    told = f"{what}, {bars[0].words} to {bars[-1].words}: {total:,} in all"
    return f"{told}, most on {most.words}: {most.times:,}." if total else f"{told}."


def _of(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
