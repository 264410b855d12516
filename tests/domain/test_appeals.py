"""Appeals: a decision is looked at again, once, with the very words it was about."""

import pytest

from openmic import clock, db, errors
from openmic.domain import appeals
from openmic.domain.keys import Key
from openmic.domain.managing import TooLate
from openmic.domain.undoing import TooLate as TooLateToUndo
from openmic.models import Act, Actor, Status
from tests.domain.test_managing import OTHER, change, kept, person
from tests.moderating import approve, look, moderator, reject, trail, undo
from tests.people import fingerprint, mails
from tests.reporting import decide, report, said
from tests.sending import events

pytestmark = pytest.mark.usefixtures("database")
WORDS = "It is an open mic: anybody can sign up."


async def appeal(key: Key, words: str = WORDS) -> None:
    async with db.transaction() as session:
        await appeals.appeal(session, key, words)


async def rejected() -> Key:
    key = await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now())
    [event] = await events()
    await reject(event.id, await moderator())
    return key


async def test_a_rejected_night_waits_again_with_its_organisers_words_and_its_number() -> None:
    key = await rejected()
    [event] = await events()
    await appeal(key)
    again = await look(event.id)
    assert (again.status, again.appeal, again.revision) == (Status.PENDING, WORDS, event.revision)
    assert again.queued_at is not None
    assert [(line.act, line.by) for line in await trail(event.id)][-1] == (Act.APPEAL, Actor.ORGANISER)
    kim = await moderator("kim@example.org")
    await approve(event.id, kim, seen=event.revision)
    listed = await look(event.id)
    assert (listed.status, listed.appeal) == (Status.PUBLISHED, "")


async def test_one_appeal_for_each_decision() -> None:
    key = await rejected()
    [event] = await events()
    await appeal(key)
    with pytest.raises(TooLate):
        await appeal(key, "Again")
    await reject(event.id, await moderator("kim@example.org"))
    await appeal(key, "Again")
    assert (await look(event.id)).appeal == "Again"


async def test_a_hidden_night_stays_hidden_while_its_organiser_appeals() -> None:
    key, sam = await kept(), await moderator()
    [event] = await events()
    await report(event.id)
    await appeal(key)
    hidden = await look(event.id)
    assert (hidden.status, hidden.appeal) == (Status.PENDING, WORDS)
    assert hidden.hidden_at is not None
    with pytest.raises(TooLate):
        await appeal(key)
    [one] = await said(event.id)
    await decide(one, sam, is_right=False)
    listed = await look(event.id)
    assert (listed.status, listed.appeal) == (Status.PUBLISHED, "")


async def test_a_night_that_nobody_decided_against_cannot_be_appealed_for() -> None:
    for changes in ({}, {"status": Status.PENDING, "queued_at": clock.now()}):
        key = await kept(**changes)
        before = await fingerprint()
        with pytest.raises(TooLate):
            await appeal(key)
        assert await fingerprint() == before


async def test_nobody_appeals_for_somebody_elses_night() -> None:
    await rejected()
    [event] = await events()
    before_person = await person(OTHER)
    before = await fingerprint()
    with pytest.raises(errors.NotFound):
        await appeal(Key(night=str(event.id), person_id=before_person))
    with pytest.raises(errors.NotSignedIn):
        await appeal(Key(night=str(event.id)))
    assert await fingerprint() == before


async def test_after_an_appeal_a_rejection_is_not_undone() -> None:
    key = await kept(status=Status.PENDING, email_verified=True, queued_at=clock.now())
    [event] = await events()
    made = await reject(event.id, await moderator())
    await appeal(key)
    with pytest.raises(TooLateToUndo):
        await undo(made)


async def test_who_changes_the_night_instead_leaves_nothing_to_appeal_against() -> None:
    key = await rejected()
    await change(key, title="Now with a piano")
    with pytest.raises(TooLate):
        await appeal(key)
    assert [mail.kind for mail in await mails()] == ["rejected"]
