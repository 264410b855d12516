"""Hearing of changes ends when the site does. What is heard: tests/web/test_cache.py."""

import asyncio

import pytest

from openmic import listening

TRIES = 150
PATIENCE = 5  # seconds for one end, on a busy machine


async def test_it_ends_at_whatever_moment_it_is_told(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site that was told to stop went on for an hour: the word had come between a question and its answer."""
    monkeypatch.setattr(listening, "LOOK", 0.002)  # so that most moments are such moments
    for turn in range(TRIES):
        async with asyncio.timeout(None) as limit:
            async with listening.listening(fresh_database):
                await asyncio.sleep(0.01 + turn % 10 / 1_000)
                limit.reschedule(asyncio.get_running_loop().time() + PATIENCE)
        assert not limit.expired(), f"at turn {turn}"
