"""A backup from before an erasure is restored: who asked to be forgotten is forgotten again, and nobody else."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text
from sqlmodel import col, select

from openmic import clock, db
from openmic.adapters.storage import Storage
from openmic.domain import erasures, reapplying, subscriber_links
from openmic.domain import tokens as links
from openmic.jobs.reapply_erasures import reapply_erasures
from openmic.models import Account, Erasure, ErasureScope, Event, Mail, Role, Subscription
from openmic.queries import tokens
from tests.domain.canaries import KIM, ROBIN, settled, their_night
from tests.domain.test_personal_data import everywhere, files
from tests.migrations.databases import empty_database, pg_dump

PERIOD = "2026-11-23"


def plain(url: str) -> str:
    """An address as PostgreSQL's own programs read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def restored(server: str, dump: Path, url: str) -> Iterator[str]:
    """A database as it was when it was dumped."""
    program = Path(pg_dump(url)).with_name("pg_restore")
    with empty_database(server) as fresh:
        command = [str(program), "--exit-on-error", "--no-owner", f"--dbname={plain(fresh)}", str(dump)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        yield fresh


def take(url: str, dump: Path) -> None:
    """A backup, as docs/operations.md has it."""
    command = [pg_dump(url), "--format=custom", f"--file={dump}", plain(url)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


async def run_the_night() -> list[int]:
    """The nightly job, piece by piece; what each piece did."""
    pieces = [await reapply_erasures(PERIOD)]
    while pieces[-1]:
        pieces.append(await reapply_erasures(PERIOD))
    return pieces


async def everything() -> str:
    async with db.reading() as session:
        return "\n".join((await everywhere(session)).values())


@pytest.mark.usefixtures("database")
async def test_a_restored_backup_forgets_again_and_keeps_what_came_since(
    server: str, fresh_database: str, pictures: Storage, tmp_path: Path, later: Callable[[timedelta], None]
) -> None:
    async with db.transaction() as session:
        robins, _ = await settled(session, pictures)
    dump = tmp_path / "openmic.dump"
    take(fresh_database, dump)
    later(timedelta(hours=1))
    async with db.transaction() as session:
        await erasures.erase(session, pictures, ROBIN.mailbox)
    assert ROBIN.mark not in await everything()
    kims = [line for line in (await everything()).splitlines() if KIM.mark in line]

    with restored(server, dump, fresh_database) as url:
        opened = db.open_(url)
        assert ROBIN.mark in await everything(), "the backup has brought them back"
        async with db.reading() as session:
            assert (await session.exec(select(Erasure))).all() == [], "nor does it know that they were erased"
        later(timedelta(days=1))
        back = their_night(
            ROBIN,
            title="Back again",
            description="I changed my mind",
            created_at=clock.now(),
            updated_at=clock.now(),
        )
        async with db.transaction() as session:
            session.add(back)
        pieces = await run_the_night()
        assert pieces[0] > 0
        assert pieces[-1] == 0
        said = await everything()
        left = [line for line in said.splitlines() if ROBIN.mark in line]
        assert len(left) == 1
        assert "Back again" in left[0]
        assert [line for line in said.splitlines() if KIM.mark in line] == kims
        assert erasures.hashed(ROBIN.mailbox) in said, "the table knows it again, from the store"
        assert str(robins.image_key) not in " ".join(files(tmp_path))
        assert await run_the_night() == [0], "once is enough"
        await opened.close()


async def count(session: db.Session, kind: Any) -> int:
    return len((await session.exec(select(kind))).all())


async def test_who_left_the_weekly_mail_keeps_the_rest(session: db.Session, pictures: Storage, later) -> None:
    await settled(session, pictures)
    later(timedelta(hours=1))
    await erasures.remember(session, ROBIN.mailbox, ErasureScope.SUBSCRIPTIONS)
    await session.exec(text("UPDATE outbox SET at_most_once = true WHERE kind = 'digest'"))
    assert await reapplying.reapply(session, pictures) == 2
    assert (await session.exec(select(Subscription.email))).all() == [KIM.mailbox]
    digests = select(Mail.recipient).where(Mail.kind == "digest")
    assert (await session.exec(digests)).all() == [KIM.mailbox]
    nights = select(Event).where(Event.organiser_email == ROBIN.mailbox)
    assert len((await session.exec(nights)).all()) == 2
    assert await reapplying.reapply(session, pictures) == 0


async def test_who_comes_back_to_the_weekly_mail_stays(session: db.Session, pictures: Storage, later) -> None:
    await erasures.remember(session, ROBIN.mailbox, ErasureScope.SUBSCRIPTIONS)
    later(timedelta(hours=1))
    session.add(
        Subscription(
            request_id=uuid4(),
            email=ROBIN.mailbox,
            consent_wording="2026-11",
            consented_at=clock.now(),
            created_at=clock.now(),
        )
    )
    await session.flush()
    assert await reapplying.reapply(session, pictures) == 0
    assert await count(session, Subscription) == 1


async def test_the_link_of_who_left_was_erased_and_came_back_works_on(
    session: db.Session, pictures: Storage, later
) -> None:
    await subscriber_links.issue(session, [ROBIN.mailbox])
    await tokens.retire(session, ROBIN.mailbox, now=clock.now())
    later(timedelta(hours=1))
    await erasures.erase(session, pictures, ROBIN.mailbox)
    later(timedelta(hours=1))
    secret = (await subscriber_links.issue(session, [ROBIN.mailbox]))[ROBIN.mailbox]
    assert await reapplying.reapply(session, pictures) == 0
    assert (await links.look(session, secret, subscriber_links.PURPOSE)).mailbox == ROBIN.mailbox


async def test_the_table_and_the_store_learn_from_each_other_and_the_later_moment_counts(
    session: db.Session, pictures: Storage
) -> None:
    now, mine, kims = clock.now(), erasures.hashed(ROBIN.mailbox), erasures.hashed(KIM.mailbox)
    early, late = now - timedelta(days=2), now - timedelta(days=1)
    session.add(Erasure(mailbox_hash=mine, scope=ErasureScope.ALL, erased_at=early))
    session.add(Erasure(mailbox_hash=kims, scope=ErasureScope.ALL, erased_at=late))
    await session.flush()
    await pictures.put(erasures.file_name(mine, ErasureScope.ALL), late.isoformat().encode())
    await pictures.put(erasures.file_name("lee", ErasureScope.SUBSCRIPTIONS), late.isoformat().encode())
    await pictures.put(erasures.file_name("broken", ErasureScope.ALL), b"yesterday")
    known = await reapplying.merge(session, pictures)
    assert known == {
        (mine, ErasureScope.ALL): late,
        (kims, ErasureScope.ALL): late,
        ("lee", ErasureScope.SUBSCRIPTIONS): late,
    }
    kept = await pictures.read(erasures.file_name(kims, ErasureScope.ALL))
    assert kept.decode() == late.isoformat()
    rows = (await session.exec(select(Erasure).execution_options(populate_existing=True))).all()
    assert {(one.mailbox_hash, one.erased_at) for one in rows} == {(mine, late), (kims, late), ("lee", late)}


async def test_an_erasure_older_than_any_backup_is_forgotten_itself(
    session: db.Session, pictures: Storage, tmp_path: Path, later
) -> None:
    await erasures.remember(session, ROBIN.mailbox, ErasureScope.ALL)
    later(timedelta(days=366))
    assert await reapplying.merge(session, pictures) == {}
    assert files(tmp_path) == []


async def test_many_mailboxes_are_gone_through_in_batches(
    session: db.Session, pictures: Storage, monkeypatch: pytest.MonkeyPatch, later
) -> None:
    monkeypatch.setattr(reapplying, "BATCH", 3)
    monkeypatch.setattr(reapplying, "AT_ONCE", 2)
    people = [f"person{number:02}@example.org" for number in range(10)]
    session.add_all(Account(email=mailbox, role=Role.MODERATOR) for mailbox in people)
    await session.flush()
    later(timedelta(hours=1))
    for mailbox in people[::2]:
        await erasures.remember(session, mailbox, ErasureScope.ALL)
    assert [await reapplying.reapply(session, pictures) for _ in range(4)] == [2, 2, 1, 0]
    left = (await session.exec(select(Account.email).order_by(col(Account.email)))).all()
    assert left == people[1::2], "also of somebody who looked after the site when the backup was made"
