"""The site is killed while moderators decide: nothing acknowledged is missing, nothing is half done (TRUST R1).

`KILLS=25 .venv/bin/pytest -s tests/trust/test_killed_decisions.py` is a longer run; `SEED=2` takes other moments.
"""

import asyncio
import os
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import create_engine, text

from openmic import clock, db, urls
from openmic.adapters import secrets
from openmic.models import Account, Role, SignIn, Status
from tests import running
from tests.builders import night
from tests.mail_sink import Received, Sink
from tests.trust.test_kills import expire_leases, wait_until_all_is_sent

KILLS = int(os.environ.get("KILLS", "3"))
SEED = int(os.environ.get("SEED", "1"))
NIGHTS = 300 + 60 * KILLS
TOGETHER = 5
RIGHT = {"approve": ("approve", "published"), "reject": ("reject", "rejected")}
MAILED = ("approve", "reject")
LINES = "SELECT id, act, event_id, batch_id FROM audit_entry ORDER BY event_id, id"


@dataclass
class Said:
    """What a moderator was told: the decision about each night, and which were taken back."""

    decided: dict[UUID, str] = field(default_factory=dict)
    undone: set[UUID] = field(default_factory=set)
    perhaps_undone: set[UUID] = field(default_factory=set)
    several: int = 0


async def fill(url: str, secret: str) -> list[UUID]:
    """Nights that wait, each of an organiser of its own, and a moderator who is signed in."""
    opened, now = db.Database(url, pool=1), clock.now()
    async with opened.transaction() as session:
        account = Account(email="moderator@example.org", role=Role.MODERATOR)
        session.add(account)
        await session.flush()
        entry = {"created_at": now, "seen_at": now, "expires_at": now + timedelta(hours=12)}
        session.add(SignIn(secret_hash=secrets.hashed(secret), account_id=account.id, **entry))
        waiting = [
            night(status=Status.PENDING, queued_at=now, organiser_email=f"organiser-{n}@example.org")
            for n in range(NIGHTS)
        ]
        session.add_all(waiting)
    await opened.close()
    return [one.id for one in waiting]


def batch_of(url: str, event_id: UUID) -> UUID:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT batch_id FROM audit_entry WHERE event_id = :night ORDER BY id LIMIT 1"),
            {"night": event_id},
        ).scalar_one()
    engine.dispose()
    return found


async def moderate_until(
    stop: Event, url: str, site: str, secret: str, nights: list[UUID], said: Said
) -> None:
    """Presses one button after another, each again until the site answers."""
    chance, left = random.Random(SEED), iter(nights)
    cookie, reason = f"openmic_session={secret}", {"words-bulk": ""}
    headers = {"origin": site, "cookie": cookie}
    async with httpx.AsyncClient(base_url=site, trust_env=False, headers=headers, timeout=10) as browser:

        async def press(address: str, form: dict[str, str]) -> tuple[str, bool]:
            """Where it led, and whether it was cut off before."""
            was_cut_off = False
            while not stop.is_set():
                try:
                    answer = await browser.post(address, data=form)
                except httpx.TransportError:
                    was_cut_off = True
                    await asyncio.sleep(0.1)
                    continue
                assert answer.status_code in (303, 503), answer.text[:2000]
                if answer.status_code == 303:
                    return answer.headers["location"], was_cut_off
                await asyncio.sleep(0.1)
            return "", True

        while not stop.is_set():
            await asyncio.sleep(chance.uniform(0, 0.05))
            act = chance.choice(list(RIGHT))
            picked = [one for _ in range(chance.choice((1, TOGETHER))) if (one := next(left, None))]
            if not picked:
                return
            if len(picked) == 1:
                item = str(picked[0])
                form = {"seen": "1", f"reason-{item}": "details", f"words-{item}": "When does it begin?"}
                where, cut = await press(urls.moderated(item, act), form)
            else:
                form = (
                    {f"pick-{one}": "1" for one in picked} | {"act": act, "reason-bulk": "details"} | reason
                )
                where, cut = await press("/moderation/bulk", form)
            if not where:
                return
            assert cut or not {"news", "left"} & set(httpx.URL(where).params), where
            said.decided |= dict.fromkeys(picked, act)
            said.several += len(picked) > 1
            if chance.random() < 0.3:
                said.perhaps_undone |= set(picked)
                where, _ = await press("/moderation/undo", {"batch": str(batch_of(url, picked[0]))})
                if "news=undone" in where:
                    said.undone |= set(picked)


def due(url: str) -> None:
    """As if the time to undo were over for every decision so far."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET next_at = now() WHERE state = 'queued'"))
    engine.dispose()


@pytest.mark.timeout(240 + 30 * KILLS)
def test_what_a_moderator_was_told_stands_whole_and_is_mailed_once(
    fresh_database: str, smtp_sink: Sink, tmp_path: Path
) -> None:
    moments, pauses, secret, said = random.Random(SEED), random.Random(SEED), secrets.new(), Said()
    nights = asyncio.run(fill(fresh_database, secret))

    async def answer(received: Received) -> str:
        await asyncio.sleep(pauses.uniform(0, 0.1))  # so that a kill may come between the text and the answer
        return "250 OK"

    smtp_sink.answer = answer
    port = running.free_port()
    settings = {
        "DATABASE_URL": fresh_database,
        "PORT": str(port),
        "SAMPLE_DATA": "false",
        **smtp_sink.settings,
    }
    stop, site = Event(), f"http://localhost:{port}"
    with ThreadPoolExecutor() as elsewhere:
        work = elsewhere.submit(asyncio.run, moderate_until(stop, fresh_database, site, secret, nights, said))
        try:
            for _ in range(KILLS):
                with running.running(tmp_path, **settings) as killed:
                    time.sleep(moments.uniform(0.3, 2))
                    killed.kill()
                expire_leases(fresh_database)
                due(fresh_database)
            with running.running(tmp_path, **settings):
                time.sleep(2)
        finally:
            stop.set()
        work.result()
    due(fresh_database)
    with running.running(tmp_path, **settings):
        wait_until_all_is_sent(fresh_database)
    check(fresh_database, smtp_sink, said)


def check(url: str, sink: Sink, said: Said) -> None:
    """Compares what stands with what was said, and with what arrived."""
    engine = create_engine(url)
    with engine.connect() as connection:
        lines: list[Any] = list(connection.execute(text(LINES)))
        rows: list[Any] = list(connection.execute(text("SELECT id, status, organiser_email FROM event")))
    engine.dispose()
    acts: dict[UUID, list[str]] = {}
    for line in lines:
        acts.setdefault(line.event_id, []).append(line.act)
    kills_may_hide = {one for one in acts if one not in said.decided}
    stands = {row.id: row for row in rows}
    for event_id, act in said.decided.items():
        done, status = RIGHT[act]
        undone = event_id in said.undone or (event_id in said.perhaps_undone and "undo" in acts[event_id])
        assert acts[event_id] == ([done, "undo"] if undone else [done])
        assert stands[event_id].status == ("pending" if undone else status)
    together = Counter(line.batch_id for line in lines if line.batch_id)
    assert set(together.values()) <= {1, TOGETHER}, "a press of the button was half done"
    batch = {line.event_id: line.batch_id for line in lines if line.batch_id}
    taken_back = Counter(batch[line.event_id] for line in lines if line.act == "undo")
    assert all(together[one] == many for one, many in taken_back.items()), "half taken back"
    arrived: dict[str, list[Received]] = {}
    for received in sink.mails:
        arrived.setdefault(received.recipients[0], []).append(received)
    again = 0
    for event_id, done in acts.items():
        copies = arrived.pop(stands[event_id].organiser_email, [])
        expected = 1 if done[-1] in MAILED else 0
        assert len({(copy.message_id, copy.part("plain")) for copy in copies}) == expected, done
        again += max(0, len(copies) - 1)
    assert not arrived, "nobody else has mail"
    print(  # noqa: T201
        f"{KILLS} kills, seed {SEED}: {len(said.decided)} decisions acknowledged ({said.several} presses for several),"
        f" {len(said.undone)} taken back; {len(kills_may_hide)} done unheard; {again} mails came twice as the same"
    )
    assert said.several > KILLS, "hardly anything was decided, so this proves little"
    assert said.undone, "nothing was taken back, so this proves little"
