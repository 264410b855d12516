"""`openmic privacy ...`, as an operator types it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from openmic import clock, db
from openmic.adapters.storage import Storage
from openmic.models import Act, Actor, AuditEntry
from tests.builders import keep
from tests.domain.canaries import KIM, ROBIN, settled, their_night
from tests.domain.test_personal_data import canaries, everywhere, facts
from tests.people import fingerprint
from tests.test_cli import openmic


@pytest.fixture
async def settings(
    database: db.Database, fresh_database: str, pictures: Storage, tmp_path: Path
) -> dict[str, str]:
    """A site's database and pictures, with two people in them."""
    async with db.transaction() as session:
        await settled(session, pictures)
    return {"DEBUG": "true", "DATABASE_URL": fresh_database, "DATA_DIR": str(tmp_path)}


async def everything() -> str:
    async with db.reading() as session:
        return "\n".join((await everywhere(session)).values())


async def test_an_export_is_printed_whole_and_nothing_else_is(settings: dict[str, str]) -> None:
    before = await fingerprint()
    done = openmic("privacy", "export", ROBIN.mailbox.upper(), **settings)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["address"] == ROBIN.mailbox
    html = openmic("privacy", "export", ROBIN.mailbox, "--html", **settings).stdout
    for word in (*canaries(ROBIN), *facts(ROBIN)):
        assert word in done.stdout
        assert word in html
    assert KIM.mark not in done.stdout + html
    assert ROBIN.mark not in done.stderr
    assert await fingerprint() == before


async def test_somebody_is_erased_only_if_it_is_really_meant(
    settings: dict[str, str], tmp_path: Path
) -> None:
    before = await fingerprint()
    asked = openmic("privacy", "erase", ROBIN.mailbox, **settings)
    assert (asked.returncode, await fingerprint()) == (1, before)
    assert "--yes" in asked.stderr
    done = openmic("privacy", "erase", ROBIN.mailbox, "--yes", **settings)
    assert done.returncode == 0, done.stderr
    said = await everything()
    assert ROBIN.mark not in said
    assert KIM.mark in said
    assert len(list((tmp_path / "media" / "erased").iterdir())) == 1
    async with db.reading() as session:
        line = (await session.exec(select(AuditEntry).where(AuditEntry.act == Act.ERASE))).one()
    assert (line.by, line.event_id, line.reason) == (Actor.SITE, None, "")


async def test_a_moderator_is_erased_once_the_role_is_gone(settings: dict[str, str]) -> None:
    openmic("moderator", "add", ROBIN.mailbox, **settings)
    refused = openmic("privacy", "erase", ROBIN.mailbox, "--yes", **settings)
    assert refused.returncode == 1
    assert "openmic moderator remove" in refused.stderr
    assert openmic("moderator", "remove", ROBIN.mailbox, **settings).returncode == 0
    assert openmic("moderator", "list", **settings).stdout == ""
    assert openmic("privacy", "erase", ROBIN.mailbox, "--yes", **settings).returncode == 0
    assert ROBIN.mark not in await everything()


async def test_what_is_no_address_is_said(settings: dict[str, str]) -> None:
    for command in (("export", "robin"), ("erase", "robin", "--yes")):
        done = openmic("privacy", *command, **settings)
        assert (done.returncode, "not one email address" in done.stderr) == (1, True)


async def test_after_a_restore_whoever_it_brought_back_is_forgotten_again(settings: dict[str, str]) -> None:
    assert "Nobody had come back" in openmic("privacy", "reapply", **settings).stderr
    openmic("privacy", "erase", ROBIN.mailbox, "--yes", **settings)
    async with db.transaction() as session:
        yesterday = clock.now() - timedelta(days=1)
        await keep(session, their_night(ROBIN, created_at=yesterday, updated_at=yesterday))
    assert ROBIN.mark in await everything()
    assert "Forgot again: 1 row." in openmic("privacy", "reapply", **settings).stderr
    assert ROBIN.mark not in await everything()
    assert "Nobody had come back" in openmic("privacy", "reapply", **settings).stderr
