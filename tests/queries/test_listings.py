"""What the public is shown, and what it never is."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from openmic.clock import LONDON
from openmic.db import Session
from openmic.models import Category, Status
from openmic.queries import listings
from openmic.queries.matching import matching
from openmic.views import dates
from tests.builders import in_town, keep, night

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


async def titles(session: Session, **asked: Any) -> list[str]:
    condition = matching(now=NOW, **asked)
    return [row.title for row in await listings.search(session, condition, after=None, limit=100)]


async def counted(session: Session, *, limit: int) -> int:
    return sum(row.nights for row in await listings.tally(session, matching(now=NOW), limit=limit))


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.ARCHIVED])
async def test_only_published_events_are_listed(session: Session, status: Status):
    unlisted = night(title="hidden", start_at=NOW + HOUR, status=status, published_at=NOW)
    await keep(session, unlisted, night(title="listed", start_at=NOW + 2 * HOUR))
    assert await titles(session) == ["listed"]
    assert await counted(session, limit=10) == 1


async def test_nights_are_listed_from_when_they_are_known_until_they_are_over(session: Session):
    await keep(
        session,
        night(title="over", start_at=NOW - 3 * HOUR, end_at=NOW),
        night(title="running", start_at=NOW - 2 * HOUR, end_at=NOW + timedelta(microseconds=1)),
        night(title="running all day", start_at=NOW - 23 * HOUR, end_at=NOW + HOUR),
        night(title="just begun", start_at=NOW),
        night(title="next year", start_at=NOW + timedelta(days=400)),
    )
    assert await titles(session) == ["running all day", "running", "just begun", "next year"]


async def test_a_night_past_midnight_is_still_tonight_and_is_not_tomorrow(session: Session):
    late = night(title="late", start_at=at("2026-11-24T21:00"), end_at=at("2026-11-25T02:00"))
    await keep(session, late, night(title="next day", start_at=at("2026-11-25T00:00")))
    assert await titles(session, window=dates.window("tonight", dates.on_day(NOW))) == ["late"]
    assert await titles(session, window=dates.window("", dates.on_day(NOW), on="2026-11-25")) == ["next day"]
    small_hours = at("2026-11-25T01:00")
    condition = matching(now=small_hours, window=dates.window("tonight", dates.on_day(small_hours)))
    found = await listings.search(session, condition, after=None, limit=10)
    assert [row.title for row in found] == ["late", "next day"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"when": "tonight"}, ["tue"]),
        ({"when": "week"}, ["tue", "thu", "fri", "sun"]),
        ({"when": "weekend"}, ["fri", "sun"]),
        ({"when": "", "on": "2026-11-26"}, ["thu"]),
        ({"when": "", "on": "2026-11-30"}, ["mon"]),
        ({"when": "", "on": "2026-11-23"}, []),
        ({"when": "", "on": "2026-11-26", "until": "2026-11-27"}, ["thu", "fri"]),
        ({"when": "", "until": "2026-11-26"}, ["tue", "thu"]),
        ({"when": ""}, ["tue", "thu", "fri", "sun", "mon"]),
    ],
)
async def test_a_window_holds_what_starts_in_it(session: Session, asked: dict[str, str], found: list[str]):
    await keep(
        session,
        night(title="yesterday", start_at=at("2026-11-23T19:30")),
        night(title="tue", start_at=at("2026-11-24T23:59")),
        night(title="thu", start_at=at("2026-11-26T19:30")),
        night(title="fri", start_at=at("2026-11-27T00:00")),
        night(title="sun", start_at=at("2026-11-29T23:59")),
        night(title="mon", start_at=at("2026-11-30T00:00")),
    )
    assert await titles(session, window=dates.window(today=dates.on_day(NOW), **asked)) == found


async def test_a_town_is_looked_for_by_its_slug(session: Session):
    await keep(
        session,
        night(title="here", start_at=NOW, **await in_town(session, "witney")),
        night(title="there", start_at=NOW, **await in_town(session, "oxford")),
        night(title="nowhere", start_at=NOW),
    )
    assert await titles(session, town="witney") == ["here"]
    assert await titles(session, town="atlantis") == []


async def test_a_category_is_looked_for_by_its_word(session: Session):
    await keep(session, *(night(title=kind.value, category=kind, start_at=NOW) for kind in Category))
    for kind in Category:
        assert await titles(session, categories=[kind]) == [kind.value]
    assert sorted(await titles(session, categories=["jam", "comedy"])) == ["comedy", "jam"]


async def test_everything_asked_for_must_hold(session: Session):
    right: dict[str, Any] = {"start_at": NOW + HOUR, "category": Category.JAM, "title": "fiddle tunes"}
    here, there = await in_town(session, "witney"), await in_town(session, "oxford")
    await keep(
        session,
        night(**right, **here),
        night(**right, **there),
        night(**right | {"category": Category.MUSIC}, **here),
        night(**right | {"title": "kazoo"}, **here),
        night(**right | {"start_at": NOW + timedelta(days=9)}, **here),
    )
    week = dates.window("week", dates.on_day(NOW))
    assert await titles(session, window=week, town="witney", categories=["jam"], words="fiddle") == [
        "fiddle tunes"
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
async def test_counting_stops_at_the_limit(session: Session, limit: int):
    await keep(session, *(night(start_at=NOW) for _ in range(3)))
    assert await counted(session, limit=limit) == min(limit, 3)


async def test_an_event_is_found_by_its_id_whatever_its_state(session: Session):
    for status in Status:
        kept = night(status=status, title=status.value)
        await keep(session, kept)
        found = await listings.find(session, kept.id)
        assert found
        assert (found.title, found.status, found.published_at) == (status.value, status, kept.published_at)
    assert await listings.find(session, uuid4()) is None


async def test_the_organisers_address_is_in_nothing_that_is_read(session: Session):
    kept = night(organiser_email="canary@example.org", start_at=NOW)
    await keep(session, kept)
    (card,) = await listings.search(session, matching(now=NOW), after=None, limit=2)
    detail = await listings.find(session, kept.id)
    assert detail
    for row in (card, detail):
        assert "title" in row._fields
        assert not [name for name in row._fields if "email" in name or "vector" in name]
        assert not [value for value in row if "canary" in str(value)]


@pytest.mark.parametrize("size", [1, 3, 7, 50])
async def test_paging_visits_every_night_once_in_order_of_start(session: Session, size: int):
    starts = [NOW + HOUR * (number // 6) for number in range(20)]  # six at a time start together
    await keep(session, *(night(title=str(n), start_at=start) for n, start in enumerate(starts)))
    condition = matching(now=NOW)
    seen: list[Any] = []
    after: tuple[datetime, UUID] | None = None
    while rows := await listings.search(session, condition, after=after, limit=size):
        assert len(rows) <= size
        seen += rows
        assert len(seen) <= len(starts), "a night was shown twice"
        after = rows[-1].start_at, rows[-1].id
    assert len(seen) == len({row.id for row in seen}) == len(starts)
    assert [(row.start_at, row.id) for row in seen] == sorted((row.start_at, row.id) for row in seen)


@pytest.mark.parametrize(("year", "found"), [(1, 1), (9999, 0)])
async def test_paging_from_the_ends_of_the_calendar_is_harmless(session: Session, year: int, found: int):
    await keep(session, night(start_at=NOW))
    after = datetime(year, 12, 31, tzinfo=UTC), UUID(int=0)
    rows = await listings.search(session, matching(now=NOW), after=after, limit=5)
    assert len(rows) == found


async def test_a_card_brings_the_beginning_of_a_description_only(session: Session):
    await keep(session, night(start_at=NOW, description="é" * 5000))
    (card,) = await listings.search(session, matching(now=NOW), after=None, limit=2)
    assert card.excerpt == "é" * listings.EXCERPT_SOURCE
    assert "description" not in card._fields
