"""How moderation goes, in figures ready to be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from openmic.views import weeks
from openmic.views.dates import length
from openmic.views.progress import NONE, Progress, Visits

NO_VISITS, NO_PROGRESS = Visits(), Progress()


@dataclass(frozen=True)
class Figure:
    """One line of a table: what is counted, and the figures for 7 and for 30 days (or one for both)."""

    label: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Lines that belong together, under a heading. `columns` are the headings of the values."""

    heading: str = ""
    about: str = ""
    columns: tuple[str, ...] = ()
    lines: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Figures:
    """The whole page."""

    tables: tuple[Table, ...] = ()
    progress: Progress = field(default_factory=Progress)


DAYS = ("7 days", "30 days")


def page(
    waiting: Any,
    decided: Sequence[Any],
    reports: Sequence[Any],
    success: Any,
    now: datetime,
    *,
    weekly: Sequence[Any] = (),
    visits: Visits = NO_VISITS,
    progress: Progress = NO_PROGRESS,
) -> Figures:
    """What was counted. `decided` and `reports` are for 7 and for 30 days, `weekly` for the last weeks' mail, `visits`
    for the last month.
    """
    oldest = length(now - waiting.since) if waiting.since else NONE
    return Figures(
        (
            Table(
                "Now",
                "What is held aside waits as well, for its organiser.",
                ("now",),
                (
                    Figure("Nights that wait for a decision", (str(waiting.nights),)),
                    Figure("of them held aside", (str(waiting.held),)),
                    Figure("The oldest waits for", (oldest,)),
                ),
            ),
            Table(
                "Decisions",
                "A decision is an approval, a rejection, taking a night off the site or looking one over. "
                "One that was undone is none. A night waits from when it came into the queue until the decision. "
                "A moderator-minute is a minute by the clock in which one moderator decided at least one thing.",
                DAYS,
                (
                    _both("Decisions", decided, lambda one: str(one.decided)),
                    _both("Approved", decided, lambda one: str(one.approved)),
                    _both("Turned down", decided, lambda one: str(one.rejected)),
                    _both("Taken off the site", decided, lambda one: str(one.taken_off)),
                    _both("Looked over", decided, lambda one: str(one.looked_over)),
                    _both("Undone", decided, lambda one: str(one.undone)),
                    _both("Half had waited no longer than", decided, lambda one: _time(one.median)),
                    _both("95 of 100 had waited no longer than", decided, lambda one: _time(one.p95)),
                    _both("Decided within 24 hours", decided, lambda one: _share(one.in_a_day, one.waited)),
                    _both("Decisions for each moderator-minute", decided, _pace),
                ),
            ),
            Table(
                "Reports",
                "From when a report came until its listing was hidden or a moderator had decided about it. "
                "A report that cannot wait hides the listing at once.",
                DAYS,
                (
                    _both("Reports that came", reports, lambda one: str(one.came)),
                    _both("Still open", reports, lambda one: str(one.open)),
                    _both("Hid the listing at once", reports, lambda one: str(one.at_once)),
                    _both("Half took no longer than", reports, lambda one: _time(one.median)),
                    _both("The longest took", reports, lambda one: _time(one.longest)),
                ),
            ),
            Table(
                "Success",
                "What the site set out to reach. Made-up nights do not count; one that was taken off does not either. "
                "A visitor’s day is a visit; robots do not count, nor browsers that ask not to be counted.",
                ("now", "aim"),
                (
                    Figure("Nights approved", (f"{success.nights:,}", "20 or more")),
                    Figure("Different organisers", (f"{success.organisers:,}", "10 or more")),
                    Figure("Visits in 30 days", (visits.number, "250")),
                    Figure("Pages for each visit", (visits.pages_each, "2 or more")),
                    Figure("Clicks in the weekly digest", (_followed(weekly), "15 %")),
                ),
            ),
            Table(
                "The weekly mail",
                "A click is one way from a mail to a night: who looks at three counts three times. Nobody knows who. "
                "Not counted are robots, and browsers that ask not to be.",
                ("mails", "clicks", "per mail"),
                tuple(
                    Figure(_week(one.week), (f"{one.mails:,}", f"{one.clicks:,}", _followed([one])))
                    for one in weekly
                ),
            ),
        ),
        progress,
    )


def _week(week: str) -> str:
    return f"From {weeks.words(weeks.monday(week), weeks.sunday(week))}"


def _followed(weekly: Sequence[Any]) -> str:
    return _share(sum(one.clicks for one in weekly), sum(one.mails for one in weekly))


def _both(label: str, counted: Sequence[Any], say: Any) -> Figure:
    return Figure(label, tuple(say(one) for one in counted))


def _time(seconds: Any) -> str:
    return NONE if seconds is None else length(timedelta(seconds=float(seconds)))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else NONE


def _pace(one: Any) -> str:
    return f"{one.decided / one.minutes:.1f}" if one.minutes else NONE
