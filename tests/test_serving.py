"""From nothing to a running site, and back up after the worst."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from openmic import db
from openmic.adapters import postgres
from openmic.models import Event
from tests import running
from tests.builders import night
from tests.running import ROOT, RunningSite


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings of a site with a database of its own, as `make run` has it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return {"DATA_DIR": str(tmp_path / "var"), "PORT": str(running.free_port())}


def count_cards(site: RunningSite) -> int:
    return httpx.get(site.url, trust_env=False).text.count("<article")


def test_a_stranger_gets_a_site_full_of_nights(embedded: dict[str, str], tmp_path: Path) -> None:
    with running.running(tmp_path, **embedded) as site:
        assert count_cards(site) == 24
        assert "Added" in site.log.read_text()


def test_a_second_run_builds_nothing_and_keeps_everything(embedded: dict[str, str], tmp_path: Path) -> None:
    with running.running(tmp_path, **embedded) as first:
        links = httpx.get(first.url, trust_env=False).text.count("/e/")
    with running.running(tmp_path, **embedded) as second:
        said = second.log.read_text()
        assert httpx.get(second.url, trust_env=False).text.count("/e/") == links
    for step in ("Building", "Creating", "Added"):
        assert step not in said


def test_a_taken_port_is_said_plainly(embedded: dict[str, str], tmp_path: Path) -> None:
    with running.running(tmp_path, **embedded):
        again = subprocess.run(
            [sys.executable, "-m", "openmic", "run"],
            cwd=ROOT,
            env={**os.environ, **embedded},
            capture_output=True,
            text=True,
            check=False,
        )
    assert again.returncode == 1
    said = " ".join(again.stderr.split())
    assert f"Port {embedded['PORT']} is in use by another program." in said
    assert f"make run PORT={int(embedded['PORT']) + 1}" in said
    assert "Traceback" not in again.stderr


def test_a_database_that_does_not_answer_is_said_plainly(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "openmic", "run"],
        cwd=ROOT,
        env={
            **os.environ,
            "PORT": str(running.free_port()),
            "DATABASE_URL": "postgresql://me:hush@127.0.0.1:1/none",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "The database does not answer" in run.stderr
    assert "hush" not in run.stderr
    assert "Traceback" not in run.stderr


async def write_until(url: str, stop: asyncio.Event) -> list:
    """Adds nights one by one; returns the ids of those that were acknowledged."""
    opened, kept = db.Database(url, pool=1), []
    while not stop.is_set():
        try:
            async with opened.transaction() as session:
                event = night(title="Written under load")
                session.add(event)
            kept.append(event.id)
        except Exception:
            break  # the database has been killed: what was not acknowledged does not count
    await opened.close()
    return kept


def postmaster(data_dir: str) -> int:
    """The process id of the embedded server."""
    return int(next(Path(data_dir).glob("pg*/postmaster.pid")).read_text().split()[0])


@pytest.mark.parametrize("victim", ["app", "database", "both"])
def test_after_a_kill_under_load_the_next_run_is_up_and_nothing_is_lost(
    embedded: dict[str, str], tmp_path: Path, victim: str
) -> None:
    async def load_and_kill(site: RunningSite, url: str) -> list:
        stop = asyncio.Event()
        writing = asyncio.create_task(write_until(url, stop))
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(40):
                await client.get(site.url)
        if victim != "app":
            os.kill(postmaster(embedded["DATA_DIR"]), signal.SIGKILL)
        if victim != "database":
            site.kill()
        stop.set()
        return await writing

    with running.running(tmp_path, **embedded) as site:
        with postgres.start(Path(embedded["DATA_DIR"])) as server:
            kept = asyncio.run(load_and_kill(site, server.url()))
        if victim == "database":
            running.wait_until_ready(site)  # it starts its database again, and says so
            assert "The database has stopped" in site.log.read_text()
    assert kept

    async def stored(url: str) -> set:
        opened = db.Database(url, pool=1)
        async with opened.reading() as session:
            found = await session.exec(select(Event.id).where(col(Event.title) == "Written under load"))
            ids = set(found.all())
        await opened.close()
        return ids

    with running.running(tmp_path, **embedded) as site:
        assert count_cards(site) == 24
        with postgres.start(Path(embedded["DATA_DIR"])) as server:
            assert set(kept) <= asyncio.run(stored(server.url()))
