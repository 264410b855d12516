"""Counts what people look at, as it goes by, before the kept pages: no cookie, and nobody's address is remembered.

Counted are public pages that a person asked for: GET, answered 200, or 304 when their browser has the page already.
Not counted: robots, what is fetched ahead or by another page, and whoever says DNT or Global Privacy Control.
"""

import re
from uuid import UUID

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openmic.adapters.robots import is_calendar
from openmic.domain.audience import AUDIENCE
from openmic.web.app import PAGES
from openmic.web.visitor import address_of, group, may_count

PUBLIC = [route.path_regex for route in PAGES]
NIGHT = re.compile(r"/e/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(event\.ics)?", re.ASCII)
LONGEST = 500  # characters of what a browser calls itself that tell one from another


class Counting:
    """Stands before the pages. `hops` is how many proxies of our own stand in front."""

    def __init__(self, app: ASGIApp, *, hops: int) -> None:
        self.app = app
        self.hops = hops

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not is_public(scope["path"]):
            await self.app(scope, receive, send)
            return

        status = 0

        async def passing(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self.app(scope, receive, passing)
        self.note(scope, status)  # the page is on its way: nobody waits for that

    def note(self, scope: Scope, status: int) -> None:
        """Counts an answer, if it is one that counts."""
        headers = Headers(scope=scope)
        if headers.get("sec-fetch-dest", "document") != "document" or not may_count(headers):
            return
        night = NIGHT.fullmatch(scope["path"])
        if night and night[2]:
            if status == 200 and not is_calendar(headers.get("user-agent", "")):
                AUDIENCE.note_calendar(UUID(night[1]))
        elif status in (200, 304) and scope["path"].endswith("/"):
            note_page(scope, scope["path"], hops=self.hops)


def is_public(path: str) -> bool:
    """Whether a path may be that of a page, or a night's calendar file, that is the same for everybody."""
    return any(one.match(path) for one in PUBLIC)


def note_page(scope: Scope, path: str, *, hops: int) -> None:
    """Counts a page that a person looks at. `scope` is the request's, or that of the websocket it is a step of."""
    if (night := NIGHT.fullmatch(path)) and not night[2]:
        AUDIENCE.note_view(UUID(night[1]))
    address = group(address_of(scope, hops=hops))
    AUDIENCE.note_page(f"{address} {Headers(scope=scope).get('user-agent', '')[:LONGEST]}")
