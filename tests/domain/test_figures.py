"""The figures, on decisions and reports whose figures are known."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from openmic import clock, db
from openmic.domain import figures
from openmic.models import (
    DailyVisits,
    Digest,
    Report,
    ReportReason,
    ReportState,
    Status,
    Visitor,
    VisitSalt,
)
from openmic.views.figures import NONE, Figures
from tests.at_the_desk import at_the_desk
from tests.builders import ORGANISER_EMAIL
from tests.moderating import approve, moderator, reject, stored, undo, unpublish, waiting
from tests.weekly import london

pytestmark = pytest.mark.usefixtures("database")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Sets the clock: `at(noon)`."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


async def look() -> Figures:
    async with db.reading() as session:
        return await figures.look(session)


def told(page: Figures, heading: str) -> dict[str, tuple[str, ...]]:
    (table,) = (one for one in page.tables if one.heading == heading)
    return {line.label: line.values for line in table.lines}


async def a_known_month(at: At) -> datetime:
    """Decisions of two moderators in known minutes, of nights that had waited for known times."""
    base = clock.now().replace(second=10, microsecond=0)
    sam, kim = await moderator(), await moderator("kim@example.org", "Kim")
    at(base - 8 * DAY)
    old = await waiting(queued_at=base - 8 * DAY - 2 * HOUR)
    await approve(old, sam)
    at(base)
    await approve(await waiting(queued_at=base - HOUR), sam)
    at(base + timedelta(seconds=20))
    await approve(await waiting(queued_at=base - HOUR, organiser_email="other@example.org"), sam)
    await reject(await waiting(queued_at=base - 30 * HOUR + timedelta(seconds=20)), kim)
    await undo(await approve(await waiting(queued_at=base - HOUR), sam))
    at(base + timedelta(minutes=5))
    await unpublish(await stored(), kim)
    await approve(await stored(is_unreviewed=True, queued_at=base - HOUR), sam)
    await waiting(queued_at=base - 3 * DAY)
    await waiting(queued_at=base - DAY, held_at=base)
    await stored(is_sample=True)
    await stored(status=Status.ARCHIVED, withdrawn_at=base, published_at=None)
    async with db.transaction() as session:
        usual = {"event_id": old, "reason": ReportReason.WRONG}
        decided = {"state": ReportState.REVIEWED, "decided_at": base - DAY + 2 * HOUR}
        session.add(Report(**usual, created_at=base - DAY, **decided))
        session.add(Report(**usual, created_at=base - DAY, hid_listing=True))
        session.add(Report(**usual, created_at=base - 9 * DAY))
    return base


async def test_what_waits_now(at: At) -> None:
    await a_known_month(at)
    assert told(await look(), "Now") == {
        "Nights that wait for a decision": ("3",),
        "of them held aside": ("1",),
        "The oldest waits for": ("3 days",),
    }


async def test_decisions_are_counted_and_what_was_undone_is_none(at: At) -> None:
    await a_known_month(at)
    assert told(await look(), "Decisions") == {
        "Decisions": ("5", "6"),
        "Approved": ("2", "3"),
        "Turned down": ("1", "1"),
        "Taken off the site": ("1", "1"),
        "Looked over": ("1", "1"),
        "Undone": ("1", "1"),
        "Half had waited no longer than": ("62 minutes", "65 minutes"),
        "95 of 100 had waited no longer than": ("25 hours", "24 hours"),
        "Decided within 24 hours": ("75 %", "80 %"),
        "Decisions for each moderator-minute": ("1.2", "1.2"),
    }


async def test_reports_take_as_long_as_until_their_listing_was_hidden_or_decided_about(at: At) -> None:
    await a_known_month(at)
    assert told(await look(), "Reports") == {
        "Reports that came": ("2", "3"),
        "Still open": ("1", "2"),
        "Hid the listing at once": ("1", "1"),
        "Half took no longer than": ("60 minutes", "60 minutes"),
        "The longest took": ("2 hours", "2 hours"),
    }


async def test_success_is_real_nights_that_were_approved_and_stayed(at: At) -> None:
    await a_known_month(at)
    success = told(await look(), "Success")
    assert success["Nights approved"] == ("4", "20 or more")
    assert success["Different organisers"] == ("2", "10 or more")


async def test_visits_are_those_of_thirty_days_and_todays_so_far(at: At) -> None:
    at(london("2026-11-24 12:00"))
    today = clock.today()
    async with db.transaction() as session:
        for ago, visitors, pages in ((1, 10, 30), (29, 5, 8), (30, 1000, 1000)):
            session.add(DailyVisits(day=today - ago * DAY, visitors=visitors, pages=pages))
        session.add(VisitSalt(day=today, salt=b"x"))
        session.add(Visitor(day=today, mark=b"y", pages=2))
    success = told(await look(), "Success")
    assert success["Visits in 30 days"] == ("16", "250")
    assert success["Pages for each visit"] == ("2.5", "2 or more")


async def test_week_by_week_it_is_londons_weeks_and_the_newest_comes_first(at: At) -> None:
    at(london("2026-11-24 12:00"))
    for moment, who in (
        ("2026-11-23 00:00", "kim"),  # a Monday
        ("2026-11-22 23:59", "kim"),
        ("2026-11-16 00:00", "robin"),
        ("2026-10-26 00:00", "kim"),  # the clocks went back the day before
        ("2026-10-25 23:59", "kim"),
        ("2026-09-06 12:00", "kim"),  # thirteen weeks ago
    ):
        await stored(published_at=london(moment), organiser_email=f"{who}@example.org")
    async with db.transaction() as session:
        for day, visitors, pages in (("11-22", 4, 6), ("11-16", 1, 4), ("10-25", 2, 2), ("09-06", 9, 9)):
            on = date.fromisoformat(f"2026-{day}")
            session.add(DailyVisits(day=on, visitors=visitors, pages=pages))
        session.add(Digest(week="2026-W47", mails=50))
    shown = (await look()).progress
    figures = {week.iso: week.values for week in shown.weeks}
    assert [week.iso for week in shown.weeks][:2] == ["2026-11-23", "2026-11-16"]
    assert len(figures) == len(shown.visits) == 12
    assert figures["2026-11-23"] == ("1", "1", "0", NONE, NONE)
    assert figures["2026-11-16"] == ("2", "2", "5", "2.0", "0 %")
    assert figures["2026-10-26"] == ("1", "1", "0", NONE, NONE)
    assert figures["2026-10-19"] == ("1", "1", "2", "1.0", NONE)
    assert [bar.times for bar in shown.nights] == [0] * 6 + [1, 1, 0, 0, 2, 1]
    assert sum(bar.times for bar in shown.visits) == 7


async def test_where_nothing_ever_happened_nothing_is_said_to_take_any_time() -> None:
    page = await look()
    assert told(page, "Now")["The oldest waits for"] == (NONE,)
    assert told(page, "Decisions")["Decided within 24 hours"] == (NONE, NONE)
    assert told(page, "Decisions")["Decisions for each moderator-minute"] == (NONE, NONE)
    assert told(page, "Reports")["The longest took"] == (NONE, NONE)


async def test_the_page_shows_them_and_nobodys_address() -> None:
    visitor = await at_the_desk()
    await waiting(queued_at=clock.now() - timedelta(hours=3))
    answer = await visitor.get("/moderation/figures/")
    assert (answer.status_code, ORGANISER_EMAIL in answer.text) == (200, False)
    assert '<td class="text-end">3 hours</td>' in answer.text
