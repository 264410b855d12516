"""What is forgotten is in no table and no file, and a purge killed half-way ends where any other ends (TRUST R20)."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, text

from openmic import clock, db
from openmic.adapters import storage
from openmic.domain import pictures as album
from openmic.models import (
    Account,
    Act,
    Actor,
    Allowance,
    AuditEntry,
    Complaint,
    Event,
    Image,
    LegalHold,
    Mail,
    MailState,
    Message,
    Purpose,
    Report,
    ReportReason,
    Revision,
    SignIn,
    Status,
    Subscription,
    Token,
)
from openmic.settings import Settings
from tests.adapters.drawn import SCENE, saved
from tests.builders import night
from tests.conftest import clone
from tests.keeping import ADA, add, forget_all
from tests.object_store import object_store

CANARY = "canary9d2e"
MAILBOX = f"{CANARY}@example.org"
KILLS = int(os.environ.get("KILLS", "5"))
SEED = int(os.environ.get("SEED", "1"))
EVERY_TABLE = text(
    "SELECT table_name FROM information_schema.tables"
    " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'alembic_version' ORDER BY 1"
)
ENDED = timedelta(days=200)
NOW = clock.now()
NIGHTS = 60


async def tell_all(pictures: storage.Storage) -> UUID:
    """A public night with a canary in every place that is not a fact about an evening."""
    now = clock.now()
    async with db.transaction() as session:
        key = await album.keep(session, pictures, saved(SCENE))
    account = Account(email=MAILBOX, name=CANARY, signed_in_at=now)
    await add(account)
    event = night(
        start_at=now - timedelta(hours=4),
        status=Status.ARCHIVED,
        published_at=now - timedelta(days=9),
        description=f"Words {CANARY}",
        organiser_name=f"Robin {CANARY}",
        organiser_email=MAILBOX,
        account_id=account.id,
        ticket_url=f"https://{CANARY}.example.org/",
        appeal=f"Appeal {CANARY}",
        flags=[f"A word to look at: {CANARY}"],
        image_key=key,
        image_alt=f"A picture of {CANARY}",
        import_key=CANARY,
        submission_key=uuid4(),
    )
    await add(event)
    words = {"title": f"Title {CANARY}"}
    await add(
        Revision(event_id=event.id, number=2, content=words, flags=[CANARY]),
        Report(event_id=event.id, reason=ReportReason.HATE, words=CANARY, email=MAILBOX, ip="198.51.100.7"),
        Message(event_id=event.id, sender_name=CANARY, sender_email=MAILBOX, words=CANARY),
        Token(
            secret_hash=CANARY,
            purpose=Purpose.MANAGE,
            email=MAILBOX,
            event_id=event.id,
            expires_at=now + timedelta(days=30),
        ),
        SignIn(secret_hash=CANARY, account_id=account.id, expires_at=now + timedelta(days=90)),
        Allowance(key=CANARY, window_at=now, used=1, expires_at=now + timedelta(days=1)),
        AuditEntry(
            at=now, act=Act.REJECT, by=Actor.SITE, event_id=event.id, reason=CANARY, before=words, after=words
        ),
        LegalHold(
            event_id=event.id,
            reason=CANARY,
            owner=CANARY,
            review_on=clock.today(),
            placed_by=ADA.id,
            lifted_at=now,
            lifted_by=ADA.id,
        ),
        Mail(
            kind="approved",
            recipient=MAILBOX,
            subject=CANARY,
            text=CANARY,
            html=CANARY,
            reply_to=MAILBOX,
            state=MailState.DEAD,
            last_error=CANARY,
            next_at=now,
        ),
        Subscription(request_id=uuid4(), email=MAILBOX, consent_wording="1", consented_at=now),
        Complaint(email=MAILBOX, name=CANARY, words=CANARY, outcome=CANARY, answered_at=now),
    )
    return event.id


async def where_it_is() -> set[str]:
    """The tables that hold a canary in any column."""
    found = set()
    async with db.reading() as session:
        for table in (await session.exec(EVERY_TABLE)).scalars().all():  # pyright: ignore
            # every column there is, whatever its type
            rows = text(f'SELECT count(*) FROM "{table}" AS one WHERE to_jsonb(one)::text LIKE :like')
            if (await session.exec(rows.bindparams(like=f"%{CANARY}%"))).scalar():  # pyright: ignore
                found.add(table)
    return found


async def test_of_a_public_night_only_the_facts_are_left_in_any_table_and_no_file(
    database: db.Database, pictures: storage.Storage, later: Callable[[timedelta], None], tmp_path: Path
) -> None:
    event_id = await tell_all(pictures)
    everywhere = {
        "account", "allowance", "audit_entry", "complaint", "event", "legal_hold", "message", "outbox", "report",
        "revision", "sign_in", "subscription", "token",
    }  # fmt: skip
    assert await where_it_is() == everywhere
    assert len(await pictures.names(before=clock.now() + timedelta(days=1))) == 2
    later(timedelta(days=180))
    await forget_all()
    # what is kept for a year is of the site's own doings, or of a complaint, and goes then
    assert await where_it_is() == {"account", "complaint", "legal_hold"}
    assert [file for file in (tmp_path / storage.FOLDER).rglob("*") if file.is_file()] == []
    later(timedelta(days=185))
    await forget_all()
    assert await where_it_is() == set()
    async with db.reading() as session:
        left = await session.get(Event, event_id)
        assert left is not None
        assert (left.title, left.venue_name) == ("Open mic at the Lantern", "The Paper Lantern")
        assert await album.astray(session, pictures) == album.Astray()


PROCESS = """
import asyncio, sys
from openmic import db, settings
from openmic.adapters import storage
from openmic.domain import retention
from openmic.jobs.forget import forget
from openmic.jobs.forget_pictures import forget_one

async def main():
    retention.NIGHTS_AT_ONCE = 1  # so that a kill nearly always comes half-way
    opened = db.open_(sys.argv[1])
    storage.open_(settings.current())
    print("begun", flush=True)
    while await forget(""):
        pass
    while await forget_one(""):
        pass
    await opened.close()

asyncio.run(main())
"""


async def fill(url: str, store: storage.Storage) -> tuple[set[str], set[str]]:
    """Nights that are to go, a tenth of them held, each with a picture: the same in every database.

    Says which files stay, and which nights are held.
    """
    chance, now = random.Random(SEED), NOW
    drawing = saved(SCENE)
    staying, held = set(), set()
    opened = db.Database(url, pool=1)
    async with opened.transaction() as session:
        for number in range(NIGHTS):
            key = f"{chance.getrandbits(128):032x}"
            for size in album.SIZES:
                await store.put(album.file_name(key, size), drawing)
            session.add(Image(key=key, width=640, height=480, created_at=now - ENDED))
            await session.flush()
            public = {"published_at": now - ENDED - timedelta(days=9)} if number % 3 else {}
            event = night(
                id=UUID(int=chance.getrandbits(128)),
                start_at=now - ENDED - timedelta(hours=number),
                status=Status.ARCHIVED,
                image_key=key,
                image_alt="A full room",
                **public,
            )
            session.add(event)
            await session.flush()
            ids = [UUID(int=chance.getrandbits(128)) for _ in range(3)]
            session.add(
                Report(id=ids[0], event_id=event.id, reason=ReportReason.HATE, words="Words", ip="::1")
            )
            session.add(Revision(id=ids[1], event_id=event.id, number=2, content={"title": "Other"}))
            session.add(
                AuditEntry(
                    id=ids[2], at=now, act=Act.REJECT, by=Actor.SITE, event_id=event.id, reason="Personal"
                )
            )
            if number % 10 == 0:
                staying |= {album.file_name(key, size) for size in album.SIZES}
                held.add(str(event.id))
                session.add(
                    LegalHold(
                        id=UUID(int=chance.getrandbits(128)),
                        event_id=event.id,
                        reason="A claim",
                        owner="Ada",
                        review_on=clock.today(),
                        placed_by=ADA.id,
                    )
                )
    await opened.close()
    return staying, held


def everything(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for the moments at which rows were written."""
    engine, found = create_engine(url), {}
    with engine.connect() as connection:
        for table in connection.execute(EVERY_TABLE).scalars().all():
            rows = connection.execute(text(f'SELECT to_jsonb(one) FROM "{table}" AS one')).scalars().all()
            for row in rows:
                row["erased_at"] = bool(row.get("erased_at"))
                for moment in ("created_at", "updated_at", "at"):
                    row.pop(moment, None)
            found[table] = sorted(rows, key=repr)
    engine.dispose()
    return found


def left_to_do(url: str) -> int:
    """Nights and pictures that are whole still, held ones as well."""
    engine = create_engine(url)
    with engine.connect() as connection:
        counts = "SELECT (SELECT count(*) FROM event WHERE erased_at IS NULL) + (SELECT count(*) FROM image)"
        left = connection.scalar(text(counts))
    engine.dispose()
    return left or 0


def purge(url: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    """Begins to forget, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, url],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    return process


def let_finish(url: str, environment: dict[str, str]) -> None:
    """Forgets all there is to forget."""
    process = purge(url, environment)
    try:
        process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 0


@contextmanager
def kept_in(kind: str, folder: Path) -> Iterator[tuple[storage.Storage, dict[str, str]]]:
    """A store of that kind, and the settings of a process that uses it."""
    folder.mkdir()
    if kind == "local":
        yield storage.chosen(Settings(data_dir=folder, _env_file=None)), {"DATA_DIR": str(folder)}  # pyright: ignore
        return
    with object_store(folder) as settings:
        names = ("media_backend", "s3_endpoint", "s3_bucket", "s3_access_key", "s3_secret_key")
        environment = {name.upper(): str(getattr(settings, name)) for name in names}
        yield storage.chosen(settings), environment | {"DATA_DIR": str(folder)}


@pytest.mark.timeout(180 + 20 * KILLS)
@pytest.mark.parametrize("kind", ["local", "s3"])
def test_a_purge_that_is_killed_ends_where_any_other_ends_and_touches_nothing_that_is_held(
    kind: str, server: str, template: str, tmp_path: Path
) -> None:
    moments, halfway = random.Random(SEED), 0
    with (
        clone(server, template, f"{template}_whole_{kind}") as whole,
        clone(server, template, f"{template}_killed_{kind}") as killed,
        kept_in("local", tmp_path / "whole") as (apart, quiet),
        kept_in(kind, tmp_path / "killed") as (store, environment),
    ):
        staying, held = asyncio.run(fill(whole, apart))
        assert (staying, held) == asyncio.run(fill(killed, store))
        before = everything(killed)
        let_finish(whole, quiet)
        for _ in range(KILLS):
            until = left_to_do(killed) - moments.randint(1, 2 * NIGHTS // KILLS)
            process = purge(killed, environment)
            while process.poll() is None and left_to_do(killed) > until:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=10)
            halfway += 2 * len(held) < left_to_do(killed) < 2 * NIGHTS
        assert halfway > KILLS // 2, "it was hardly ever killed half-way, so this proves little"
        let_finish(killed, environment)
        after = everything(killed)
        assert after == everything(whole)
        for table in ("event", "report", "revision", "audit_entry", "legal_hold"):
            column = "id" if table == "event" else "event_id"
            kept = [[row for row in rows[table] if row[column] in held] for rows in (before, after)]
            assert kept[0] == kept[1]
            assert len(kept[0]) == len(held)
        assert left_to_do(killed) == 2 * len(held)
        now = clock.now() + timedelta(days=1)
        assert asyncio.run(store.names(before=now)) == staying
        assert asyncio.run(apart.names(before=now)) == staying
        assert {row["key"] for row in after["image"]} == {name.partition("-")[0] for name in staying}
