"""Whatever the mail server does, no mail is lost and none holds up the others (TRUST R4 to R6, R18)."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from openmic import clock, db
from openmic.adapters.parcel import Fate, Parcel
from openmic.jobs import deliver_mail
from openmic.jobs.job import Pump
from openmic.jobs.runner import working
from openmic.models import Mail, MailState
from openmic.queries import outbox as stored
from tests.mail_sink import HANG_UP, Received, Sink, sinking
from tests.posting import TO, carrier_to, deliver, letter, parcel, post, rows


@contextmanager
def timed(at_most: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < at_most


async def test_a_mail_arrives_whole(database: db.Database, smtp_sink: Sink) -> None:
    await post()
    await deliver(carrier_to(smtp_sink, default_from_email="hello@openmic.example"))
    [received], [row] = smtp_sink.mails, await rows()
    assert received.recipients == [TO]
    assert received.sender == "hello@openmic.example"
    assert received.message_id == f"<{row.id}@localhost>"
    assert received.mail["From"] == "OpenMicOxfordshire <hello@openmic.example>"
    assert received.mail["To"] == TO
    assert received.mail["Auto-Submitted"] == "auto-generated"
    assert received.mail["Date"].datetime == row.created_at.replace(microsecond=0)
    assert received.mail["Reply-To"] is None
    assert received.part("plain") == letter().as_text
    assert received.part("html").startswith("<!doctype html>")
    assert (row.state, row.attempts, row.last_error) == (MailState.SENT, 1, "")
    assert row.sent_at is not None
    assert row.leased_until is None


async def test_what_was_sent_is_forgotten_but_where_one_looks_at_it(
    database: db.Database, smtp_sink: Sink
) -> None:
    await post()
    await deliver(carrier_to(smtp_sink), keeps_bodies=True)
    await post()
    await deliver(carrier_to(smtp_sink))
    kept, gone = await rows()
    assert "token=secret" in kept.text
    assert "token=secret" in kept.html
    assert (gone.text, gone.html) == ("", "")


async def test_a_server_that_is_away_gets_the_mail_when_it_is_back(
    database: db.Database, smtp_sink: Sink, later: Callable[[timedelta], None]
) -> None:
    with sinking() as gone:
        nobody = carrier_to(gone)
    await post()
    for tries in range(1, 4):
        await deliver(nobody)
        [row] = await rows()
        assert (row.state, row.attempts) == (MailState.QUEUED, tries)
        assert "SMTPConnectError" in row.last_error
        wait = (row.next_at - clock.now()).total_seconds()
        assert 0 < wait <= 2**tries * 1.5
        await deliver(nobody)
        assert (await rows())[0].attempts == tries  # not before its time
        later(timedelta(seconds=2**tries * 1.5))
    await deliver(carrier_to(smtp_sink))
    assert [mail.recipients for mail in smtp_sink.mails] == [[TO]]


async def test_a_mail_is_given_up_after_three_days_and_not_before(
    database: db.Database, later: Callable[[timedelta], None]
) -> None:
    with sinking() as gone:
        nobody = carrier_to(gone)
    await post()
    for _ in range(68):  # waits of an hour, at least half of each
        await deliver(nobody)
        later(timedelta(hours=1))
    [row] = await rows()
    assert row.state == MailState.QUEUED
    later(timedelta(hours=6))
    await deliver(nobody)
    [row] = await rows()
    assert row.state == MailState.DEAD
    assert "SMTPConnectError" in row.last_error


async def test_a_mail_that_is_old_only_because_the_site_was_away_is_tried_again(
    database: db.Database, later: Callable[[timedelta], None]
) -> None:
    with sinking() as gone:
        nobody = carrier_to(gone)
    await post()
    later(timedelta(days=5))
    await deliver(nobody)
    assert [row.state for row in await rows()] == [MailState.QUEUED]


async def test_not_now_is_tried_again_and_never_is_not(
    database: db.Database, smtp_sink: Sink, later: Callable[[timedelta], None]
) -> None:
    replies = {
        "full@example.org": "452 4.2.2 mailbox full",
        "gone@example.org": "550 5.1.1 no such user gone@example.org",
    }
    smtp_sink.recipient_answer = lambda mailbox: replies.get(mailbox, "250 OK")
    await post("full@example.org", "gone@example.org", TO)
    await deliver(carrier_to(smtp_sink))
    full, gone, fine = await rows()
    assert (full.state, gone.state, fine.state) == (MailState.QUEUED, MailState.DEAD, MailState.SENT)
    assert "no such user [address]" in gone.last_error
    replies.clear()
    later(timedelta(seconds=10))
    await deliver(carrier_to(smtp_sink))
    assert [mail.recipients[0] for mail in smtp_sink.mails] == [TO, "full@example.org"]


@pytest.mark.parametrize(("reply", "fate"), [("451 4.3.0 later", Fate.LATER), ("554 5.7.1 spam", Fate.NEVER)])
async def test_a_text_may_be_refused_as_well(smtp_sink: Sink, reply: str, fate: Fate) -> None:
    smtp_sink.answer = lambda received: reply
    assert (await carrier_to(smtp_sink).carry(parcel())).fate == fate


async def test_a_line_that_is_cut_after_the_text_gives_the_same_mail_again(
    database: db.Database, smtp_sink: Sink, later: Callable[[timedelta], None]
) -> None:
    smtp_sink.answer = lambda received: HANG_UP
    await post()
    await deliver(carrier_to(smtp_sink))
    assert [row.state for row in await rows()] == [MailState.QUEUED]
    assert len(smtp_sink.mails) == 1, "once for each attempt"
    smtp_sink.answer = lambda received: "250 OK"
    later(timedelta(seconds=10))
    await deliver(carrier_to(smtp_sink))
    first, second = smtp_sink.mails
    assert first.message_id == second.message_id
    assert first.mail["Date"] == second.mail["Date"]


async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that says a letter now and then and never comes to an end."""
    try:
        for _ in range(10_000):
            writer.write(b"2")
            await writer.drain()
            await asyncio.sleep(0.05)
    except ConnectionError:
        pass
    finally:
        writer.close()


async def test_a_tarpit_has_an_end(smtp_sink: Sink) -> None:
    async with await asyncio.start_server(trickle, "127.0.0.1", 0) as server:
        stuck = carrier_to(smtp_sink, email_port=server.sockets[0].getsockname()[1])
        with timed(at_most=5):
            outcome = await stuck.carry(parcel(), within=0.5)
        server.close()
    assert outcome.fate == Fate.LATER
    assert "Timeout" in outcome.reason


async def test_one_mail_that_is_stuck_holds_up_no_other(database: db.Database, smtp_sink: Sink) -> None:
    free = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def answer(received: Received) -> str:
        if received.recipients == ["stuck@example.org"]:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(free.wait(), loop))
        return "250 OK"

    smtp_sink.answer = answer
    others = [f"other-{n}@example.org" for n in range(6)]
    await post("stuck@example.org", *others)
    to_sink = carrier_to(smtp_sink)
    async with working([Pump("mail", 0.1, partial(deliver_mail.deliver, carrier=to_sink), at_once=4)]):
        await asyncio.to_thread(smtp_sink.wait_for, 6)
        assert sorted(mail.recipients[0] for mail in smtp_sink.mails) == others
        free.set()
        await asyncio.to_thread(smtp_sink.wait_for, 7)
    assert {row.state for row in await rows()} == {MailState.SENT}


async def test_a_mail_that_cannot_be_built_is_given_up_and_the_others_go(
    database: db.Database, smtp_sink: Sink
) -> None:
    async with db.transaction() as session:
        await stored.add(
            session, Mail(kind="odd", recipient="Not@Normal.example", subject="x", text="x", html="x")
        )
    await post()
    await deliver(carrier_to(smtp_sink))
    odd, fine = await rows()
    assert (odd.state, fine.state) == (MailState.DEAD, MailState.SENT)
    assert odd.last_error


async def test_a_fault_of_ours_loses_no_mail(database: db.Database) -> None:
    class Broken:
        def round(self) -> Any:
            return nullcontext(self)

        async def carry(self, parcel: Parcel) -> Any:
            raise RuntimeError("a fault of ours")

    await post()
    await deliver(Broken())
    [row] = await rows()
    assert (row.state, row.last_error, row.leased_until) == (MailState.QUEUED, "RuntimeError", None)
