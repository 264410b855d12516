"""A visitor who speaks the websocket's language by hand, and hears every byte that comes back."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import socketio

from tests.running import RunningSite

PATIENCE = 30  # seconds
STATE = "reflex___state____state"
FINDER = f"{STATE}.openmic___state___finder____finder_state"
DETAIL = f"{STATE}.openmic___state___detail____detail_state"


class Visitor:
    """One open websocket. `heard` holds every message, as text."""

    def __init__(self) -> None:
        self.socket = socketio.AsyncClient(reconnection=False)
        self.heard: list[str] = []
        self._news = asyncio.Event()
        self.socket.on("*", self._hear, namespace="/_event")

    async def _hear(self, kind: str, *data: object) -> None:
        self.heard.append(json.dumps([kind, *data], default=str, ensure_ascii=False))
        self._news.set()

    async def call(self, handler: str, payload: object = None, *, path: str = "/") -> list[str]:
        """Calls a handler and returns what was heard until it is quiet again."""
        before = len(self.heard)
        event = {
            "name": handler,
            "payload": {} if payload is None else payload,
            "router_data": {"pathname": path.partition("?")[0], "query": {}, "asPath": path},
        }
        await self.socket.emit("event", event, namespace="/_event")
        await self.until_quiet()
        return self.heard[before:]

    async def hydrate(self, path: str = "/") -> list[str]:
        """What a page does first."""
        return await self.call(f"{STATE}.hydrate_and_load", path=path)

    async def hears(self, words: str, *, since: int = 0) -> bool:
        """Whether a message says something, from the message `since` on; waits for it, for a busy machine is slow."""
        until = time.monotonic() + PATIENCE
        while words not in "".join(self.heard[since:]):
            if time.monotonic() > until:
                return False
            await self.until_quiet()
        return True

    async def until_quiet(self, seconds: float = 0.4) -> None:
        """Returns when nothing has been heard for a while."""
        while True:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except TimeoutError:
                return


@asynccontextmanager
async def visiting(site: RunningSite, **headers: str) -> AsyncIterator[Visitor]:
    """Opens a websocket as a page of the site would, unless `headers` says otherwise."""
    visitor = Visitor()
    await visitor.socket.connect(
        f"{site.url}/_event/?token={uuid4()}",
        headers={"Origin": site.url, **headers},
        transports=["websocket"],
        namespaces=["/_event"],
        socketio_path="/_event",
    )
    try:
        yield visitor
    finally:
        await visitor.socket.disconnect()
