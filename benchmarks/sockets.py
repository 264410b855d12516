"""Visitors on the live page: each changes a filter, reads what came, thinks, and changes it again."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.figures import Timing, timing
from tests.running import RunningSite
from tests.trust.visitor import STATE

THINKING = (2.0, 6.0)  # seconds between two changes of a filter
PATIENCE = 30  # seconds for one change: then something is wrong
TOWNS = ("", "oxford", "witney", "banbury", "abingdon", "bicester")
ON_LOAD = f"{STATE}.reflex___state____on_load_internal_state.on_load_internal"
LIVE = '"is_hydrated_rx_state_":true'


class Tab:
    """A page in a browser, as far as the server can tell."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.town = ""

    async def call(self, handler: str, payload: dict, path: str, *, until: str) -> str:
        """Calls a handler and returns the message that holds what is waited for."""
        place = {"pathname": "/", "query": {}, "asPath": path}
        message = {"name": handler, "payload": payload, "router_data": place}
        await self.socket.send("42/_event," + json.dumps(["event", message]))
        return await self.hear(until)

    async def hear(self, wanted: str) -> str:
        """The next message that holds something; the server's question whether we are there is answered."""
        while wanted not in (heard := str(await self.socket.recv())):
            if heard == "2":
                await self.socket.send("3")
        return heard

    async def choose(self, town: str) -> float:
        """Goes to the address of a town, as the form does in a browser; the seconds until its nights have come."""
        before = time.perf_counter()
        address = f"/?town={town}" if town else "/"
        heard = await self.call(ON_LOAD, {}, address, until='"page_rx_state_"')
        took = time.perf_counter() - before
        if LIVE not in heard:
            await self.hear(LIVE)
        self.town = town
        return took


@asynccontextmanager
async def tab(site: RunningSite) -> AsyncIterator[Tab]:
    """An open page, live."""
    address = f"{site.socket_url}/_event/?EIO=4&transport=websocket&token={uuid4()}"
    async with connect(address, origin=site.url, max_size=None) as socket:  # pyright: ignore[reportArgumentType]
        await socket.recv()
        await socket.send("40/_event,")
        await socket.recv()
        opened = Tab(socket)
        await opened.call(f"{STATE}.hydrate_and_load", {}, "/", until=LIVE)
        yield opened


async def visits(site: RunningSite, *, clients: int, seconds: float) -> tuple[Timing, float]:
    """How long a change of filter takes with so many visitors, and what each costs in memory (bytes)."""
    took: list[float] = []
    dice = random.Random(clients)

    async def visit(one: Tab) -> None:
        await asyncio.sleep(dice.uniform(0, THINKING[1]))
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            async with asyncio.timeout(PATIENCE):
                took.append(await one.choose(dice.choice([town for town in TOWNS if town != one.town])))
            await asyncio.sleep(dice.uniform(*THINKING))

    async with AsyncExitStack() as open_tabs:
        before = memory(site)
        tabs = [await open_tabs.enter_async_context(tab(site)) for _ in range(clients)]
        each = (memory(site) - before) / clients
        started = time.perf_counter()
        await asyncio.gather(*map(visit, tabs))
        whole = time.perf_counter() - started
    return timing(took, whole), each


def memory(site: RunningSite) -> int:
    """Bytes of memory the site's process holds."""
    status = Path(f"/proc/{site.process.pid}/status").read_text()
    return 1024 * int(status.split("VmRSS:")[1].split()[0])
