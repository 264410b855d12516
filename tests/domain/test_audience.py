"""What was counted is added up and written by any number of processes; a day that is over leaves two numbers."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from sqlmodel import delete

from openmic import clock, db, errors
from openmic.domain import audience, counts
from openmic.domain.audience import AUDIENCE, Audience
from openmic.jobs.close_days import close_days
from openmic.jobs.write_counts import write_counts, write_the_rest
from openmic.models import Counted, Event, NightCount, Status
from openmic.queries import forgetting
from tests.builders import keep, night
from tests.counted import closed, nobody_counted, salts, visitors, written
from tests.weekly import at

pytestmark = pytest.mark.usefixtures("database")

# Both halves of the year, and the days on which the clocks change
MIDNIGHTS = ["2026-11-24", "2026-06-24", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26"]


@pytest.fixture(autouse=True)
def counted_from_nothing() -> Iterator[None]:
    nobody_counted()
    yield
    nobody_counted()


@pytest.fixture
async def event_id() -> UUID:
    async with db.transaction() as session:
        kept = night()
        await keep(session, kept)
        return kept.id


@pytest.fixture
async def away(fresh_database: str) -> AsyncIterator[Callable[[bool], None]]:
    """Takes the database away, and brings it back."""
    admin = create_engine(
        fresh_database.replace(fresh_database.rpartition("/")[2].partition("?")[0], "postgres"),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    name = fresh_database.rpartition("/")[2].partition("?")[0]

    def turn(is_away: bool) -> None:
        with admin.connect() as connection:
            connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {not is_away}'))
            if is_away:
                connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                    {"name": name},
                )

    yield turn
    turn(False)


async def close_all() -> None:
    while await close_days("2026-11-24"):
        pass


async def test_many_processes_add_up_to_all_there_was(event_id: UUID) -> None:
    async with db.transaction() as session:
        others = [night() for _ in range(9)]
        await keep(session, *others)
    nights = [event_id, *(one.id for one in others)]

    async def a_process(number: int) -> None:
        counted = Audience()
        for turn in range(5):
            for one in nights if number % 2 else reversed(nights):
                counted.note_view(one)
                counted.note_page(f"visitor {turn}")
            piece = counted.take()
            assert piece
            async with db.transaction() as session:
                await audience.keep(session, piece)

    await asyncio.gather(*(a_process(number) for number in range(8)))
    assert await written() == {(str(one), "view"): 40 for one in nights}
    assert [row.pages for row in await visitors()] == [80] * 5
    assert len(await salts()) == 1


async def test_what_is_of_no_night_is_dropped_and_all_else_is_written(event_id: UUID) -> None:
    async with db.transaction() as session:
        never = night(status=Status.PENDING)
        await keep(session, never)
    for one in (uuid4(), event_id, never.id):
        AUDIENCE.note_view(one)
    assert await written() == {(str(event_id), "view"): 1}


async def test_a_night_that_is_deleted_takes_its_counts_along(event_id: UUID) -> None:
    AUDIENCE.note_view(event_id)
    await write_counts()
    async with db.transaction() as session:
        await session.exec(delete(Event))
    AUDIENCE.note_view(event_id)
    assert await written() == {}


async def test_a_database_that_is_away_loses_nothing(event_id: UUID, away: Callable[[bool], None]) -> None:
    for n in range(3):
        AUDIENCE.note_view(event_id)
        AUDIENCE.note_page("somebody")
        away(n < 2)
        if n < 2:
            with pytest.raises(errors.Unavailable):
                await write_counts()
    assert await written() == {(str(event_id), "view"): 3}
    assert [row.pages for row in await visitors()] == [3]


async def test_a_site_that_stops_without_a_database_stops(
    event_id: UUID, away: Callable[[bool], None]
) -> None:
    AUDIENCE.note_view(event_id)
    away(True)
    await write_the_rest()
    away(False)
    await write_the_rest()
    assert await written() == {(str(event_id), "view"): 1}


async def test_only_so_much_waits_and_what_is_known_is_counted_on(event_id: UUID) -> None:
    counted = Audience(at_most=3)
    for number in range(10):
        counted.note_page(f"visitor {number}")
        counted.note_view(uuid4())
    counted.note_page("visitor 0")
    assert sorted(counted.visits.values()) == [1, 1, 2]
    assert len(counted.nights) == 3
    piece = counted.take()
    assert piece
    counted.note_page("somebody new")
    counted.give_back(piece)
    assert len(counted.visits) == 3


async def test_more_than_fits_into_one_piece_is_written_in_several(event_id: UUID) -> None:
    for number in range(audience.AT_ONCE * 2 + 1):
        AUDIENCE.note_page(f"visitor {number}")
    AUDIENCE.note_view(event_id)
    assert len(await visitors()) == audience.AT_ONCE * 2 + 1
    assert AUDIENCE.take() is None


@pytest.mark.parametrize("midnight", MIDNIGHTS)
async def test_a_day_begins_at_midnight_in_london(
    event_id: UUID, midnight: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = date.fromisoformat(midnight)
    for moment in (
        clock.start_of_day(new) - timedelta(seconds=1),
        clock.start_of_day(new),
        clock.start_of_day(new + timedelta(days=1)) - timedelta(seconds=1),
    ):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        AUDIENCE.note_view(event_id)
        AUDIENCE.note_page("somebody")
    await write_counts()
    async with db.reading() as session:
        one = (await counts.of(session, [event_id], days=2))[event_id]
    assert [(bar.iso, bar.times) for bar in one.days] == [
        ((new - timedelta(days=1)).isoformat(), 1),
        (midnight, 2),
    ]
    marks = await visitors()
    assert [(row.day, row.pages) for row in marks] == [(new - timedelta(days=1), 1), (new, 2)]


async def test_one_person_has_another_mark_each_day_and_no_two_salts_are_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for moment in ("2026-11-23 12:00", "2026-11-24 12:00"):
        at(monkeypatch, moment)
        AUDIENCE.note_page("198.51.100.7 Firefox")
    first, second = await visitors()
    assert first.mark != second.mark
    assert len({row.salt for row in await salts()}) == 2


async def test_the_same_person_on_the_same_day_would_have_another_mark_with_another_salt() -> None:
    marks = []
    for _ in range(2):
        AUDIENCE.note_page("198.51.100.7 Firefox")
        marks += await visitors()
        async with db.transaction() as session:
            await session.exec(text("DELETE FROM visit_salt"))  # pyright: ignore
    assert marks[0].mark != marks[1].mark


async def test_of_days_that_are_over_two_numbers_are_left_and_today_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audience, "MARKS_AT_ONCE", 2)
    for moment, people in (("2026-11-20 12:00", 5), ("2026-11-21 23:59", 2), ("2026-11-24 00:00", 1)):
        at(monkeypatch, moment)
        for number in range(people):
            for _ in range(number + 1):
                AUDIENCE.note_page(f"visitor {number}")
    await write_counts()
    await close_all()
    assert await closed() == [("2026-11-20", 5, 15), ("2026-11-21", 2, 3)]
    assert [row.day.isoformat() for row in await visitors()] == ["2026-11-24"]
    assert [row.day.isoformat() for row in await salts()] == ["2026-11-24"]
    assert await close_days("2026-11-24") == 0


async def test_what_is_written_late_is_added_to_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-23 23:59")
    AUDIENCE.note_page("in time")
    await write_counts()
    AUDIENCE.note_page("late")
    at(monkeypatch, "2026-11-24 01:00")
    await close_all()
    assert await closed() == [("2026-11-23", 1, 1)]
    await write_counts()
    await close_all()
    assert await closed() == [("2026-11-23", 2, 2)]
    assert await salts() == []


async def test_who_writes_while_a_day_is_closed_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-23 23:59")
    AUDIENCE.note_page("in time")
    await write_counts()
    at(monkeypatch, "2026-11-24 01:00")

    async def late(number: int) -> None:
        counted = Audience()
        at(monkeypatch, "2026-11-23 23:59")
        counted.note_page(f"late {number}")
        at(monkeypatch, "2026-11-24 01:00")
        piece = counted.take()
        assert piece
        async with db.transaction() as session:
            await audience.keep(session, piece)

    await asyncio.gather(*(late(number) for number in range(5)), close_all(), close_all())
    await close_all()
    assert await closed() == [("2026-11-23", 6, 6)]


async def test_a_night_that_is_forgotten_keeps_its_numbers(event_id: UUID) -> None:
    AUDIENCE.note_view(event_id)
    await write_counts()
    async with db.transaction() as session:
        await forgetting.anonymise(session, [event_id], now=clock.now())
    async with db.reading() as session:
        assert (await session.get_one(NightCount, (event_id, clock.today(), Counted.VIEW))).times == 1
