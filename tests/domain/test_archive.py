"""Nights that are over are put away each hour, but those about which somebody waits for an answer."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from openmic import clock, db
from openmic.domain import reports, undoing
from openmic.jobs.archive import archive
from openmic.models import Act, Actor, Mail, ReportReason, Revision, RevisionState, Status
from openmic.views.report import Said
from tests.at_the_desk import with_change
from tests.builders import keep
from tests.builders import night as a_night
from tests.moderating import approve, look, moderator, stored, trail, undo, waiting
from tests.reporting import decide, report, said
from tests.sending import HOME

pytestmark = pytest.mark.usefixtures("database")
TICK = timedelta(microseconds=1)


async def all_of_it() -> int:
    """Lets the job run until nothing is left; how many it put away."""
    count = 0
    while done := await archive("2026-11-23T14"):
        count += done
    return count


def ended(ago: timedelta = timedelta(minutes=1)) -> dict[str, Any]:
    end_at = clock.now() - ago
    return {"start_at": end_at - timedelta(hours=3), "end_at": end_at}


async def test_a_night_is_put_away_once_it_is_over_and_not_a_moment_before(monkeypatch) -> None:
    night = await stored()
    end_at = (await look(night)).end_at
    for at, is_over in ((end_at - TICK, False), (end_at, False), (end_at + TICK, True)):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        assert await archive("") == is_over
        assert ((await look(night)).status == Status.ARCHIVED) == is_over
    assert await archive("") == 0
    [line] = await trail(night)
    assert (line.act, line.by, line.at) == (Act.ARCHIVE, Actor.SITE, end_at + TICK)
    assert (line.before, line.after) == ({"status": "published"}, {"status": "archived"})


async def test_nothing_about_it_waits_any_more() -> None:
    night = await with_change(
        **ended(),
        featured=True,
        featured_until=clock.now() + timedelta(days=1),
        is_unreviewed=True,
        held_at=clock.now(),
    )
    proved = await waiting(**ended(), held_at=clock.now())
    assert await all_of_it() == 2
    for event_id in (night, proved):
        event = await look(event_id)
        assert event.status == Status.ARCHIVED
        assert (event.queued_at, event.held_at, event.hidden_at, event.featured_until) == (None,) * 4
        assert (event.is_unreviewed, event.featured) == (False, False)
    async with db.reading() as session:
        [change] = (await session.exec(select(Revision).where(col(Revision.event_id) == night))).all()
    assert change.state == RevisionState.SUPERSEDED
    assert change.decided_at is not None


async def test_what_is_not_over_not_proved_turned_down_or_withdrawn_is_left_alone() -> None:
    now = clock.now()
    left = [
        await stored(),
        await stored(status=Status.PENDING, email_verified=False, **ended()),
        await stored(status=Status.REJECTED, **ended()),
        await stored(status=Status.ARCHIVED, withdrawn_at=now, **ended()),
    ]
    before = [(await look(one)).model_dump() for one in left]
    assert await all_of_it() == 0
    assert [(await look(one)).model_dump() for one in left] == before
    assert [line for one in left for line in await trail(one)] == []


async def test_a_report_or_an_appeal_is_decided_first() -> None:
    sam = await moderator()
    reported, hidden = await stored(**ended()), await stored(**ended())
    await report(reported, ReportReason.WRONG)
    await report(hidden, ReportReason.SCAM)
    appealed = await waiting(appeal="It is a real night.", **ended())
    assert await all_of_it() == 0
    for night, is_right in ((reported, True), (hidden, False)):
        [one] = await said(night)
        await decide(one, sam, is_right=is_right)
    assert await all_of_it() == 2
    assert (await look(appealed)).status == Status.PENDING


async def test_a_hidden_night_whose_report_was_right_is_put_away_as_any_other() -> None:
    sam, night = await moderator(), await stored(**ended())
    await report(night, ReportReason.SCAM)
    [one] = await said(night)
    await decide(one, sam, is_right=True)
    assert await all_of_it() == 1
    assert ((await look(night)).status, (await look(night)).hidden_at) == (Status.ARCHIVED, None)


async def test_what_was_decided_a_moment_before_cannot_be_undone_and_its_mail_still_leaves(later) -> None:
    sam, night = (
        await moderator(),
        await waiting(start_at=clock.now() - timedelta(hours=2, minutes=59, seconds=50)),
    )
    made = await approve(night, sam)
    later(timedelta(seconds=11))
    assert await all_of_it() == 1
    with pytest.raises(undoing.TooLate):
        await undo(made, sam)
    async with db.reading() as session:
        assert [one.kind for one in (await session.exec(select(Mail))).all()] == ["approved"]


async def test_any_number_of_processes_put_each_away_once() -> None:
    nights = [await stored(**ended()) for _ in range(30)]
    assert sum(await asyncio.gather(*(archive("") for _ in range(8)))) == len(nights)
    assert [len(await trail(one)) for one in nights] == [1] * len(nights)


async def test_a_report_that_comes_at_the_same_moment_is_not_overlooked() -> None:
    """The night is locked by who reports it: the job leaves it, and finds the report the next time."""
    night = await stored(**ended())
    async with db.transaction() as session:
        await reports.take_in(session, night, Said(ReportReason.WRONG), ip="", visitor="", home=HOME)
        assert await archive("") == 0
    assert await archive("") == 0
    assert (await look(night)).status == Status.PUBLISHED


async def test_a_long_backlog_goes_piece_by_piece() -> None:
    async with db.transaction() as session:
        await keep(session, *(a_night(**ended()) for _ in range(450)))
    assert [await archive("") for _ in range(4)] == [200, 200, 50, 0]
