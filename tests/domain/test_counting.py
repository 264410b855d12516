"""Counts are kept exactly as long as they hold."""

from datetime import UTC, datetime, timedelta

import pytest
from time_machine import travel

from openmic.db import Session
from openmic.domain.counting import Counts
from openmic.queries import listings
from openmic.views.criteria import at
from tests.builders import keep, night

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One item for each time the database was asked."""
    times: list[int] = []
    counting = listings.tally

    async def counted(*given, **named):
        times.append(1)
        return await counting(*given, **named)

    monkeypatch.setattr(listings, "tally", counted)
    return times


async def total(counts: Counts, session: Session, address: str = "/") -> int:
    return (await counts.tally(session, at(address), None)).total()


async def test_nothing_is_kept_while_changes_are_not_heard(session: Session, asked: list[int]):
    counts = Counts()
    with travel(NOW, tick=False):
        for _ in range(2):
            assert await total(counts, session) == 0
        counts.renew()
        counts.stop()
        await total(counts, session)
    assert len(asked) == 3


async def test_counts_are_kept_until_a_change_or_the_minutes_end(session: Session, asked: list[int]):
    counts = Counts()
    with travel(NOW, tick=False) as clock:
        counts.renew()
        for _ in range(3):
            assert await total(counts, session) == 0
        assert len(asked) == 1
        await keep(session, night(start_at=NOW))
        counts.renew()
        assert await total(counts, session) == 1
        clock.move_to(NOW + timedelta(hours=3, seconds=1))
        assert await total(counts, session) == 0
    assert len(asked) == 3


async def test_other_towns_and_kinds_share_one_count_and_other_words_do_not(
    session: Session, asked: list[int]
):
    counts = Counts()
    with travel(NOW, tick=False):
        counts.renew()
        for address in ("/", "/?town=witney", "/?category=jam&category=music", "/towns/oxford/"):
            await total(counts, session, address)
        assert len(asked) == 1
        await total(counts, session, "/?q=jazz")
        await total(counts, session, "/venues/the-lantern/")
    assert len(asked) == 3


async def test_a_count_begun_before_a_change_is_not_kept_after_it(
    session: Session, monkeypatch: pytest.MonkeyPatch, asked: list[int]
):
    counts = Counts()
    counting = listings.tally

    async def overtaken(*given, **named):
        found = await counting(*given, **named)
        counts.renew()
        return found

    with travel(NOW, tick=False):
        counts.renew()
        with monkeypatch.context() as slow:
            slow.setattr(listings, "tally", overtaken)
            assert await total(counts, session) == 0
        await keep(session, night(start_at=NOW))
        assert await total(counts, session) == 1
