"""What stands in front of every request: whose host and origin, how large, which headers, one log line."""

import re
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openmic import errors, urls
from openmic.settings import Settings
from openmic.web.origin import may_act

log = structlog.get_logger()

SOCKET_PATHS = ("/_event", "/_event/")
PORT = re.compile(r":\d+$")
BODY_AT_MOST = 64 * 1024  # bytes; no form of ours comes near it
# Forms with a picture. It may have 5 MB; a larger one is read and thrown away (web/uploads.py), since a browser
# that is cut off says nothing kind, and all that was typed would be lost.
UPLOADS = ("/submit/", "/manage/", "/moderation/events/")
UPLOAD_AT_MOST = 20_000_000
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# The only address that other sites may show in a frame (TRUST T29); its own policy has to say so too.
MAY_BE_FRAMED = urls.embed()
UNLESS_SET = {
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cache-control": b"no-cache",
    b"cross-origin-resource-policy": b"same-origin",  # but of what is made for other sites
    b"referrer-policy": b"strict-origin-when-cross-origin",
}


class Protection:
    """The outermost application: `site` answers HTTP, `live` the websocket and the server's life cycle."""

    def __init__(self, site: ASGIApp, live: ASGIApp, settings: Settings) -> None:
        self.site = site
        self.live = live
        self.hosts = settings.hosts
        self.origins = frozenset(settings.origins)
        secure = {"strict-transport-security": "max-age=31536000; includeSubDomains"}
        is_secure = urlsplit(settings.origin).scheme == "https"
        always = ALWAYS | (secure if is_secure else {})
        self.always = encoded(always)
        self.framed = encoded({name: always[name] for name in always if name != "x-frame-options"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.socket(scope, receive, send)
        else:
            await self.request(scope, receive, send)

    def knows_host(self, headers: Headers) -> bool:
        """Whether the request names one of our hosts, whatever the port (TRUST T30)."""
        return PORT.sub("", headers.get("host", "").lower()) in self.hosts

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets pages of ours open the websocket, and nobody else's (TRUST T6). A refusal is a 403."""
        headers = Headers(scope=scope)
        if (
            scope["path"] in SOCKET_PATHS
            and self.knows_host(headers)
            and headers.get("origin") in self.origins
        ):
            try:
                await self.live(scope, receive, send)
            except ValueError as fault:
                # not even a packet: the library under Reflex lets go of the connection
                log.warning("websocket broke off", kind=type(fault).__name__)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one HTTP request with the headers every answer has."""
        started, status, taken = time.perf_counter(), 0, 0
        most = most_of(scope)

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise errors.TooLarge
            return message

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self.dress(message["headers"], path=scope["path"])
            await send(message)

        try:
            await self.choose(scope)(scope, limited, dressed)
        finally:
            spent = round((time.perf_counter() - started) * 1000, 1)
            log.info("request", method=scope["method"], path=scope["path"][:200], status=status, ms=spent)

    def dress(self, given: Iterable[tuple[bytes, bytes]], *, path: str) -> list[tuple[bytes, bytes]]:
        """An answer's headers with those that every answer has."""
        kept = [pair for pair in given if pair[0] not in self.always]
        named = {name for name, _ in kept}
        missing = [pair for pair in UNLESS_SET.items() if pair[0] not in named]
        always = self.framed if path == MAY_BE_FRAMED else self.always
        return [*kept, *always.items(), *missing]

    def choose(self, scope: Scope) -> ASGIApp:
        """The site, or a short refusal of what is not meant for it."""
        headers = Headers(scope=scope)
        if not self.knows_host(headers):
            return _say(errors.WrongHost())
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > most_of(scope):
            return _say(errors.TooLarge())
        if not may_act(scope, self.origins):
            return _say(errors.NotAllowed())
        return self.site


def encoded(headers: dict[str, str]) -> dict[bytes, bytes]:
    """Headers as ASGI has them."""
    return {name.encode(): value.encode() for name, value in headers.items()}


def most_of(scope: Scope) -> int:
    """How many bytes a request may bring."""
    kind = Headers(scope=scope).get("content-type", "").lower()
    may_upload = scope["method"] == "POST" and scope["path"].startswith(UPLOADS)
    return UPLOAD_AT_MOST if may_upload and kind.startswith("multipart/form-data") else BODY_AT_MOST


def _say(refusal: errors.Refusal) -> ASGIApp:
    return PlainTextResponse(f"{refusal.title}. {refusal.advice}\n", refusal.status)
