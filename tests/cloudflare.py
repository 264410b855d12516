"""Turnstile's service, on this machine: it answers as Cloudflare does, and as it should not."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import pytest

from openmic import clock, settings
from openmic.adapters import bot_check


class Cloudflare:
    """A real HTTP server. `says` makes the whole answer; `asked` holds the forms that came."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.connections = 0
        self.says: Callable[[], Any] = lambda: answer(good())
        self.delay = 0.0
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = int(head.lower().split(b"content-length:")[1].split()[0])
            form = parse_qs((await reader.readexactly(length)).decode())
            self.asked.append({name: value for name, (value,) in form.items()})
            await asyncio.sleep(self.delay)
            writer.write(self.says())
            await writer.drain()


def answer(said: Any, status: str = "200 OK", more: str = "") -> bytes:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def good(**changes: Any) -> dict[str, Any]:
    """What Cloudflare says of a good token."""
    at = clock.now().isoformat().replace("+00:00", "Z")
    usual = {"success": True, "hostname": "openmic.example", "action": "submit", "challenge_ts": at}
    return usual | {"error-codes": [], "cdata": ""} | changes


def bad(*codes: str) -> dict[str, Any]:
    return {"success": False, "error-codes": list(codes)}


@asynccontextmanager
async def serving(serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]) -> AsyncIterator[str]:
    """The address of a server; whoever is still being served at the end is let go."""
    tasks: list[asyncio.Task] = []

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.append(asyncio.current_task())
        try:
            await serve(reader, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/turnstile/v0/siteverify"
    await bot_check.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks)
    server.close()


@asynccontextmanager
async def asked_by_the_site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cloudflare]:
    """The service, with the whole site set up to ask it."""
    service = Cloudflare()
    async with serving(service.serve) as service.url:
        asking = settings.current().model_copy(
            update={
                "turnstile_site_key": "site",
                "turnstile_secret_key": "hidden",
                "turnstile_verify_url": service.url,
            }
        )
        monkeypatch.setattr(settings, "current", lambda: asking)
        monkeypatch.setattr("openmic.domain.relay.current", lambda: asking)
        monkeypatch.setattr(bot_check, "PATIENCE", 60)  # a busy machine is no slow service
        yield service


def well(action: str) -> bytes:
    """What it says of a good token of this moment: it is good for five minutes."""
    return answer(good(action=action, hostname="localhost"))
