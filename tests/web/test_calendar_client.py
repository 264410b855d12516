"""Somebody's own calendar keeps up with us: vdirsyncer fetches over HTTP what khal then shows."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from openmic import clock, db
from openmic.queries import submissions
from tests import running
from tests.at_the_desk import at_the_desk, boxes
from tests.builders import in_town, keep, next_week, night

PROGRAMS = Path(sys.executable).parent
PATIENCE = 10  # seconds a busy machine may take
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"

[pair nights]
a = "site"
b = "calendar"
collections = null
conflict_resolution = "a wins"

[storage site]
type = "http"
url = "{url}/feed/upcoming.ics?town=witney"

[storage calendar]
type = "filesystem"
path = "{folder}/nights/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[nights]]
path = {folder}/nights/

[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {folder}/khal.db
"""


class Calendar:
    """A calendar program on somebody's machine, which has subscribed to a town's nights."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "nights").mkdir(parents=True)
        (folder / "vdirsyncer").write_text(VDIRSYNCER.format(folder=folder, url=url))
        (folder / "khal").write_text(KHAL.format(folder=folder))
        self.run("vdirsyncer", "discover")

    def run(self, program: str, *words: str) -> str:
        environment = {
            "HOME": str(self.folder),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "NO_PROXY": "localhost",
        }
        asked = [PROGRAMS / program, "-c" if program == "khal" else "--config", self.folder / program, *words]
        done = subprocess.run(
            asked, capture_output=True, text=True, env=environment, timeout=60, input="y\n", check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        assert "error" not in done.stderr.lower(), done.stderr
        return done.stdout + done.stderr

    def sync(self) -> str:
        return self.run("vdirsyncer", "sync")

    def shows(self) -> dict[str, str]:
        """The nights of the next fortnight by their pages: vdirsyncer gives those of the web names of its own."""
        wanted = "{url}|{start-date} {start-time} {title} {status}"
        said = self.run("khal", "list", "--format", wanted, "--day-format", "", "today", "15d")
        pairs = [line.strip().split("|") for line in said.splitlines() if line]
        assert len(dict(pairs)) == len(pairs), "none is there twice"
        return dict(pairs)

    def files(self) -> dict[str, str]:
        return {file.name: file.read_text() for file in (self.folder / "nights").iterdir()}


@contextmanager
def site_of(url: str, folder: Path) -> Iterator[str]:
    with running.running(folder, DATABASE_URL=url, DATA_DIR=str(folder)) as site:
        yield site.url


async def until_it_says(address: str, words: str) -> None:
    """Returns when the site has heard of a change."""
    async with asyncio.timeout(PATIENCE):
        while words not in httpx.get(address, trust_env=False).text:  # noqa: ASYNC110, ASYNC210  (nobody else waits)
            await asyncio.sleep(0.05)


async def test_a_change_and_a_cancellation_arrive_with_the_next_sync(
    database: db.Database, fresh_database: str, tmp_path: Path
):
    start_at = next_week()
    day = f"{start_at.astimezone(clock.LONDON):%Y-%m-%d}"
    async with db.transaction() as session:
        witney, oxford = await in_town(session, "witney"), await in_town(session, "oxford")
        moved = night(title="Moved", **witney)
        off = night(title="Off", **witney)
        same = night(title="Same", **witney)
        await keep(session, moved, off, same, night(title="Elsewhere", **oxford))
    with site_of(fresh_database, tmp_path) as url:
        names = [f"{url}/e/{one.id}/" for one in (moved, off, same)]
        mine = Calendar(tmp_path / "mine", url)
        mine.sync()
        said = ("Moved CONFIRMED", "Off CONFIRMED", "Same CONFIRMED")
        assert mine.shows() == {name: f"{day} 19:30 {words}" for name, words in zip(names, said, strict=True)}
        first = mine.files()

        desk = await at_the_desk()
        data = await boxes(desk, moved.id) | {"starts": "20:00", "title": "Moved on"}
        answer = await desk.post(f"/moderation/events/{moved.id}/edit/", data=data)
        assert answer.status_code == 303, answer.text
        async with db.transaction() as session:
            await submissions.cancel(session, off.id, now=clock.now())
        await until_it_says(f"{url}/feed/upcoming.ics?town=witney", "STATUS:CANCELLED")
        mine.sync()
        said = ("20:00 Moved on CONFIRMED", "19:30 Cancelled: Off CANCELLED", "19:30 Same CONFIRMED")
        assert mine.shows() == {name: f"{day} {words}" for name, words in zip(names, said, strict=True)}
        second = mine.files()
        assert sum(second[name] == first.get(name) for name in second) == 1, (
            "what did not change was left alone"
        )
        sequences = sorted(text.partition("SEQUENCE:")[2].split()[0] for text in second.values())
        assert sequences == ["0", "1", "1"]
        mine.sync()
        assert mine.files() == second, "a third sync finds nothing new"
