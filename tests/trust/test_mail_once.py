"""A mail that must not come twice comes once or not at all; where nobody can know, a person decides (TRUST R6, R19)."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from openmic import clock, db
from openmic.adapters.parcel import Fate, Outcome
from openmic.domain import delivery
from openmic.jobs.deliver_mail import settle
from openmic.models import Mail, MailState, Subscription
from openmic.models.columns import uuid7
from tests.builders import keep
from tests.mail_sink import HANG_UP, Received, Sink, sinking
from tests.posting import TO, carrier_to, deliver, rows

pytestmark = pytest.mark.usefixtures("database")
Later = Callable[[timedelta], None]


async def write(*to: str, **changes: Any) -> None:
    """A week's mail to each of them, who want it."""
    now = clock.now()
    for mailbox in to or (TO,):
        wish = Subscription(
            request_id=uuid7(), email=mailbox, consent_wording="1", consented_at=now, confirmed_at=now
        )
        usual = {
            "kind": "digest",
            "recipient": mailbox,
            "subject": "This week",
            "text": "Songs",
            "html": "<p>Songs",
            "at_most_once": True,
            "unsubscribe_url": "https://openmic.example/unsubscribe/?token=secret",
            "next_at": now,
            "created_at": now,
        }
        async with db.transaction() as session:
            await keep(session, wish, Mail(**usual | changes))


async def expire(later: Later) -> None:
    later(delivery.LEASE + timedelta(seconds=1))
    await settle(asyncio.Event())


@pytest.mark.parametrize(("at_most_once", "state"), [(True, MailState.UNCERTAIN), (False, MailState.QUEUED)])
async def test_whose_carrier_is_not_heard_of_any_more_is_left_to_a_person(
    later: Later, smtp_sink: Sink, at_most_once: bool, state: MailState
) -> None:
    await write(at_most_once=at_most_once)
    async with db.transaction() as session:
        assert await delivery.claim(session, now=clock.now())
    await settle(asyncio.Event())
    assert [row.state for row in await rows()] == [MailState.QUEUED], "not before its time"
    await expire(later)
    [row] = await rows()
    assert row.state == state
    await deliver(carrier_to(smtp_sink))
    assert len(smtp_sink.mails) == (0 if at_most_once else 1)


async def test_it_is_not_taken_over_even_before_that_is_settled(later: Later) -> None:
    await write()
    async with db.transaction() as session:
        assert await delivery.claim(session, now=clock.now())
    later(delivery.LEASE + timedelta(seconds=1))
    async with db.transaction() as session:
        assert await delivery.claim(session, now=clock.now()) == []


@pytest.mark.parametrize(("at_most_once", "state"), [(True, MailState.UNCERTAIN), (False, MailState.QUEUED)])
async def test_a_line_that_is_cut_after_the_text(
    smtp_sink: Sink, later: Later, at_most_once: bool, state: MailState
) -> None:
    smtp_sink.answer = lambda received: HANG_UP
    await write(at_most_once=at_most_once)
    await deliver(carrier_to(smtp_sink))
    [row] = await rows()
    assert (row.state, row.leased_until) == (state, None)
    assert "Disconnected" in row.last_error
    smtp_sink.answer = lambda received: "250 OK"
    for _ in range(3):
        later(timedelta(hours=2))
        await deliver(carrier_to(smtp_sink))
    assert len(smtp_sink.mails) == (1 if at_most_once else 2)


async def test_a_server_that_takes_the_text_and_says_nothing(smtp_sink: Sink) -> None:
    async def never(received: Received) -> str:
        await asyncio.sleep(10)
        return "250 OK"

    smtp_sink.answer = never
    await write()
    async with db.transaction() as session:
        [claim] = await delivery.claim(session, now=clock.now())
    outcome = await carrier_to(smtp_sink).carry(claim.parcel, within=0.5)
    assert outcome.fate == Fate.UNKNOWN


@contextmanager
def refusing(sink: Sink, reply: str) -> Iterator[None]:
    """Says so to every recipient for a while."""
    sink.recipient_answer = lambda mailbox: reply
    yield
    sink.recipient_answer = lambda mailbox: "250 OK"


@pytest.mark.parametrize("at_most_once", [True, False])
async def test_what_was_certainly_not_taken_is_tried_again(
    smtp_sink: Sink, later: Later, at_most_once: bool
) -> None:
    await write(at_most_once=at_most_once)
    with sinking() as gone:
        nobody = carrier_to(gone)
    await deliver(nobody)  # nobody is there
    later(timedelta(minutes=1))
    with refusing(smtp_sink, "451 4.7.1 come back later"):
        await deliver(carrier_to(smtp_sink))
    later(timedelta(minutes=1))
    smtp_sink.answer = lambda received: "452 4.3.1 no space for the text just now"
    await deliver(carrier_to(smtp_sink))
    [row] = await rows()
    assert (row.state, row.attempts) == (MailState.QUEUED, 3)
    smtp_sink.answer = lambda received: "250 OK"
    later(timedelta(minutes=1))
    await deliver(carrier_to(smtp_sink))
    assert len(smtp_sink.mails) == 1
    assert [row.state for row in await rows()] == [MailState.SENT]


async def test_a_final_no_is_final(smtp_sink: Sink) -> None:
    await write()
    with refusing(smtp_sink, "550 5.1.1 no such user"):
        await deliver(carrier_to(smtp_sink))
    assert [row.state for row in await rows()] == [MailState.DEAD]


@pytest.mark.parametrize(
    "leaves", [{"paused_at": clock.now()}, {"confirmed_at": None}, {"email": "other@example.org"}]
)
async def test_who_left_a_second_ago_gets_nothing_and_the_others_do(
    smtp_sink: Sink, leaves: dict[str, Any]
) -> None:
    """The lines are those of the transaction in which somebody leaves, while the mail waits to be claimed."""
    stays = "stays@example.org"
    await write(TO, stays)
    async with db.transaction() as session:
        await session.exec(update(Subscription).where(col(Subscription.email) == TO).values(**leaves))
    await deliver(carrier_to(smtp_sink))
    assert [mail.recipients for mail in smtp_sink.mails] == [[stays]]
    assert [row.recipient for row in await rows()] == [stays], "what is not wanted goes"


async def test_only_mail_that_one_can_leave_is_asked_about(smtp_sink: Sink) -> None:
    await write(unsubscribe_url="", at_most_once=False)
    async with db.transaction() as session:
        await session.exec(delete(Subscription))
    await deliver(carrier_to(smtp_sink))
    assert len(smtp_sink.mails) == 1


@pytest.mark.parametrize(("at_most_once", "state"), [(True, MailState.UNCERTAIN), (False, MailState.QUEUED)])
async def test_a_fault_of_ours_while_it_is_handed_over(at_most_once: bool, state: MailState) -> None:
    class Breaks:
        def round(self) -> Any:
            return nullcontext(self)

        async def carry(self, parcel: Any) -> Outcome:
            raise RuntimeError("a fault of ours")

    await write(at_most_once=at_most_once)
    await deliver(Breaks())
    assert [row.state for row in await rows()] == [state]
