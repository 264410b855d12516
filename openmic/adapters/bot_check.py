"""Cloudflare Turnstile: whether a form was sent by a person's browser.

It is a help, never a gate: without it, or when it is away, what was sent is held for a human.
"""

import asyncio
import time
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog

from openmic import clock
from openmic.settings import Settings

log = structlog.get_logger()

PATIENCE = 3  # seconds in all: somebody waits for their form to be taken
LONGEST_TOKEN = 2048  # characters, as Cloudflare says
FRESH = timedelta(seconds=300)
AHEAD = timedelta(seconds=60)  # how far Cloudflare's clock may be before ours
FAILURES_IN_A_ROW = 3
REST = 30  # seconds in which it is not asked, after those
NOT_THE_VISITORS_FAULT = {"internal-error", "missing-input-secret", "invalid-input-secret"}


class Verdict(StrEnum):
    """What came of a check. Only `FAILED` speaks against the visitor."""

    PASSED = "passed"
    FAILED = "failed"
    MISSING = "missing"  # no token: no scripts, or the widget could not be loaded
    UNAVAILABLE = "unavailable"
    OFF = "off"


class _Service:
    """The other side: one client for all checks, and how it has been lately."""

    def __init__(self) -> None:
        self.client = httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False)
        self.failures = 0
        self.asked_again_at = 0.0

    def rests(self) -> bool:
        """Whether it is left alone just now. When its rest is over, one check finds out how it is."""
        if self.failures < FAILURES_IN_A_ROW:
            return False
        if time.monotonic() < self.asked_again_at:
            return True
        self.asked_again_at = time.monotonic() + REST
        return False

    def note(self, verdict: Verdict) -> None:
        """Remembers how it was."""
        self.failures = self.failures + 1 if verdict is Verdict.UNAVAILABLE else 0
        if self.failures == FAILURES_IN_A_ROW:
            self.asked_again_at = time.monotonic() + REST


_services: dict[asyncio.AbstractEventLoop, _Service] = {}


def _service() -> _Service:
    """The one of this event loop; to make one reads all certificate authorities, which takes a while."""
    loop = asyncio.get_running_loop()
    if loop not in _services:
        _services[loop] = _Service()
    return _services[loop]


async def check(token: str, *, settings: Settings, ip: str = "", action: str) -> Verdict:
    """Asks whether a widget's token is good for this form of ours. `action` is the widget's own name for it.

    Takes three seconds at most, and never raises.
    """
    if not settings.has_bot_check:
        return Verdict.OFF
    if not token:
        return Verdict.MISSING
    if len(token) > LONGEST_TOKEN:
        return Verdict.FAILED
    service = _service()
    if service.rests():
        return Verdict.UNAVAILABLE
    asked = {"secret": settings.turnstile_secret_key, "response": token}
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await service.client.post(
                settings.turnstile_verify_url, data=asked | ({"remoteip": ip} if ip else {})
            )
        verdict = _judge(answer, host=urlsplit(settings.origin).hostname or "", action=action)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError, KeyError, TypeError) as fault:
        log.warning("the bot check does not answer", kind=type(fault).__name__)
        verdict = Verdict.UNAVAILABLE
    service.note(verdict)
    return verdict


def _judge(answer: httpx.Response, *, host: str, action: str) -> Verdict:
    """What an answer means. Raises one of several errors when it is not an answer at all."""
    said: dict[str, Any] = answer.raise_for_status().json()
    if said["success"] is not True:
        faults = set(said.get("error-codes", []))
        if faults & NOT_THE_VISITORS_FAULT:
            log.error("the bot check refuses us", codes=sorted(faults))
            return Verdict.UNAVAILABLE
        return Verdict.FAILED
    age = clock.now() - datetime.fromisoformat(said["challenge_ts"])
    is_ours = said["hostname"] == host and said["action"] == action
    return Verdict.PASSED if is_ours and -AHEAD <= age <= FRESH else Verdict.FAILED


async def close() -> None:
    """Gives back the connections of this loop."""
    if service := _services.pop(asyncio.get_running_loop(), None):
        await service.client.aclose()
