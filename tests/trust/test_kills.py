"""The site is killed again and again while it delivers, and what was committed arrives (TRUST R1).

`KILLS=60 .venv/bin/pytest -s tests/trust/test_kills.py` is a longer run; `SEED=2` takes other moments.
"""

import asyncio
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import create_engine, text

from openmic import db
from openmic.domain import outbox
from tests import running
from tests.mail_sink import Received, Sink
from tests.posting import TO, letter

KILLS = int(os.environ.get("KILLS", "6"))
SEED = int(os.environ.get("SEED", "1"))
AT_ONCE = 4  # mails under way in one process: at most so many are sent twice at each kill
PATIENCE = 120  # seconds for what is left at the end


async def post_until(stop: Event, url: str) -> list[str]:
    """Commits mails, some of them together; the subjects of those that were acknowledged."""
    chance, opened, acknowledged = random.Random(SEED), db.Database(url, pool=1), []
    while not stop.is_set():
        subjects = [f"Mail {len(acknowledged) + n}" for n in range(chance.randint(1, 5))]
        async with opened.transaction() as session:
            for subject in subjects:
                await outbox.post(session, letter(subject), to=TO)
        acknowledged += subjects
        await asyncio.sleep(chance.uniform(0, 0.3))
    await opened.close()
    return acknowledged


@contextmanager
def posting(url: str) -> Iterator[list[str]]:
    """Mails are written all the while; at the end the list holds what was acknowledged."""
    stop, acknowledged = Event(), []
    with ThreadPoolExecutor() as elsewhere:
        writing = elsewhere.submit(asyncio.run, post_until(stop, url))
        try:
            yield acknowledged
        finally:
            stop.set()
        acknowledged += writing.result()


def expire_leases(url: str) -> None:
    """As if five minutes had gone by since the kill."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE outbox SET leased_until = now() - interval '1 second' WHERE state = 'queued'")
        )
    engine.dispose()


def wait_until_all_is_sent(url: str) -> None:
    engine, until = create_engine(url), time.monotonic() + PATIENCE
    with engine.connect() as connection:
        while left := connection.scalar(text("SELECT count(*) FROM outbox WHERE state <> 'sent'")):
            connection.rollback()
            assert time.monotonic() < until, f"{left} mails are still not sent"
            time.sleep(0.1)
    engine.dispose()


@pytest.mark.timeout(240 + 30 * KILLS)
def test_every_mail_that_was_committed_arrives_and_twice_only_as_the_same(
    fresh_database: str, smtp_sink: Sink, tmp_path: Path
) -> None:
    moments, pauses = random.Random(SEED), random.Random(SEED)

    async def answer(received: Received) -> str:
        await asyncio.sleep(pauses.uniform(0, 0.1))  # so that a kill may come between the text and the answer
        return "250 OK"

    smtp_sink.answer = answer
    settings = {"DATABASE_URL": fresh_database, "SAMPLE_DATA": "false", **smtp_sink.settings}
    with posting(fresh_database) as acknowledged:
        for _ in range(KILLS):
            with running.running(tmp_path, **settings) as site:
                time.sleep(moments.uniform(0, 3))
                site.kill()
            expire_leases(fresh_database)
    with running.running(tmp_path, **settings):
        wait_until_all_is_sent(fresh_database)

    by_subject: dict[str, list[Received]] = defaultdict(list)
    for received in smtp_sink.mails:
        by_subject[received.mail["Subject"]].append(received)
    again = sum(len(copies) - 1 for copies in by_subject.values())
    print(f"{KILLS} kills: {len(acknowledged)} mails, {len(by_subject)} arrived, {again} of them twice")  # noqa: T201
    assert set(by_subject) == set(acknowledged)
    for copies in by_subject.values():
        assert len({(copy.message_id, copy.mail["Date"], copy.part("plain")) for copy in copies}) == 1
    assert again <= AT_ONCE * KILLS
