"""Turnstile, against a server on this machine that answers as Cloudflare does, and as it should not (TRUST T39)."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from openmic import clock
from openmic.adapters import bot_check
from openmic.adapters.bot_check import Verdict
from openmic.settings import Settings
from tests.cloudflare import Cloudflare, answer, bad, good, serving


def aged(**ago: float) -> str:
    return (clock.now() - timedelta(**ago)).isoformat()


@pytest.fixture
async def cloudflare() -> AsyncIterator[Cloudflare]:
    service = Cloudflare()
    async with serving(service.serve) as service.url:
        yield service


def settings(cloudflare: Cloudflare | None, **changes: Any) -> Settings:
    usual = {
        "public_url": "https://openmic.example",
        "turnstile_site_key": "site",
        "turnstile_secret_key": "hidden",
        "turnstile_verify_url": cloudflare.url if cloudflare else "http://127.0.0.1:1/",
    }
    return Settings(**usual | changes, _env_file=None)


async def ask(cloudflare: Cloudflare | None, token: str = "token", **changes: Any) -> Verdict:
    return await bot_check.check(
        token, settings=settings(cloudflare, **changes), ip="192.0.2.7", action="submit"
    )


async def test_a_good_token_passes_and_only_what_is_needed_is_told(cloudflare: Cloudflare) -> None:
    assert await ask(cloudflare) is Verdict.PASSED
    assert cloudflare.asked == [{"secret": "hidden", "response": "token", "remoteip": "192.0.2.7"}]


async def test_one_connection_serves_many_checks(cloudflare: Cloudflare) -> None:
    for _ in range(5):
        assert await ask(cloudflare) is Verdict.PASSED
    assert (len(cloudflare.asked), cloudflare.connections) == (5, 1)


async def test_nobody_is_asked_when_there_is_nothing_to_ask(cloudflare: Cloudflare) -> None:
    assert await ask(cloudflare, turnstile_site_key="", turnstile_secret_key="") is Verdict.OFF
    assert await ask(cloudflare, "") is Verdict.MISSING
    assert await ask(cloudflare, "x" * (bot_check.LONGEST_TOKEN + 1)) is Verdict.FAILED
    assert cloudflare.asked == []


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (lambda: good(hostname="evil.example"), Verdict.FAILED),
        (lambda: good(hostname="sub.openmic.example"), Verdict.FAILED),
        (lambda: good(action="sign-in"), Verdict.FAILED),
        (lambda: good(action=""), Verdict.FAILED),
        (lambda: good(challenge_ts=aged(seconds=290)), Verdict.PASSED),
        (lambda: good(challenge_ts=aged(seconds=310)), Verdict.FAILED),
        (lambda: good(challenge_ts=aged(seconds=-30)), Verdict.PASSED),
        (lambda: good(challenge_ts=aged(hours=-1)), Verdict.FAILED),
        (lambda: good(success="true"), Verdict.FAILED),
        (lambda: good(success=1), Verdict.FAILED),
        (lambda: bad("timeout-or-duplicate"), Verdict.FAILED),
        (lambda: bad("invalid-input-response"), Verdict.FAILED),
        (lambda: bad(), Verdict.FAILED),
        (lambda: bad("internal-error"), Verdict.UNAVAILABLE),
        (lambda: bad("invalid-input-secret"), Verdict.UNAVAILABLE),
        (lambda: good(challenge_ts="lately"), Verdict.UNAVAILABLE),
        (lambda: good(challenge_ts=datetime(2026, 11, 1).isoformat()), Verdict.UNAVAILABLE),  # noqa: DTZ001
        (lambda: good(challenge_ts=7), Verdict.UNAVAILABLE),
        (lambda: {"success": True}, Verdict.UNAVAILABLE),
        (dict, Verdict.UNAVAILABLE),
        (list, Verdict.UNAVAILABLE),
        (lambda: None, Verdict.UNAVAILABLE),
        (lambda: b"<html>", Verdict.UNAVAILABLE),
        (lambda: b"", Verdict.UNAVAILABLE),
        (lambda: b"\xff\xfe{}", Verdict.UNAVAILABLE),
    ],
)
async def test_every_answer_has_its_verdict(
    cloudflare: Cloudflare, said: Callable[[], Any], verdict: Verdict
) -> None:
    cloudflare.says = lambda: answer(said())
    assert await ask(cloudflare) is verdict


@pytest.mark.parametrize("status", ["500 Oops", "503 Away", "403 No", "429 Slowly", "404 What"])
async def test_a_status_that_is_no_answer_is_nobodys_fault(cloudflare: Cloudflare, status: str) -> None:
    cloudflare.says = lambda: answer(good(), status)
    assert await ask(cloudflare) is Verdict.UNAVAILABLE


async def test_no_redirect_is_followed(cloudflare: Cloudflare) -> None:
    cloudflare.says = lambda: answer(b"", "307 There", f"Location: {cloudflare.url}\r\n")
    assert await ask(cloudflare) is Verdict.UNAVAILABLE
    assert len(cloudflare.asked) == 1


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", b"\x00" * 99])
async def test_a_broken_connection_is_nobodys_fault(cloudflare: Cloudflare, said: bytes) -> None:
    cloudflare.says = lambda: said

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)

    async with serving(once) as cloudflare.url:
        assert await ask(cloudflare) is Verdict.UNAVAILABLE


async def test_who_does_not_listen_is_left_alone_for_a_while(
    cloudflare: Cloudflare, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(bot_check.time, "monotonic", lambda: now)
    cloudflare.says = lambda: answer(b"", "500 Oops")
    for _ in range(10):
        assert await ask(cloudflare) is Verdict.UNAVAILABLE
    assert len(cloudflare.asked) == bot_check.FAILURES_IN_A_ROW
    now += bot_check.REST + 1
    verdicts = await asyncio.gather(*(ask(cloudflare) for _ in range(5)))
    assert verdicts == [Verdict.UNAVAILABLE] * 5
    assert len(cloudflare.asked) == bot_check.FAILURES_IN_A_ROW + 1, "one finds out for all"
    now += bot_check.REST + 1
    cloudflare.says = lambda: answer(good())
    assert await ask(cloudflare) is Verdict.PASSED
    assert await ask(cloudflare) is Verdict.PASSED


async def test_a_bad_token_says_nothing_of_the_service(cloudflare: Cloudflare) -> None:
    cloudflare.says = lambda: answer(bad("timeout-or-duplicate"))
    assert [await ask(cloudflare) for _ in range(5)] == [Verdict.FAILED] * 5
    assert len(cloudflare.asked) == 5


async def test_nobody_waits_longer_than_we_said(cloudflare: Cloudflare) -> None:
    cloudflare.delay = 10
    verdict = await asyncio.wait_for(ask(cloudflare), bot_check.PATIENCE * 2)
    assert verdict is Verdict.UNAVAILABLE


async def test_who_sends_a_word_now_and_then_cannot_keep_us(
    cloudflare: Cloudflare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_check, "PATIENCE", 0.5)

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.1)

    async with serving(drip) as cloudflare.url:
        assert await asyncio.wait_for(ask(cloudflare), 5) is Verdict.UNAVAILABLE


async def test_nobody_there_is_nobodys_fault() -> None:
    assert await ask(None) is Verdict.UNAVAILABLE
    await bot_check.close()
