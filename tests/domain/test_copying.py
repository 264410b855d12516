"""A night once more on another day: which may be copied, what the copy is, and that there is one."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from openmic import clock, db, errors
from openmic.adapters import storage
from openmic.domain import copying, erasures, managing, submissions, tokens
from openmic.domain.keys import Key
from openmic.models import Account, Act, Event, Image, Purpose, Status
from openmic.queries import images
from openmic.views import copying as views
from openmic.views import night_form
from openmic.views.submission import Submission
from tests.builders import keep, next_week
from tests.domain.test_managing import kept, person
from tests.moderating import look, trail
from tests.people import mails
from tests.sending import HOME, MAILBOX, events

pytestmark = pytest.mark.usefixtures("database")
PAST = next_week() - timedelta(days=14)


async def copied(key: Key, *, on: str = "", form_key: UUID | None = None, **words: str) -> Event:
    """The copy, as whoever fills in the form gets it."""
    async with db.reading() as session:
        opened = await copying.open_form(session, key)
    day = on or (clock.today() + timedelta(days=21)).isoformat()
    given = {"on": day, **opened.original.hours, "consent": "yes"}
    checked = views.check(opened.original, given, now=clock.now(), mailbox=opened.mailbox)
    assert checked.night is not None, checked.problems
    new = Submission(**checked.night.model_dump() | words)
    async with db.transaction() as session:
        made = await copying.copy(session, key, new, form_key=form_key or uuid4(), home=HOME)
    return await look(made)


@pytest.mark.parametrize(
    "changes", [{"start_at": PAST}, {"start_at": PAST, "status": Status.ARCHIVED}, {}, {"cancelled_at": PAST}]
)
async def test_a_copy_has_all_of_the_night_but_its_day_and_waits_for_a_person(changes: Any) -> None:
    image = Image(key="a" * 32, width=10, height=10)
    async with db.transaction() as session:
        await keep(session, image)
    more = {"published_at": PAST, "approved_revision": 1}
    key = await kept(
        **more | changes, image_key=image.key, image_alt="A stage", ticket_url="https://tickets.example/1",
        takes_messages=False, featured=True, featured_until=clock.now() + timedelta(days=2),
    )  # fmt: skip
    (first,) = await events()
    copy = await copied(key)
    for name in (
        *managing.content.CONTENT,
        "town_id",
        "venue_id",
        "image_key",
        "image_alt",
        "takes_messages",
    ):
        if name not in ("start_at", "end_at"):
            assert getattr(copy, name) == getattr(first, name), name
    assert clock.today() + timedelta(days=21) == copy.start_at.astimezone(clock.LONDON).date()
    assert (copy.status, copy.email_verified, copy.organiser_email) == (Status.PENDING, True, MAILBOX)
    assert copy.queued_at is not None
    assert (copy.featured, copy.cancelled_at, copy.published_at, copy.revision) == (False, None, None, 1)
    assert copy.consented_at is not None
    assert [line.act for line in await trail(copy.id)] == [Act.SUBMIT]
    assert [mail.kind for mail in await mails(MAILBOX)] == ["received"]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.PENDING},
        {"status": Status.PENDING, "start_at": PAST},
        {"status": Status.REJECTED},
        {"status": Status.REJECTED, "published_at": PAST, "approved_revision": 1},
        {"status": Status.PENDING, "hidden_at": PAST, "published_at": PAST, "approved_revision": 1},
        {"status": Status.ARCHIVED, "withdrawn_at": PAST, "published_at": PAST, "approved_revision": 1},
        # taken off, changed, and over before anybody looked
        {"status": Status.ARCHIVED, "start_at": PAST, "revision": 2, "approved_revision": 1},
    ],
)
async def test_no_copy_goes_around_a_decision(changes: Any) -> None:
    key = await kept(**changes)
    with pytest.raises(copying.NotAsItIs):
        await copied(key)
    async with db.reading() as session:
        assert len(await events()) == 1, session
    (first,) = await events()
    words = night_form.check(
        night_form.of_night(first)
        | {"on": (clock.today() + timedelta(days=9)).isoformat(), "consent": "yes"},
        now=clock.now(),
        mailbox=MAILBOX,
    )
    assert words.night
    with pytest.raises(copying.NotAsItIs):
        async with db.transaction() as session:
            await copying.copy(session, key, words.night, form_key=uuid4(), home=HOME)
    assert len(await events()) == 1


async def test_a_change_that_waits_is_not_copied() -> None:
    key = await kept()
    (first,) = await events()
    new = Submission(
        **{name: getattr(first, name) for name in managing.content.CONTENT if name != "title"},
        title="Another title",
        organiser_email=MAILBOX,
    )
    async with db.transaction() as session:
        await managing.change(session, key, new, seen=1, extras=submissions.Extras(), home=HOME)
    assert (await copied(key)).title == first.title


async def test_the_form_makes_one_night_however_often_and_at_once() -> None:
    key, form_key = await kept(start_at=PAST), uuid4()
    made = await asyncio.gather(*(copied(key, form_key=form_key) for _ in range(5)))
    assert len({one.id for one in made}) == 1
    assert len(await events()) == 2
    assert [mail.kind for mail in await mails(MAILBOX)] == ["received"]


async def test_sent_again_with_another_day_it_is_that_day_as_long_as_nobody_has_looked() -> None:
    key, form_key = await kept(start_at=PAST), uuid4()
    first = await copied(key, form_key=form_key)
    other = (clock.today() + timedelta(days=28)).isoformat()
    again = await copied(key, form_key=form_key, on=other)
    assert (again.id, again.revision) == (first.id, 2)
    assert again.start_at.astimezone(clock.LONDON).date().isoformat() == other


async def test_a_form_of_somebody_elses_night_makes_nothing_of_theirs() -> None:
    form_key = uuid4()
    theirs = await copied(await kept(organiser_email="other@example.org"), form_key=form_key)
    mine = await kept()
    with pytest.raises(errors.Refusal):
        await copied(mine, form_key=form_key)
    assert (await look(theirs.id)).organiser_email == "other@example.org"
    assert len(await events()) == 3


async def test_signed_in_the_copy_is_the_accounts_with_its_own_proved_address() -> None:
    account = await person("robin@example.org")
    await kept(account_id=account, organiser_email="old@example.org")
    (first,) = await events()
    copy = await copied(Key(night=str(first.id), person_id=account))
    assert (copy.account_id, copy.organiser_email) == (account, "robin@example.org")
    assert await mails("old@example.org") == []


async def test_a_trusted_organisers_copy_is_listed_at_once_unless_its_words_want_a_look() -> None:
    async with db.transaction() as session:
        await keep(session, Account(email=MAILBOX, trusted_at=clock.now()))
    plain = await copied(await kept(title="Plain"))
    assert (plain.status, plain.is_unreviewed) == (Status.PUBLISHED, True)
    flagged = await copied(await kept(title="The wankers’ open mic"))
    assert (flagged.status, bool(flagged.flags)) == (Status.PENDING, True)


async def test_a_link_for_another_night_or_purpose_copies_nothing() -> None:
    await kept(start_at=PAST)
    (first,) = await events()
    async with db.transaction() as session:
        wrong = await tokens.issue(session, Purpose.RECEIPT, to=MAILBOX, event_id=first.id)
        other = await tokens.issue(session, Purpose.MANAGE, to="other@example.org", event_id=first.id)
    for key, refusal in (
        (Key(token=wrong), errors.BadLink),
        (Key(token=other), errors.BadLink),
        (Key(token="made-up"), errors.BadLink),
        (Key(night=str(first.id)), errors.NotSignedIn),
        (Key(night=str(first.id), person_id=await person("x@example.org")), errors.NotFound),
    ):
        with pytest.raises(refusal):
            await copied(key)
    assert len(await events()) == 1


async def test_an_erased_organisers_night_is_nobodys_to_copy(pictures: storage.Storage) -> None:
    key = await kept(start_at=PAST)
    async with db.transaction() as session:
        await erasures.erase(session, pictures, MAILBOX)
    with pytest.raises(errors.BadLink):
        await copied(key)


async def test_the_picture_of_two_nights_stays_while_one_of_them_shows_it() -> None:
    async with db.transaction() as session:
        await keep(session, Image(key="b" * 32, width=10, height=10))
    key = await kept(start_at=PAST, image_key="b" * 32, image_alt="A stage")
    (first,) = await events()
    copy = await copied(key)
    async with db.transaction() as session:
        await session.delete(await session.get_one(Event, first.id))
        await session.flush()
        assert not await images.remove(session, "b" * 32, undoable=clock.now())
    assert (await look(copy.id)).image_key == "b" * 32
