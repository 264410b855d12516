"""A guest proves their address with one button, once; and can have the mail again, or elsewhere (TRUST T11)."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from openmic import db, errors
from openmic.domain import limits, tokens, verification
from openmic.models import Purpose
from tests.domain.test_submissions import once
from tests.people import ABOUT_NO_NIGHT, fingerprint, mails
from tests.sending import HOME, MAILBOX, events, follow, newest

pytestmark = pytest.mark.usefixtures("database")
ELSEWHERE = "elsewhere@example.org"


def secret_of(link: str) -> str:
    return link.rpartition("=")[2]


async def in_mail(to: str = MAILBOX) -> str:
    """The secret in the newest mail to somebody."""
    return secret_of(follow(await newest(to)))


async def press(secret: str) -> str:
    async with db.transaction() as session:
        return await verification.verify(session, secret, home=HOME)


async def again(receipt: str, to: str = "") -> None:
    async with db.transaction() as session:
        await verification.send_again(session, receipt, to=to, home=HOME)


async def look(secret: str) -> verification.verifying.Receipt:
    async with db.reading() as session:
        return await verification.look(session, secret)


async def test_the_button_proves_the_address_and_opens_the_night() -> None:
    await once()
    opened = await press(await in_mail())
    (event,) = await events()
    assert event.email_verified
    assert event.verified_at is not None
    async with db.reading() as session:
        assert (await tokens.look(session, opened, Purpose.MANAGE)).event_id == event.id
    assert [mail.kind for mail in await mails()] == ["verify", "received"]
    assert "/manage/?token=" in follow(await newest())


async def test_a_link_works_once_and_its_second_press_changes_nothing() -> None:
    await once()
    secret = await in_mail()
    await press(secret)
    before = await fingerprint()
    with pytest.raises(errors.BadLink):
        await press(secret)
    with pytest.raises(errors.BadLink):
        await look(secret)
    assert await fingerprint() == before


async def test_of_two_presses_at_once_one_gets_through() -> None:
    await once()
    secret = await in_mail()
    done = await asyncio.gather(*(press(secret) for _ in range(5)), return_exceptions=True)
    assert sorted(isinstance(one, errors.BadLink) for one in done) == [False, True, True, True, True]
    assert [mail.kind for mail in await mails()] == ["verify", "received"]


@pytest.mark.parametrize("purpose", [one for one in Purpose if one != Purpose.VERIFY])
async def test_a_link_for_something_else_proves_nothing(purpose: Purpose) -> None:
    await once()
    (event,) = await events()
    about: UUID | None = None if purpose in ABOUT_NO_NIGHT else event.id
    async with db.transaction() as session:
        secret = await tokens.issue(session, purpose, to=MAILBOX, event_id=about)
    with pytest.raises(errors.BadLink):
        await press(secret)
    assert not (await events())[0].email_verified


async def test_a_link_for_verifying_is_no_receipt() -> None:
    await once()
    with pytest.raises(errors.BadLink):
        await again(await in_mail())


@pytest.mark.parametrize(("hours", "works"), [(47, True), (49, False)])
async def test_it_works_for_48_hours(later: Callable[[timedelta], None], hours: int, works: bool) -> None:
    await once()
    secret = await in_mail()
    later(timedelta(hours=hours))
    if works:
        await press(secret)
    else:
        with pytest.raises(errors.BadLink):
            await press(secret)
    assert (await events())[0].email_verified == works


@pytest.mark.parametrize("change", ["", "x", "upper", "cut"])
async def test_an_altered_link_is_a_bad_one(change: str) -> None:
    await once()
    secret = await in_mail()
    altered = {"": "", "x": secret + "x", "upper": secret.swapcase(), "cut": secret[:-1]}[change]
    with pytest.raises(errors.BadLink):
        await press(altered)


async def test_sent_again_the_first_mail_still_works_and_the_second_too_but_one_thanks() -> None:
    receipt = await once()
    first = await in_mail()
    await again(receipt)
    second = await in_mail()
    assert first != second
    await press(first)
    await press(second)
    assert [mail.kind for mail in await mails()] == ["verify", "verify", "received"]


async def test_sent_elsewhere_the_old_link_is_dead_and_the_new_one_works() -> None:
    receipt = await once()
    old = await in_mail()
    await again(receipt, to=ELSEWHERE)
    assert (await events())[0].organiser_email == ELSEWHERE
    with pytest.raises(errors.BadLink):
        await press(old)
    await press(await in_mail(ELSEWHERE))
    (event,) = await events()
    assert (event.email_verified, event.organiser_email) == (True, ELSEWHERE)


async def test_a_proved_address_is_not_changed_by_the_receipt() -> None:
    receipt = await once()
    await press(await in_mail())
    await again(receipt, to=ELSEWHERE)
    assert (await events())[0].organiser_email == MAILBOX
    assert await mails(ELSEWHERE) == []
    assert [mail.kind for mail in await mails(MAILBOX)] == ["verify", "received", "received"]


async def test_a_press_and_a_change_of_the_address_at_once_end_in_one_of_the_two() -> None:
    receipt = await once()
    secret = await in_mail()
    await asyncio.gather(press(secret), again(receipt, to=ELSEWHERE), return_exceptions=True)
    (event,) = await events()
    assert (event.organiser_email, event.email_verified) in {(MAILBOX, True), (ELSEWHERE, False)}


async def test_a_withdrawn_night_is_proved_by_nothing() -> None:
    from openmic import clock
    from openmic.queries import submissions as rows

    receipt = await once()
    secret = await in_mail()
    async with db.transaction() as session:
        assert await rows.withdraw(session, (await events())[0].id, now=clock.now())
    for attempt in (press(secret), again(receipt)):
        with pytest.raises(errors.BadLink):
            await attempt


async def test_whoever_proves_an_address_may_have_more_mails_again() -> None:
    """Somebody with five nights on a day sends them all in (TRUST T15 stops who never presses the button)."""

    async def may() -> bool:
        async with db.transaction() as session:
            return await limits.spend(session, "verify", mailbox=MAILBOX) is None

    await once()
    assert [await may() for _ in range(4)] == [True, True, True, False]
    await press(await in_mail())
    assert await may()
