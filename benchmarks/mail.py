"""`python -m benchmarks.mail`: how fast a week's mail leaves to a server on this machine, and in how much memory."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.asking import processor_time
from benchmarks.figures import table
from benchmarks.workplace import workplace
from openmic import clock, db, log, migrate
from openmic.adapters import postgres
from openmic.adapters.mail import Smtp
from openmic.domain import outbox
from openmic.jobs.deliver_mail import deliver
from openmic.jobs.job import Pump
from openmic.jobs.runner import working
from openmic.models import Mail, Subscription
from openmic.models.columns import uuid7
from openmic.settings import Settings
from tests.running import free_port

MAILS = int(os.environ.get("MAILS", "10000"))
TOGETHER = 500
AT_ONCE = 4  # as the timetable has it
NIGHT = "<tr><td><b>7.30pm</b> <a href='https://openmic.example/digest/2026-W48/'>Open mic at the Lantern</a></td></tr>"
SINK = """
import sys, time
from aiosmtpd.controller import Controller
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
print("ready", flush=True)
time.sleep(3600)
"""


@contextmanager
def sink() -> Iterator[int]:
    """An SMTP server in a process of its own, at this port."""
    port = free_port()
    with subprocess.Popen([sys.executable, "-c", SINK, str(port)], stdout=subprocess.PIPE) as server:
        assert server.stdout
        server.stdout.readline()
        yield port
        server.kill()


async def fill(many: int) -> None:
    """So many subscribers, and a mail to each: 12 kB of HTML, 3 kB of text."""
    now = clock.now()
    for start in range(0, many, TOGETHER):
        who = [f"reader-{number}@example.org" for number in range(start, min(many, start + TOGETHER))]
        async with db.transaction() as session:
            session.add_all(
                Subscription(
                    request_id=uuid7(), email=one, consent_wording="1", consented_at=now, confirmed_at=now
                )
                for one in who
            )
            mails = [
                Mail(
                    kind="digest",
                    recipient=one,
                    subject="Open mics in Oxfordshire this week",
                    text="7.30pm  Open mic at the Lantern, Witney\n" * 75,
                    html=f"<!doctype html><table>{NIGHT * 100}</table>",
                    at_most_once=True,
                    unsubscribe_url=f"https://openmic.example/unsubscribe/?token={one}",
                    dedupe_key=f"digest:2026-W48:{one}",
                )
                for one in who
            ]
            await outbox.post_many(session, mails)


def memory() -> float:
    """Megabytes this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def left() -> int:
    """How many mails wait."""
    async with db.reading() as session:
        connection = await session.connection()
        return (
            await connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE state = 'queued'")
        ).scalar_one()


async def drain(url: str, port: int) -> list[list[object]]:
    """Lets all of it leave as the site does; a line for every fifth of it."""
    given = {"email_backend": "smtp", "email_host": "127.0.0.1", "email_port": port, "email_tls": "none"}
    carrier = Smtp(Settings(_env_file=None, **given))  # pyright: ignore
    opened, rows = db.open_(url), []
    await fill(MAILS)
    started, spent = time.perf_counter(), processor_time(os.getpid())
    then, before = started, MAILS
    async with working([Pump("mail", 1, partial(deliver, carrier=carrier), at_once=AT_ONCE)]):
        for part in range(4, -1, -1):
            while (now_left := await left()) > part * MAILS // 5:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            now = time.perf_counter()
            rows.append([MAILS - now_left, f"{(before - now_left) / (now - then):.0f}", f"{memory():.0f}"])
            then, before = now, now_left
    whole = time.perf_counter() - started
    each = 1000 * (processor_time(os.getpid()) - spent) / MAILS
    rows.append(["all", f"{MAILS / whole:.0f}", f"{each:.2f} ms of processor each"])
    await opened.close()
    return rows


def main() -> None:
    """Measures once."""
    log.configure(level="info", style="json")
    with (
        workplace() as folder,
        postgres.start(folder) as server,
        sink() as port,
    ):
        migrate.upgrade(server.url())
        rows = asyncio.run(drain(server.url(), port))
    table(f"{MAILS:,} mails over SMTP to this machine", ["left", "a second", "memory, MB"], rows)


if __name__ == "__main__":
    main()
