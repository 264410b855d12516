"""A mail belongs to one at a time, and to somebody else when that one has gone."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from openmic import clock, db
from openmic.adapters.parcel import Fate, Outcome
from openmic.domain import delivery, outbox
from openmic.models import Mail, MailState
from tests.mail_sink import Sink
from tests.posting import TO, carrier_to, deliver, post, rows


async def test_two_at_work_never_take_the_same_mail(database: db.Database, smtp_sink: Sink) -> None:
    everybody = [f"person-{n}@example.org" for n in range(40)]
    await post(*everybody)
    await asyncio.gather(*(deliver(carrier_to(smtp_sink)) for _ in range(4)))
    assert sorted(mail.recipients[0] for mail in smtp_sink.mails) == sorted(everybody)
    assert {row.attempts for row in await rows()} == {1}


async def test_a_lease_that_runs_out_gives_the_mail_to_another(
    database: db.Database, smtp_sink: Sink, later: Callable[[timedelta], None]
) -> None:
    await post()
    async with db.transaction() as session:
        [killed] = await delivery.claim(session, now=clock.now())
    await deliver(carrier_to(smtp_sink))
    assert smtp_sink.mails == []
    later(delivery.LEASE + timedelta(seconds=1))
    await deliver(carrier_to(smtp_sink))
    [received] = smtp_sink.mails
    assert received.message_id == f"<{killed.id}@localhost>"


async def test_who_comes_too_late_changes_nothing_of_what_another_did(
    database: db.Database, later: Callable[[timedelta], None]
) -> None:
    await post()
    async with db.transaction() as session:
        [slow] = await delivery.claim(session, now=clock.now())
    later(delivery.LEASE + timedelta(seconds=1))
    async with db.transaction() as session:
        [quick] = await delivery.claim(session, now=clock.now())
    async with db.transaction() as session:
        await delivery.note(session, slow, Outcome(Fate.NEVER, "too late"), now=clock.now())
    [row] = await rows()
    assert row.state == MailState.QUEUED
    assert row.leased_until is not None, "still the other's"
    async with db.transaction() as session:
        await delivery.note(session, slow, Outcome(Fate.SENT), now=clock.now())
        await delivery.note(session, quick, Outcome(Fate.NEVER, "refused as seen already"), now=clock.now())
    [row] = await rows()
    assert row.state == MailState.SENT, "what has arrived has arrived"


async def test_of_many_mails_each_is_put_in_once_and_counted(database: db.Database) -> None:
    def written(*numbers: int) -> list[Mail]:
        return [
            Mail(kind="digest", recipient=TO, subject="x", text="x", html="x", dedupe_key=f"digest:{number}")
            for number in numbers
        ]

    counted = []
    for numbers in ((1, 2, 3), (2, 3, 4, 5), (), (1,)):
        async with db.transaction() as session:
            counted.append(await outbox.post_many(session, written(*numbers)))
    assert counted == [3, 2, 0, 0]
    assert len(await rows()) == 5
