"""One connection carries many mails, and whatever happens to it costs no mail and no patience (TRUST R4 to R6)."""

import asyncio
from typing import Any

import pytest

from openmic import db
from openmic.adapters import mail
from openmic.adapters.parcel import Fate
from openmic.models import MailState
from tests.mail_sink import HANG_UP, Received, Sink
from tests.posting import TO, carrier_to, deliver, parcel, post, rows


def count_lines(sink: Sink) -> list[int]:
    """Grows by one with each connection that brings a mail."""
    seen: list[int] = []
    usual = sink.handle_DATA

    async def counting(server: Any, session: Any, envelope: Any) -> str:
        if id(session) not in seen:
            seen.append(id(session))
            kept.append(session)  # so that no other gets its id
        return await usual(server, session, envelope)

    kept: list[Any] = []
    sink.handle_DATA = counting  # pyright: ignore
    return seen


async def test_what_is_due_leaves_over_one_connection(database: db.Database, smtp_sink: Sink) -> None:
    lines = count_lines(smtp_sink)
    await post(*(f"person-{n}@example.org" for n in range(12)))
    await deliver(carrier_to(smtp_sink))
    assert (len(smtp_sink.mails), len(lines)) == (12, 1)
    assert len({received.message_id for received in smtp_sink.mails}) == 12


async def test_one_that_is_refused_does_not_spoil_the_next(database: db.Database, smtp_sink: Sink) -> None:
    bad = {"gone@example.org": "550 5.1.1 no such user", "full@example.org": "452 4.2.2 full"}
    smtp_sink.recipient_answer = lambda mailbox: bad.get(mailbox, "250 OK")
    await post("a@example.org", "gone@example.org", "b@example.org", "full@example.org", "c@example.org")
    await deliver(carrier_to(smtp_sink))
    assert [received.recipients for received in smtp_sink.mails] == [
        ["a@example.org"],
        ["b@example.org"],
        ["c@example.org"],
    ]
    assert [row.state for row in await rows()] == [
        MailState.SENT,
        MailState.DEAD,
        MailState.SENT,
        MailState.QUEUED,
        MailState.SENT,
    ]


async def test_one_that_is_cut_off_does_not_spoil_the_next(database: db.Database, smtp_sink: Sink) -> None:
    def answer(received: Received) -> Any:
        return HANG_UP if received.recipients == ["cut@example.org"] else "250 OK"

    smtp_sink.answer = answer
    await post("a@example.org", "cut@example.org", "b@example.org")
    await deliver(carrier_to(smtp_sink))
    assert [row.state for row in await rows()] == [MailState.SENT, MailState.QUEUED, MailState.SENT]


@pytest.mark.parametrize("goodbye", ["hangs up", "421 4.7.0 too many mails over one connection"])
async def test_a_server_that_has_had_enough_of_a_connection_gets_the_mail_over_another(
    smtp_sink: Sink, goodbye: str
) -> None:
    lines = count_lines(smtp_sink)

    async def handle_mail(server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if id(session) in lines:  # it has brought one already
            if goodbye == "hangs up":
                server.transport.abort()
            return goodbye
        envelope.mail_from = address
        return "250 OK"

    smtp_sink.handle_MAIL = handle_mail  # pyright: ignore
    async with carrier_to(smtp_sink).round() as line:
        for _ in range(3):
            assert (await line.carry(parcel())).fate == Fate.SENT
    assert (len(smtp_sink.mails), len(lines)) == (3, 3)


async def test_a_connection_is_not_kept_for_ever(smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "FOR_ONE_LINE", 4)
    lines = count_lines(smtp_sink)
    async with carrier_to(smtp_sink).round() as line:
        for _ in range(9):
            assert (await line.carry(parcel())).fate == Fate.SENT
    assert (len(smtp_sink.mails), len(lines)) == (9, 3)


async def test_a_server_that_falls_silent_in_the_middle_has_an_end(smtp_sink: Sink) -> None:
    async def slow(received: Received) -> str:
        await asyncio.sleep(0 if len(smtp_sink.mails) != 1 else 10)
        return "250 OK"

    smtp_sink.answer = slow
    async with carrier_to(smtp_sink).round() as line:
        fates = [(await line.carry(parcel(), within=1)).fate for _ in range(2)]
        smtp_sink.answer = lambda received: "250 OK"
        fates.append((await line.carry(parcel(), within=5)).fate)
    assert fates == [Fate.SENT, Fate.UNKNOWN, Fate.SENT]


async def test_it_ends_when_nothing_is_due(database: db.Database, smtp_sink: Sink) -> None:
    """An open connection would be complained of as this test ends (ResourceWarning); the server has none."""
    await post(TO)
    to_sink = carrier_to(smtp_sink)
    await deliver(to_sink)
    await post(TO)
    lines = count_lines(smtp_sink)
    await deliver(to_sink)
    assert (len(smtp_sink.mails), len(lines)) == (2, 1)
