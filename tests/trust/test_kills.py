"""The site is killed again and again while it delivers, and what was committed arrives (TRUST R1).

`KILLS=60 .venv/bin/pytest -s tests/trust/test_kills.py` is a longer run; `SEED=2` takes other moments.
"""

import asyncio
import os
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

import httpx
import pytest
from sqlalchemy import create_engine, text

from openmic import clock, db
from openmic.domain import outbox
from tests import running
from tests.mail_sink import Received, Sink
from tests.posting import TO, letter

KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "1"))
AT_ONCE = 4  # mails under way in one process: at most so many are sent twice at each kill
SUBMITTED_AT_MOST = 120  # the site takes 200 an hour from everybody together
ASKED, PROVED = "Please confirm your open mic night", "We have your open mic night"
CALM = 5  # seconds
PATIENCE = 120 + 3 * KILLS  # seconds for what is left at the end


Sent = set[tuple[str, str]]  # to whom, and the subject


async def post_until(stop: Event, url: str, acknowledged: Sent) -> None:
    """Commits mails, some of them together; keeps in mind those that were acknowledged."""
    chance, opened, number = random.Random(SEED), db.Database(url, pool=1), 0
    while not stop.is_set():
        subjects = [f"Mail {number + n}" for n in range(chance.randint(1, 5))]
        async with opened.transaction() as session:
            for subject in subjects:
                await outbox.post(session, letter(subject), to=TO)
        acknowledged |= {(TO, subject) for subject in subjects}
        number += len(subjects)
        await asyncio.sleep(
            chance.uniform(0, 1)
        )  # no faster than a site that is killed all the time can deliver
    await opened.close()


async def submit_until(stop: Event, site: str, acknowledged: Sent) -> None:
    """Sends nights in as guests do, each again until the site says it has it, also while it is killed."""
    chance, on = random.Random(SEED), clock.today() + timedelta(days=14)
    async with httpx.AsyncClient(base_url=site, trust_env=False, headers={"origin": site}) as browser:
        for number in range(SUBMITTED_AT_MOST):
            night = {
                "key": str(UUID(int=chance.getrandbits(128), version=4)),
                "title": f"Open mic number {number}",
                "category": "music",
                "on": on.isoformat(),
                "starts": "19:30",
                "ends": "22:30",
                "venue_name": "The Paper Lantern",
                "town": "witney",
                "address": "1 Invented Street",
                "organiser_name": "Robin Example",
                "organiser_email": f"organiser-{number}@example.org",
                "consent": "yes",
            }
            await asyncio.sleep(chance.uniform(0, 1))
            while not stop.is_set():
                try:
                    visitor = {"x-forwarded-for": f"10.{chance.randrange(256)}.{chance.randrange(256)}.1"}
                    answer = await browser.post("/submit/", data=night, headers=visitor)
                    assert answer.status_code in (303, 429, 503), answer.text
                    if answer.status_code == 303:
                        acknowledged.add((night["organiser_email"], ASKED))
                    if answer.status_code != 503:
                        break
                except httpx.TransportError:
                    await asyncio.sleep(0.2)  # it has been killed; whether it has the night nobody knows


async def verify_until(stop: Event, site: str, acknowledged: Sent, sink: Sink) -> None:
    """Presses the button of each mail that asks for it, again until the site answers, also while it is killed."""
    pressed: set[str] = set()
    async with httpx.AsyncClient(base_url=site, trust_env=False, headers={"origin": site}) as browser:
        while not stop.is_set():
            await asyncio.sleep(0.1)
            for received in [mail for mail in sink.mails if mail.mail["Subject"] == ASKED]:
                link = re.search(r"/verify-email/\?token=[\w-]+", received.part("plain"))
                assert link
                if link[0] in pressed:
                    continue
                try:
                    answer = await browser.post(link[0])
                    assert answer.status_code in (303, 404, 503), answer.text
                    if answer.status_code == 303:
                        acknowledged.add((received.recipients[0], PROVED))
                    if answer.status_code != 503:
                        pressed.add(link[0])  # 404: it was heard the time before, and the answer was not
                except httpx.TransportError:
                    await asyncio.sleep(0.2)


@contextmanager
def writing(url: str, site: str, sink: Sink) -> Iterator[Sent]:
    """Mails are written all the while, by us and by visitors; at the end the set holds what was acknowledged."""
    stop, acknowledged = Event(), set()
    with ThreadPoolExecutor() as elsewhere:
        tasks = [
            elsewhere.submit(asyncio.run, work(stop, where, acknowledged))
            for work, where in ((post_until, url), (submit_until, site))
        ]
        tasks.append(elsewhere.submit(asyncio.run, verify_until(stop, site, acknowledged, sink)))
        try:
            yield acknowledged
        finally:
            stop.set()
        for task in tasks:
            task.result()


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


def proved_in(url: str) -> set[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT organiser_email FROM event WHERE email_verified"))
        found = set(rows.scalars())
    engine.dispose()
    return found


@pytest.mark.timeout(240 + 30 * KILLS)
def test_every_mail_that_was_committed_arrives_and_twice_only_as_the_same(
    fresh_database: str, smtp_sink: Sink, tmp_path: Path
) -> None:
    moments, pauses = random.Random(SEED), random.Random(SEED)

    async def answer(received: Received) -> str:
        await asyncio.sleep(pauses.uniform(0, 0.1))  # so that a kill may come between the text and the answer
        return "250 OK"

    smtp_sink.answer = answer
    port = running.free_port()
    settings = {
        "DATABASE_URL": fresh_database,
        "PORT": str(port),
        "SAMPLE_DATA": "false",
        "TRUSTED_PROXY_HOPS": "1",  # visitors come from many places
        **smtp_sink.settings,
    }
    with writing(fresh_database, f"http://localhost:{port}", smtp_sink) as acknowledged:
        for _ in range(KILLS):
            with running.running(tmp_path, **settings) as site:
                time.sleep(moments.uniform(0, 3))
                site.kill()
            expire_leases(fresh_database)
        with running.running(tmp_path, **settings):
            time.sleep(CALM)  # so that some are heard without a kill
    with running.running(tmp_path, **settings):
        wait_until_all_is_sent(fresh_database)

    arrived: dict[tuple[str, str], list[Received]] = defaultdict(list)
    for received in smtp_sink.mails:
        arrived[received.recipients[0], received.mail["Subject"]].append(received)
    again = sum(len(copies) - 1 for copies in arrived.values())
    nights = sum(subject == ASKED for _, subject in acknowledged)
    proved = {to for to, subject in acknowledged if subject == PROVED}
    print(  # noqa: T201
        f"{KILLS} kills: {len(acknowledged)} mails acknowledged, {nights} of them of nights sent in,"
        f" {len(proved)} of nights proved; "
        f"{len(acknowledged - set(arrived))} did not arrive, {again} arrived twice"
    )
    assert nights > KILLS // 2, "hardly anybody got a night in, so this proves little"
    assert acknowledged - set(arrived) == set()
    assert proved, "nobody pressed a button, so this proves little"
    assert proved <= proved_in(fresh_database)
    assert len(set(arrived) - acknowledged) <= KILLS + 1, (
        "whoever was cut off may not have heard that it worked"
    )
    for copies in arrived.values():
        assert len({(copy.message_id, copy.mail["Date"], copy.part("plain")) for copy in copies}) == 1
    assert again <= AT_ONCE * KILLS
