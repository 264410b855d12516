"""Nothing slow happens on the event loop: while pages are made, everybody else's turn comes soon."""

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import httpx
import pytest

from openmic import db
from openmic.adapters.html import Plain, render
from openmic.domain import listings
from openmic.parts.finder import finder
from openmic.views import criteria
from tests.builders import keep, night

REQUESTS = 100
LONGER = 25  # times that a step of the loop may take what the markup of one page takes


class Steps:
    """How long the loop was kept by each thing it did: by the clock, and in time of the processor."""

    def __init__(self) -> None:
        self.waited: list[float] = []
        self.worked: list[float] = []

    @contextmanager
    def one(self) -> Iterator[None]:
        """Measures one step."""
        began, busy = time.perf_counter(), time.thread_time()
        yield
        self.waited.append(time.perf_counter() - began)
        self.worked.append(time.thread_time() - busy)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """Every step of the loop from now on. The collector of garbage is sent away: it is the tests' garbage."""
    found = Steps()
    run = asyncio.Handle._run

    def measured(handle: asyncio.Handle) -> None:
        with found.one():
            run(handle)

    monkeypatch.setattr(asyncio.Handle, "_run", measured)
    gc.disable()
    yield found
    gc.enable()


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br", "zstd"])
async def test_pages_are_made_in_short_steps(
    client: httpx.AsyncClient, database: db.Database, steps: Steps, accepted: str
):
    async with db.transaction() as session:
        await keep(
            session, *(night(title=f"Night {number}", description="A song. " * 300) for number in range(30))
        )
    async with db.reading() as session:
        page = await listings.search(session, criteria.at("/"))
    headers = {"accept-encoding": accepted}
    markup = Steps()
    for turn in range(1 + REQUESTS // 10):
        asked = [client.get(path, headers=headers) for path in ("/", "/?q=night") for _ in range(5)]
        assert {answer.status_code for answer in await asyncio.gather(*asked)} == {200}
        for _ in range(5):
            with markup.one():
                render(finder(Plain(), page))  # which remembers no parts yet
        if turn == 0:  # the first ones fill what is remembered: compiled statements, tags
            for one in (steps, markup):
                one.waited.clear()
                one.worked.clear()
    longest = sorted(steps.waited)[-REQUESTS:]
    assert median(longest) < LONGER * median(markup.waited)
    assert max(steps.worked) < LONGER * median(markup.worked)
