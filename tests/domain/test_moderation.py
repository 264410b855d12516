"""A moderator decides about exactly what was seen: one decision, one mail, and for a minute a way back."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from openmic import clock, db, errors
from openmic.domain import managing
from openmic.domain.decision import UNDO_FOR, Changed, Decided, Over, Unproved
from openmic.domain.undoing import TooLate
from openmic.models import Act, RevisionState, Status
from tests.domain.test_managing import change, kept, opened
from tests.moderating import approve, hold, look, moderator, reject, stored, trail, undo, unpublish, waiting
from tests.people import fingerprint, mails
from tests.sending import HOME, events, revisions

pytestmark = pytest.mark.usefixtures("database")


async def test_an_approved_night_is_listed_with_the_words_that_were_seen() -> None:
    night, sam = await waiting(), await moderator()
    await approve(night, sam)
    listed = await look(night)
    assert (listed.status, listed.approved_revision, listed.queued_at) == (Status.PUBLISHED, 1, None)
    assert listed.published_at is not None
    [mail] = await mails()
    assert (mail.kind, mail.recipient) == ("approved", listed.organiser_email)
    assert f"{HOME}/e/{night}/" in mail.text
    assert UNDO_FOR < mail.next_at - mail.created_at < UNDO_FOR * 1.2
    [line] = await trail(night)
    assert (line.act, line.person_id, line.revision) == (Act.APPROVE, sam.id, 1)
    assert (line.before["status"], line.after["status"]) == ("pending", "published")


async def test_a_rejected_night_is_not_listed_and_its_organiser_reads_why() -> None:
    night, sam = await waiting(), await moderator()
    await reject(night, sam)
    assert (await look(night)).status == Status.REJECTED
    [mail] = await mails()
    assert mail.kind == "rejected"
    assert "When does sign-up begin?" in mail.text
    assert (await trail(night))[0].reason == "Details are missing: When does sign-up begin?"


async def test_what_was_changed_while_somebody_looked_is_not_decided() -> None:
    night, sam = await waiting(revision=2), await moderator()
    before = await fingerprint()
    for decide in (approve, reject, hold):
        with pytest.raises(Changed):
            await decide(night, sam, seen=1)
    assert await fingerprint() == before


async def test_what_is_decided_is_not_decided_again() -> None:
    night, sam, kim = await waiting(), await moderator(), await moderator("kim@example.org")
    await approve(night, sam)
    before = await fingerprint()
    for decide in (approve, reject, hold):
        with pytest.raises(Decided):
            await decide(night, kim)
    assert await fingerprint() == before


async def test_an_unproved_night_cannot_be_decided() -> None:
    night, sam = await waiting(email_verified=False, queued_at=None), await moderator()
    for decide in (approve, reject, hold):
        with pytest.raises(Unproved):
            await decide(night, sam)


async def test_a_night_that_is_over_is_not_listed_any_more() -> None:
    past = clock.now() - timedelta(days=1)
    night, sam = await waiting(start_at=past), await moderator()
    with pytest.raises(Over):
        await approve(night, sam)


async def test_there_is_no_decision_about_what_is_not_there() -> None:
    sam = await moderator()
    gone = await stored(status=Status.ARCHIVED, withdrawn_at=clock.now())
    with pytest.raises(errors.NotFound):
        await approve(gone, sam)


async def test_a_change_is_decided_by_the_number_that_was_seen() -> None:
    key, sam = await kept(), await moderator()
    await change(key, title="Now with a piano")
    [event] = await events()
    assert event.queued_at is not None
    with pytest.raises(Changed):
        await approve(event.id, sam, seen=1)
    await approve(event.id, sam, seen=2)
    listed = await look(event.id)
    assert (listed.title, listed.revision, listed.approved_revision) == ("Now with a piano", 2, 2)
    assert (listed.sequence, listed.queued_at) == (1, None)
    assert [one.state for one in await revisions()] == [RevisionState.APPROVED]
    assert [mail.kind for mail in await mails()] == ["change-received", "change-approved"]


async def test_a_rejected_change_leaves_the_night_as_it_was() -> None:
    key, sam = await kept(), await moderator()
    await change(key, title="Buy my book")
    [event] = await events()
    await reject(event.id, sam, seen=2)
    listed = await look(event.id)
    assert (listed.title, listed.status, listed.queued_at) == (event.title, Status.PUBLISHED, None)
    assert [one.state for one in await revisions()] == [RevisionState.REJECTED]


async def test_a_listed_night_can_be_taken_off() -> None:
    night, sam = await stored(), await moderator()
    await unpublish(night, sam)
    gone = await look(night)
    assert (gone.status, gone.sequence) == (Status.REJECTED, 1)
    assert [mail.kind for mail in await mails()] == ["unpublished"]
    with pytest.raises(Decided):
        await unpublish(night, sam)


async def test_a_held_night_keeps_its_place_and_comes_back_when_its_organiser_writes() -> None:
    sam = await moderator()
    key = await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now())
    [event] = await events()
    await hold(event.id, sam)
    held = await look(event.id)
    assert held.held_at is not None
    assert held.queued_at == event.queued_at
    await change(key, title="Another title")
    back = await look(event.id)
    assert (back.held_at, back.queued_at) == (None, event.queued_at)


@pytest.mark.parametrize("decide", [approve, reject, hold])
async def test_a_decision_can_be_undone_and_then_no_mail_leaves(decide) -> None:
    night, sam = await waiting(), await moderator()
    before = await look(night)
    made = await decide(night, sam)
    assert await undo(made) == 1
    after = await look(night)
    assert after.model_dump(exclude={"updated_at", "sequence"}) == before.model_dump(
        exclude={"updated_at", "sequence"}
    )
    assert await mails() == []
    assert [line.act for line in await trail(night)][1:] == [Act.UNDO]
    with pytest.raises(TooLate):
        await undo(made)


async def test_an_approved_change_can_be_undone() -> None:
    key, sam = await kept(), await moderator()
    await change(key, title="Now with a piano")
    [event] = await events()
    made = await approve(event.id, sam, seen=2)
    await undo(made)
    listed = await look(event.id)
    assert (listed.title, listed.revision, listed.approved_revision) == (event.title, 1, 1)
    assert listed.queued_at == event.queued_at
    assert [one.state for one in await revisions()] == [RevisionState.WAITING]
    await approve(event.id, sam, seen=2)


async def test_taking_off_is_undone_with_the_change_that_waited() -> None:
    key, sam = await kept(), await moderator()
    await change(key, title="Now with a piano")
    [event] = await events()
    made = await unpublish(event.id, sam)
    assert [one.state for one in await revisions()] == [RevisionState.SUPERSEDED]
    await undo(made)
    assert (await look(event.id)).status == Status.PUBLISHED
    assert [one.state for one in await revisions()] == [RevisionState.WAITING]


async def test_only_who_decided_can_undo_it() -> None:
    night, sam, kim = await waiting(), await moderator(), await moderator("kim@example.org")
    made = await approve(night, sam)
    with pytest.raises(TooLate):
        await undo(made, kim)


async def test_after_a_minute_it_is_too_late(later) -> None:
    night, sam = await waiting(), await moderator()
    made = await approve(night, sam)
    later(UNDO_FOR + timedelta(seconds=1))
    with pytest.raises(TooLate):
        await undo(made)


async def test_what_somebody_has_done_since_is_not_undone() -> None:
    sam = await moderator()
    key = await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now())
    [event] = await events()
    made = await reject(event.id, sam)
    await change(key, title="Another title")
    with pytest.raises(TooLate):
        await undo(made)
    assert (await look(event.id)).title == "Another title"


async def test_what_was_withdrawn_since_is_not_undone() -> None:
    sam = await moderator()
    key = await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now())
    [event] = await events()
    made = await reject(event.id, sam)
    async with db.transaction() as session:
        await managing.withdraw(session, key)
    with pytest.raises(TooLate):
        await undo(made)


async def test_a_number_never_means_two_texts() -> None:
    """Else a moderator could publish words nobody has seen: by the number of a change that was set aside."""
    key, sam = await kept(), await moderator()
    await change(key, title="First change")  # number 2
    [event] = await events()
    await unpublish(event.id, sam)
    assert (await opened(key)).seen == 1
    await change(key, title="Rewritten")
    assert (await look(event.id)).revision == 3
    with pytest.raises(Changed):
        await approve(event.id, sam, seen=2)


async def test_a_withdrawn_night_waits_no_more() -> None:
    key = await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now())
    async with db.transaction() as session:
        await managing.withdraw(session, key)
    [event] = await events()
    assert event.queued_at is None


@pytest.mark.parametrize("write", ["UPDATE audit_entry SET reason = 'other'", "DELETE FROM audit_entry"])
async def test_the_trail_is_only_ever_added_to(write: str) -> None:
    night, sam = await waiting(), await moderator()
    await approve(night, sam)
    with pytest.raises(IntegrityError, match="only ever added to"):
        async with db.transaction() as session:
            await session.exec(text(write))  # pyright: ignore


async def test_no_line_of_the_trail_holds_the_organisers_address() -> None:
    night, sam = await waiting(organiser_email="canary-7f3a@example.org"), await moderator()
    await reject(night, sam)
    assert all("canary" not in line.model_dump_json() for line in await trail(night))
