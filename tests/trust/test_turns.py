"""Two who want one night at one moment, step by step: nobody waits in a ring, nothing goes back (TRUST T27)."""

import asyncio
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlmodel import col

from openmic import clock, db, errors
from openmic.domain import delivery, managing, moderation, tokens, undoing, verification
from openmic.domain.decision import MAIL_AFTER, Changed, Decision
from openmic.domain.undoing import TooLate
from openmic.models import Act, AuditEntry, Event, Purpose, Status
from openmic.queries import submissions as rows
from tests.builders import next_week
from tests.domain.test_managing import change, kept
from tests.domain.test_submissions import KEY, once, send
from tests.moderating import WHY, approve, look, moderator, reject, stored, trail, undo, waiting
from tests.people import mails
from tests.sending import HOME, MAILBOX, events, follow

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.timeout(20)]


async def somebody_waits() -> None:
    """Until somebody waits for what another transaction holds."""
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with asyncio.timeout(0.9):
        while True:
            async with db.reading() as session:
                if (await session.exec(waits)).scalar():  # pyright: ignore
                    return
            await asyncio.sleep(0.01)


async def verify_link(event_id: UUID) -> str:
    async with db.transaction() as session:
        return await tokens.issue(session, Purpose.VERIFY, to=MAILBOX, event_id=event_id)


async def test_two_links_that_prove_the_same_night_do_not_wait_for_each_other() -> None:
    """The mail was sent twice, and both buttons are pressed at once."""
    night = await waiting(email_verified=False, queued_at=None)
    first, second = [await verify_link(night) for _ in range(2)]
    async with db.transaction() as one:
        await tokens.issue(one, Purpose.MANAGE, to=MAILBOX, event_id=night)  # as far as `verify` comes
        async with asyncio.timeout(0.9), db.transaction() as two:
            await verification.verify(two, second, home=HOME)
        await verification.verify(one, first, home=HOME)
    assert [line.act for line in await trail(night)] == [Act.VERIFY]


async def test_mailing_links_to_many_nights_does_not_stop_a_bulk_decision() -> None:
    early, late = sorted([await waiting(), await waiting()], key=str)
    async with db.transaction() as session:
        later = next_week() + timedelta(days=1)
        first = (
            update(Event)
            .where(col(Event.id) == early)
            .values(start_at=later, end_at=later + timedelta(hours=1))
        )
        await session.exec(first)  # pyright: ignore
    sam = await moderator()
    async with db.transaction() as bulk:
        await moderation.approve(bulk, early, made := Decision(sam, HOME), seen=1)
        async with asyncio.timeout(0.9), db.transaction() as session:
            await managing.send_links(session, MAILBOX, home=HOME)
        await moderation.approve(bulk, late, made, seen=1)


async def test_who_comes_second_never_turns_the_time_of_the_last_change_back() -> None:
    """Calendars and caches ask what is newer."""
    night, sam = await stored(), await moderator()
    async with db.transaction() as slow:
        await slow.exec(text("SELECT now()"))  # its time is the earlier one  # pyright: ignore
        await asyncio.sleep(0.02)
        made = Decision(sam, HOME)
        async with db.transaction() as quick:
            await moderation.unpublish(quick, night, made, seen=1, why=WHY)
        before = (await look(night)).updated_at
        await undoing.undo(slow, made.batch, sam)
    assert (await look(night)).updated_at > before


async def test_a_form_sent_again_to_another_address_while_the_first_is_proved_keeps_the_proved_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await once()
    [event], [asked] = await events(), await mails()
    secret = follow(asked).partition("token=")[2]

    async def read_and_wait(session: db.Session, key: UUID) -> Event | None:
        found = await by_key(session, key)
        async with db.transaction() as other:
            await verification.verify(other, secret, home=HOME)
        return found

    by_key = rows.by_key
    monkeypatch.setattr(rows, "by_key", read_and_wait)
    with pytest.raises(errors.Refusal):
        async with db.transaction() as session:
            await send(session, key=KEY, organiser_email="victim@example.org")
    now = await look(event.id)
    assert (now.email_verified, now.organiser_email) == (True, MAILBOX)
    assert await mails("victim@example.org") == []


async def test_a_mail_that_is_being_carried_cannot_be_recalled_and_one_recalled_is_not_carried() -> None:
    night, sam = await waiting(), await moderator()
    due = clock.now() + MAIL_AFTER
    made = await approve(night, sam)
    async with db.transaction() as carrying:
        assert len(await delivery.claim(carrying, now=due)) == 0, "not before its time"
        [claim] = await delivery.claim(carrying, now=due + timedelta(seconds=1))
        undone = asyncio.create_task(undo(made))
        await somebody_waits()
    with pytest.raises(TooLate):
        await undone
    assert claim.parcel.kind == "approved"
    assert (await look(night)).status == Status.PUBLISHED

    made = await approve(other := await waiting(), sam)
    async with db.transaction() as taking_back:
        await undoing.undo(taking_back, made.batch, sam)
        async with db.transaction() as carrying:
            late = clock.now() + MAIL_AFTER * 2
            assert await delivery.claim(carrying, now=late) == [], "it is locked"
    async with db.transaction() as carrying:
        assert await delivery.claim(carrying, now=late) == [], "it is gone"
    assert (await look(other)).status == Status.PENDING


async def test_an_undo_that_fails_half_way_leaves_every_night_and_mail_as_decided() -> None:
    sam = await moderator()
    nights = sorted([await waiting(organiser_email=f"{n}@example.org") for n in range(2)], key=str)
    made = Decision(sam, HOME)
    async with db.transaction() as session:
        for night in nights:
            await moderation.approve(session, night, made, seen=1)
    async with db.transaction() as session:
        await session.exec(
            text("UPDATE outbox SET attempts = 1 WHERE recipient = :to").bindparams(  # pyright: ignore
                to=(await look(nights[1])).organiser_email
            )
        )
    with pytest.raises(TooLate):
        await undo(made)
    assert {(await look(night)).status for night in nights} == {Status.PUBLISHED}
    assert len(await mails()) == 2


@pytest.mark.parametrize("back", [timedelta(0), timedelta(hours=1)])
async def test_with_the_clock_moved_back_what_came_later_still_counts_as_later(
    back: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a moderator's undo would take away what the organiser has written since."""
    key, sam = (
        await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now()),
        await moderator(),
    )
    [event] = await events()
    made = await reject(event.id, sam)
    [line] = await trail(event.id)
    earlier = count(line.id.int - (int(back.total_seconds() * 1000) << 80) - 10)
    monkeypatch.setattr(AuditEntry.model_fields["id"], "default_factory", lambda: UUID(int=next(earlier)))
    await change(key, title="Words 2")
    with pytest.raises(TooLate):
        await undo(made)
    assert (await look(event.id)).title == "Words 2"
    assert [line.act for line in await trail(event.id)] == [Act.REJECT, Act.CHANGE]


async def test_who_would_reject_what_somebody_has_just_listed_does_not_take_it_off() -> None:
    """Its organiser has sent in a change since, so that something waits: but not what was seen."""
    key, sam = (
        await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now()),
        await moderator(),
    )
    [event] = await events()
    await approve(event.id, sam)
    await change(key, title="Words 2")
    with pytest.raises(Changed):
        await reject(event.id, await moderator("kim@example.org"), seen=1)
    assert (await look(event.id)).status == Status.PUBLISHED
