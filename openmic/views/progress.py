"""How the site does, week by week: what it set out to reach, in figures and in two small charts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from openmic.views import weeks
from openmic.views.counts import Bar

NONE = "–"
MONTH = 30  # days


@dataclass(frozen=True)
class Visits:
    """Visits of some days: a visitor's day is one."""

    visitors: int = 0
    pages: int = 0

    @property
    def number(self) -> str:
        """How many."""
        return f"{self.visitors:,}"

    @property
    def pages_each(self) -> str:
        """How many pages for each."""
        return f"{self.pages / self.visitors:.1f}" if self.visitors else NONE


@dataclass(frozen=True)
class Week:
    """One week's figures in words, and the week itself."""

    words: str = ""
    iso: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Progress:
    """The last weeks, the newest first; as bars the oldest comes first."""

    columns: tuple[str, ...] = ("Nights", "Organisers", "Visits", "Pages each", "Clicks per mail")
    weeks: tuple[Week, ...] = ()
    nights: tuple[Bar, ...] = ()
    visits: tuple[Bar, ...] = ()


def first_monday(today: date, *, many: int) -> date:
    """When the first of the last so many weeks began; this one, which is not over, is the last."""
    return weeks.monday(weeks.of(today)) - timedelta(weeks=many - 1)


def of_days(rows: Iterable[Any], first: date, last: date) -> Visits:
    """The visits of the days from the first to the last."""
    found = [row for row in rows if first <= row.day <= last]
    return Visits(sum(int(row.visitors) for row in found), sum(int(row.pages) for row in found))


def by_week(
    success: Sequence[Any], visits: Sequence[Any], mails: Sequence[Any], *, today: date, many: int
) -> Progress:
    """The last `many` weeks from what was counted: nights by Monday, visits by day, mails by the week's name."""
    first = first_monday(today, many=many)
    mondays = [first + timedelta(weeks=number) for number in range(many)]
    nights = {row.monday: row for row in success}
    mailed = {row.week: row for row in mails}
    came = {monday: of_days(visits, monday, monday + timedelta(days=6)) for monday in mondays}
    return Progress(
        weeks=tuple(_week(one, nights, came[one], mailed) for one in reversed(mondays)),
        nights=tuple(_bar(one, nights[one].nights if one in nights else 0) for one in mondays),
        visits=tuple(_bar(one, came[one].visitors) for one in mondays),
    )


def _week(monday: date, nights: Mapping[date, Any], came: Visits, mailed: Mapping[str, Any]) -> Week:
    listed, mail = nights.get(monday), mailed.get(weeks.of(monday))
    clicks = f"{100 * mail.clicks / mail.mails:.0f} %" if mail and mail.mails else NONE
    told = (f"{listed.nights:,}", f"{listed.organisers:,}") if listed else ("0", "0")
    return Week(
        f"{monday.day} {monday:%B}", monday.isoformat(), (*told, came.number, came.pages_each, clicks)
    )


def _bar(monday: date, times: int) -> Bar:
    return Bar(f"{monday.day} {monday:%B}", monday.isoformat(), times)
