"""Public pages, kept ready to send until anything they show may have changed.

A page is made from its address alone: nothing the visitor's browser sends reaches it, so it is the same for
everybody. All that is kept goes at once when a change is committed, by whichever process, and at the turn of
each minute: nights begin and end, and midnight comes, on a whole minute.
"""

import asyncio
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openmic import clock
from openmic.web.answer import Answer, coding, finished, in_one_coding

OVERHEAD = 2000  # bytes that a kept page takes beside its body

Key = tuple[str, str, str]  # path, query, content coding


@dataclass(frozen=True)
class Era:
    """The pages begun between two changes: what is begun in an era is kept in it, and goes with it."""

    minute: int
    pages: LRUCache[Key, Answer]
    under_way: dict[Key, asyncio.Task[Answer]] = field(default_factory=dict)


class PageCache:
    """Stands before the plain world. Keeps nothing until it is told, by `renew`, that it would hear of changes.

    `addresses` are patterns of the paths whose answers are the same for everybody; `fields` are what their
    query may say; `size` is in bytes.
    """

    def __init__(
        self, app: ASGIApp, *, addresses: Sequence[re.Pattern[str]], fields: Collection[str], size: int
    ) -> None:
        self.app = app
        self.addresses = addresses
        self.fields = frozenset(fields)
        self.size = size
        self.era: Era | None = None

    def renew(self) -> None:
        """Drops all pages: something changed, or may have."""
        self.era = Era(clock.minute(), LRUCache(self.size, getsizeof=_weight)) if self.size else None

    def stop(self) -> None:
        """Keeps nothing from now on: changes would not be heard."""
        self.era = None

    def is_shared(self, scope: Scope) -> bool:
        """Whether a request asks for a page that is the same for everybody."""
        return (
            scope["type"] == "http"
            and scope["method"] in ("GET", "HEAD")
            and any(one.match(scope["path"]) for one in self.addresses)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.is_shared(scope):
            # the compressing middleware keeps to what is refused, but not to what is liked better
            await self.app(in_one_coding(scope, accepted(scope)), receive, send)
            return
        key = self.key(scope)
        if self.era and self.era.minute != clock.minute():
            self.renew()
        page = await self.page(self.era, key, scope) if self.era else await self.ask(key, scope)
        await page.send(scope, send)

    def key(self, scope: Scope) -> Key:
        """What an answer depends on: path, what we know of the query, and how it may be compressed."""
        query = scope["query_string"].decode("latin-1")
        if query:
            with suppress(ValueError):
                asked = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
                query = urlencode([(name, value) for name, value in asked if name in self.fields])
        return scope["path"], query, accepted(scope)

    async def page(self, era: Era, key: Key, scope: Scope) -> Answer:
        """A page that is kept, or else made now, once for all who ask meanwhile."""
        kept = era.pages.get(key)
        if kept is not None:
            return kept
        task = era.under_way.get(key)
        if task is None:
            task = era.under_way[key] = asyncio.create_task(self.make(era, key, scope))
        return await asyncio.shield(task)

    async def make(self, era: Era, key: Key, scope: Scope) -> Answer:
        """Asks the application and keeps what it gives, in the era in which it was asked."""
        try:
            page = await self.ask(key, scope)
            if page.etag:
                with suppress(ValueError):  # larger than all there is room for
                    era.pages[key] = page
            return page
        finally:
            del era.under_way[key]

    async def ask(self, key: Key, scope: Scope) -> Answer:
        """The application's answer to an address, told nothing else."""
        _, query, accepted = key
        messages: list[Message] = []
        fault = None

        async def nothing() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def keep(message: Message) -> None:
            messages.append(message)

        bare = {
            **scope,
            "method": "GET",
            "query_string": query.encode("latin-1"),
            "headers": [(b"accept-encoding", accepted.encode())],
        }
        try:
            await self.app(bare, nothing, keep)
        except Exception as raised:
            if not messages:
                raise
            fault = raised  # a page that says sorry has been made; the server still has to hear of it
        start, *rest = messages
        return finished(start, b"".join(message.get("body", b"") for message in rest), fault)


def accepted(scope: Scope) -> str:
    """The content coding a request is answered in."""
    return coding(", ".join(Headers(scope=scope).getlist("accept-encoding")))


def _weight(page: Answer) -> int:
    return len(page.body) + OVERHEAD
