"""Sending a night in: once, however often the button is pressed, with the mail that goes with it."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from openmic import clock, db, errors
from openmic.db import Session
from openmic.domain import submissions, tokens, venues
from openmic.domain.submissions import Extras
from openmic.models import Account, Event, Purpose, Status, Venue
from openmic.queries import submissions as rows
from openmic.views import night_form
from openmic.views.submission import Submission
from tests.people import mails
from tests.sending import HOME, MAILBOX, events, follow, typed

KEY = UUID("12345678-0000-4000-8000-000000000001")


def night(**changes: str) -> Submission:
    checked = night_form.check(typed(**changes), now=clock.now())
    assert checked.night is not None, checked.problems
    return checked.night


async def send(session: Session, *, key: UUID = KEY, sender_id: UUID | None = None, **changes: str) -> str:
    return await submissions.submit(
        session, night(**changes), key=key, sender_id=sender_id, extras=Extras(), home=HOME
    )


async def once(**more: Any) -> str:
    async with db.transaction() as session:
        return await send(session, **more)


@pytest.mark.usefixtures("database")
async def test_a_guests_night_waits_for_its_proof_and_one_mail_asks_for_it() -> None:
    await once()
    (event,), (mail,) = await events(), await mails()
    assert (event.status, event.email_verified, event.verified_at, event.account_id) == (
        Status.PENDING, False, None, None,
    )  # fmt: skip
    assert (event.title, event.town_name, event.organiser_email) == (
        "Open mic at the Lantern", "Oxford", MAILBOX,
    )  # fmt: skip
    assert (event.consent_wording, event.published_at) == (submissions.CONSENT_WORDING, None)
    assert event.consented_at is not None
    assert (mail.kind, mail.recipient) == ("verify", MAILBOX)
    assert follow(mail).startswith(f"{HOME}/verify-email/?token=")


@pytest.mark.usefixtures("database")
async def test_the_same_form_sent_twice_is_one_night_and_one_mail() -> None:
    first, second = await once(), await once()
    assert (len(await events()), len(await mails())) == (1, 1)
    async with db.reading() as session:
        proofs = [await tokens.look(session, secret, Purpose.RECEIPT) for secret in (first, second)]
    assert proofs[0] == proofs[1]


@pytest.mark.usefixtures("database")
async def test_of_ten_at_once_one_makes_the_night_and_all_get_a_receipt() -> None:
    receipts = await asyncio.gather(*(once() for _ in range(10)))
    assert len(set(receipts)) == 10
    assert (len(await events()), len(await mails())) == (1, 1)


@pytest.mark.usefixtures("database")
async def test_a_night_that_is_not_kept_writes_no_mail() -> None:
    with pytest.raises(RuntimeError):  # noqa: PT012
        async with db.transaction() as session:
            await send(session)
            raise RuntimeError("the power goes")
    assert (await events(), await mails()) == ([], [])


@pytest.mark.usefixtures("database")
async def test_a_form_sent_again_with_corrections_corrects_the_night() -> None:
    await once()
    await once(title="Open mic, spelt right", description="Now with a piano.")
    (event,) = await events()
    assert (event.title, event.description, event.revision) == (
        "Open mic, spelt right",
        "Now with a piano.",
        2,
    )
    assert len(await mails()) == 1


@pytest.mark.usefixtures("database")
async def test_a_form_sent_again_with_another_address_writes_there_and_the_old_link_is_dead() -> None:
    await once()
    await once(organiser_email="right@example.org")
    (event,) = await events()
    assert event.organiser_email == "right@example.org"
    assert [mail.recipient for mail in await mails()] == [MAILBOX, "right@example.org"]


@pytest.mark.usefixtures("database")
async def test_the_key_of_a_proved_night_opens_nothing() -> None:
    await once()
    async with db.transaction() as session:
        first = await rows.by_key(session, KEY)
        assert first
        await rows.verify(session, first.id, mailbox=MAILBOX, now=clock.now())
    with pytest.raises(errors.Refusal):
        await once(organiser_email="thief@example.org")
    await once(title="Not mine to change")
    (event,) = await events()
    assert (event.organiser_email, event.revision) == (MAILBOX, 1)
    assert event.title != "Not mine to change"
    assert {mail.recipient for mail in await mails()} == {MAILBOX}


async def account(session: Session, mailbox: str = MAILBOX) -> UUID:
    one = Account(email=mailbox)
    session.add(one)
    await session.flush()
    return one.id


@pytest.mark.usefixtures("database")
async def test_a_night_of_somebody_signed_in_is_proved_at_birth() -> None:
    async with db.transaction() as session:
        person = await account(session)
        assert await submissions.mailbox_of(session, person) == MAILBOX
        await send(session, sender_id=person)
    (event,), (mail,) = await events(), await mails()
    assert (event.email_verified, event.account_id, event.status) == (True, person, Status.PENDING)
    assert event.verified_at is not None
    assert mail.kind == "received"
    assert follow(mail).startswith(f"{HOME}/manage/?token=")


async def test_an_account_that_is_gone_sends_nothing(session: Session) -> None:
    with pytest.raises(errors.NotSignedIn):
        await submissions.mailbox_of(session, uuid4())


async def test_a_venue_of_the_directory_is_linked_and_a_new_one_is_not_made(session: Session) -> None:
    async def all_venues() -> int:
        return len(await rows_of(session))

    known = night(venue_name="The Gilded Ferret", address="5 Made-up Lane", postcode="OX1 2JD")
    await venues.find_or_create(session, [known], towns=await stored_towns(session))
    before = await all_venues()
    await send(session, venue_name="the gilded ferret", address="5 Made-up Lane", postcode="OX1 2JD")
    linked = await rows.by_key(session, KEY)
    assert linked is not None
    assert linked.venue_id is not None
    await send(session, key=uuid4(), venue_name="A cellar nobody knows")
    assert await all_venues() == before


@pytest.mark.parametrize("town", ["", "witney"])
async def test_a_town_is_kept_with_its_name_or_not_at_all(session: Session, town: str) -> None:
    await send(session, town=town)
    event: Event | None = await rows.by_key(session, KEY)
    assert event is not None
    assert (event.town_name, event.town_id is None) == (("Witney", False) if town else (None, True))


async def rows_of(session: Session) -> list[Venue]:
    from sqlmodel import select

    return list((await session.exec(select(Venue))).all())


async def stored_towns(session: Session) -> Any:
    from openmic.queries import towns

    return {town.slug: town for town in await towns.list_all(session)}
