"""An organiser looks after one night: who is let in, what waits for a person, and what is done once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from openmic import clock, db, errors
from openmic.domain import managing, tokens
from openmic.domain.managing import Key, Stale
from openmic.domain.submissions import Extras
from openmic.models import Account, Event, Purpose, RevisionState, Status
from tests.builders import night as a_night
from tests.domain.test_submissions import night
from tests.people import ABOUT_NO_NIGHT, fingerprint, mails
from tests.sending import HOME, MAILBOX, events, revisions

pytestmark = pytest.mark.usefixtures("database")
OTHER = "other@example.org"


async def kept(**changes: object) -> Key:
    """A night that is there, and a link to look after it."""
    async with db.transaction() as session:
        event = a_night(**changes)
        session.add(event)
        await session.flush()
        return Key(await tokens.issue(session, Purpose.MANAGE, to=event.organiser_email, event_id=event.id))


async def person(mailbox: str = MAILBOX) -> UUID:
    async with db.transaction() as session:
        account = Account(email=mailbox)
        session.add(account)
        await session.flush()
        return account.id


async def change(key: Key, *, seen: int = 1, **changes: str) -> None:
    async with db.transaction() as session:
        await managing.change(session, key, night(**changes), seen=seen, extras=Extras(), home=HOME)


async def cancel(key: Key) -> None:
    async with db.transaction() as session:
        await managing.cancel(session, key, home=HOME)


async def withdraw(key: Key) -> None:
    async with db.transaction() as session:
        await managing.withdraw(session, key)


async def opened(key: Key) -> managing.Opened:
    async with db.reading() as session:
        return await managing.open_form(session, key, ours="")


async def only() -> Event:
    (event,) = await events()
    return event


EVERYTHING = pytest.mark.parametrize("act", [change, cancel, withdraw, opened])
Act = Callable[[Key], object]


@EVERYTHING
@pytest.mark.parametrize("purpose", [one for one in Purpose if one != Purpose.MANAGE])
async def test_a_link_for_something_else_opens_nothing(act: Act, purpose: Purpose) -> None:
    await kept()
    about = None if purpose in ABOUT_NO_NIGHT else (await only()).id
    async with db.transaction() as session:
        secret = await tokens.issue(session, purpose, to=MAILBOX, event_id=about)
    before = await fingerprint()
    with pytest.raises(errors.BadLink):
        await act(Key(secret))  # pyright: ignore[reportGeneralTypeIssues]
    assert await fingerprint() == before


@EVERYTHING
async def test_a_link_is_dead_after_thirty_days_and_when_the_address_is_another(
    act: Act, later: Callable[[timedelta], None]
) -> None:
    key = await kept(start_at=clock.now() + timedelta(days=60))
    async with db.transaction() as session:
        await session.exec(update(Event).values(organiser_email=OTHER))
    with pytest.raises(errors.BadLink):
        await act(key)  # pyright: ignore[reportGeneralTypeIssues]
    async with db.transaction() as session:
        await session.exec(update(Event).values(organiser_email=MAILBOX))
    later(timedelta(days=31))
    with pytest.raises(errors.BadLink):
        await act(key)  # pyright: ignore[reportGeneralTypeIssues]


@EVERYTHING
async def test_nobody_and_somebody_else_are_kept_out_of_a_night(act: Act) -> None:
    await kept()
    mine, stranger = str((await only()).id), await person(OTHER)
    before = await fingerprint()
    for key, refusal in (
        (Key(night=mine), errors.NotSignedIn),
        (Key(), errors.NotSignedIn),
        (Key(night=mine, person_id=stranger), errors.NotFound),
        (Key(night=mine, person_id=uuid4()), errors.NotFound),
        (Key(night=str(uuid4()), person_id=stranger), errors.NotFound),
        (Key(night="' OR 1=1 --", person_id=stranger), errors.NotFound),
        (Key(night="", person_id=stranger), errors.NotFound),
    ):
        with pytest.raises(refusal):
            await act(key)  # pyright: ignore[reportGeneralTypeIssues]
    assert await fingerprint() == before


async def test_a_link_opens_its_own_night_whatever_else_is_named() -> None:
    first = await kept(title="First")
    await kept(title="Second", organiser_email=OTHER)
    second = next(one for one in await events() if one.title == "Second")
    assert (await opened(Key(first.token, night=str(second.id)))).page.title == "First"


async def test_signed_in_one_looks_after_the_nights_of_ones_address_and_account() -> None:
    await kept(title="By address")
    me = await person()
    await kept(title="By account", organiser_email=OTHER, account_id=me)
    for event in await events():
        assert (await opened(Key(night=str(event.id), person_id=me))).page.title == event.title
        await cancel(Key(night=str(event.id), person_id=me))
    assert all(event.cancelled_at for event in await events())


async def test_a_change_of_a_listed_night_waits_and_the_listing_stays() -> None:
    key = await kept()
    before = await only()
    await change(key, title="Another title")
    after, (waiting,) = await only(), await revisions()
    assert (after.title, after.status, after.revision, after.sequence) == (
        before.title, Status.PUBLISHED, before.revision, before.sequence,
    )  # fmt: skip
    assert (waiting.state, waiting.number, waiting.content["title"]) == (
        RevisionState.WAITING, 2, "Another title",
    )  # fmt: skip
    assert "organiser_email" not in waiting.content
    assert [mail.kind for mail in await mails()] == ["change-received"]
    assert (await opened(key)).typed["title"] == "Another title"
    assert (await opened(key)).page.standing.words == "Listed; a change waits"


async def test_a_second_change_takes_the_place_of_the_first() -> None:
    key = await kept()
    await change(key, title="Second")
    await change(key, title="Third", seen=(await opened(key)).seen)
    assert [(one.number, one.state, one.content["title"]) for one in await revisions()] == [
        (2, RevisionState.SUPERSEDED, "Second"),
        (3, RevisionState.WAITING, "Third"),
    ]


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
async def test_a_change_of_a_night_that_is_no_longer_as_it_was_seen_is_held(status: Status) -> None:
    key = await kept(status=status)
    seen = (await opened(key)).seen
    await change(key, title="From one window", seen=seen)
    before = await fingerprint()
    with pytest.raises(Stale):
        await change(key, title="From another", seen=seen)
    assert await fingerprint() == before
    await change(key, title="From another", seen=(await opened(key)).seen)
    assert (await opened(key)).typed["title"] == "From another"


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED])
async def test_a_night_that_is_not_listed_is_changed_at_once_and_waits_again(status: Status) -> None:
    key = await kept(status=status)
    await change(key, title="Better", town="witney", postcode="OX28 1AA")
    event = await only()
    assert (event.title, event.town_name, event.status, event.revision) == (
        "Better",
        "Witney",
        Status.PENDING,
        2,
    )
    assert await revisions() == []


async def test_cancelled_twice_is_cancelled_once_and_calendars_are_told() -> None:
    key = await kept()
    await cancel(key)
    once = await only()
    assert (once.status, once.sequence) == (Status.PUBLISHED, 1)
    assert once.cancelled_at is not None
    await cancel(key)
    again = await only()
    assert (again.cancelled_at, again.sequence) == (once.cancelled_at, 1)
    assert [mail.kind for mail in await mails()] == ["cancelled"]
    with pytest.raises(errors.Gone):
        await change(key, title="After all")


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.ARCHIVED])
async def test_only_a_listed_night_can_be_cancelled(status: Status) -> None:
    key = await kept(status=status)
    before = await fingerprint()
    with pytest.raises(errors.Gone):
        await cancel(key)
    assert await fingerprint() == before


async def test_withdrawn_it_is_gone_and_its_change_is_set_aside() -> None:
    key = await kept()
    await change(key, title="Changed")
    await withdraw(key)
    event, (waiting,) = await only(), await revisions()
    assert (event.status, event.sequence, waiting.state) == (Status.ARCHIVED, 1, RevisionState.WITHDRAWN)
    assert event.withdrawn_at is not None
    before = await fingerprint()
    await withdraw(key)
    assert await fingerprint() == before
    assert (await opened(key)).page.standing.words == "Withdrawn"
    for act in (change, cancel):
        with pytest.raises(errors.Gone):
            await act(key)


async def test_a_night_that_is_over_stays_as_it_was(later: Callable[[timedelta], None]) -> None:
    key = await kept()
    later(timedelta(days=9))
    before = await fingerprint()
    with pytest.raises(errors.Gone):
        await change(key)
    with pytest.raises(errors.Gone):
        await cancel(key)
    assert await fingerprint() == before


async def links_to(mailbox: str) -> str:
    async with db.transaction() as session:
        await managing.send_links(session, mailbox, home=HOME)
    (mail,) = await mails(mailbox)
    return mail.text


async def test_the_mail_with_the_links_has_all_that_are_still_to_come() -> None:
    await kept(title="Listed night")
    await kept(title="Unproved night", status=Status.PENDING, email_verified=False)
    await kept(title="Past night", start_at=clock.now() - timedelta(days=9))
    await kept(title="Withdrawn night", status=Status.ARCHIVED, withdrawn_at=clock.now())
    await kept(title="Night of another", organiser_email=OTHER)
    text = await links_to(MAILBOX)
    assert [name for name in ("Listed", "Unproved", "Past", "Withdrawn", "Night of another") if name in text] == [
        "Listed", "Unproved",
    ]  # fmt: skip
    assert (text.count("/manage/?token="), text.count("/verify-email/?token=")) == (1, 1)


async def test_an_address_without_nights_gets_a_mail_that_says_so() -> None:
    await kept()
    text = await links_to("nobody@example.org")
    assert "None that is still to come" in text
    assert "token=" not in text
