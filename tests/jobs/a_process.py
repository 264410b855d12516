"""A process that does what is due and delivers mail, as a site does: `python -m tests.jobs.a_process URL PORT`."""

import asyncio
import os
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import text

from openmic import db
from openmic.adapters.mail import Smtp
from openmic.domain import outbox
from openmic.domain.schedules import Period
from openmic.jobs import deliver_mail
from openmic.jobs.job import Job, Pump
from openmic.jobs.runner import ticking, working
from openmic.models import Mail
from openmic.settings import Settings

LENGTH = 8  # seconds of a period
LEASE = timedelta(seconds=2)
READERS = 120
PIECE = 20  # mails written in one transaction
WRITTEN = "SELECT count(*) FROM outbox WHERE kind = :period"
DONE = "INSERT INTO piece (period, process, began_at, ended_at) VALUES (:period, :process, :began, clock_timestamp())"


@dataclass(frozen=True)
class Every:
    """A week of some seconds."""

    words = "every few seconds"

    def number(self, moment: datetime) -> int:
        return int(moment.timestamp()) // LENGTH

    def period(self, number: int) -> Period:
        return Period(f"W{number}", datetime.fromtimestamp(number * LENGTH, UTC))


def mail(period: str, reader: int) -> Mail:
    """One reader's mail of a period, which must come once."""
    return Mail(
        kind=period,
        recipient=f"{period.lower()}-{reader}@example.org",
        subject="This week",
        text="Songs",
        html="<p>Songs",
        at_most_once=True,
        dedupe_key=f"{period}:{reader}",
    )


async def write_some(period: str) -> int:
    """Writes the next few mails, as the weekly mail is written: slowly, so that a kill may come at any moment."""
    began = datetime.now(UTC)
    async with db.transaction() as session:
        done = (await session.exec(text(WRITTEN), params={"period": period})).scalar_one()  # pyright: ignore
        readers = range(done, min(done + PIECE, READERS))
        await asyncio.sleep(random.uniform(0, 0.15))
        put = await outbox.post_many(session, [mail(period, reader) for reader in readers])
        await asyncio.sleep(random.uniform(0, 0.15))
        if put:
            told = {"period": period, "process": os.getpid(), "began": began}
            await session.exec(text(DONE), params=told)  # pyright: ignore
    await asyncio.sleep(random.uniform(0, 0.1))
    return put


async def main(url: str, port: str) -> None:
    """Goes on until it is killed, or told to stop."""
    given = {"email_backend": "smtp", "email_host": "127.0.0.1", "email_port": port, "email_tls": "none"}
    carrier = Smtp(Settings(_env_file=None, **given))  # pyright: ignore
    job = Job(name="write", about="", schedule=Every(), run=write_some)
    pump = Pump("mail", 0.2, partial(deliver_mail.deliver, carrier=carrier), at_once=2)
    opened = db.open_(url, pool=5)
    async with working([pump, *ticking([job], tick=0.2, lease=LEASE)]):
        print("ready", flush=True)  # noqa: T201
        await asyncio.Event().wait()
    await opened.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
