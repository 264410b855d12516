"""Public searches stand on the indexes of what is live, however much is stored."""

import re
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text

from openmic import db
from openmic.db import Session
from openmic.models import Account, Event
from openmic.queries import desk, directory, listings, outbox, own_nights, queue, related, venue_desk
from openmic.queries.matching import matching
from tests.builders import in_town, keep, night

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STORED = 6000
LIVE = 1200
COPIED = [
    column.name
    for column in Event.__table__.columns  # pyright: ignore[reportAttributeAccessIssue]
    if column.name not in ("id", "title", "category", "start_at", "end_at", "status", "town_id", "town_name")
    and not column.computed
]
FILL = f"""
    WITH one AS (SELECT * FROM event LIMIT 1),
         place AS (SELECT id, name, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS many FROM town)
    INSERT INTO event
        (id, title, category, start_at, end_at, status, town_id, town_name, {", ".join(COPIED)})
    SELECT gen_random_uuid(), 'Night ' || n || CASE WHEN n % 100 = 0 THEN ' kazoo' ELSE '' END,
           CASE WHEN n % 50 = 0 THEN 'jam' ELSE 'music' END,
           one.start_at + n * interval '1 hour', one.end_at + n * interval '1 hour',
           CASE WHEN n <= {LIVE} THEN 'published' ELSE 'archived' END,
           place.id, place.name, {", ".join(f"one.{column}" for column in COPIED)}
    FROM generate_series(1, {STORED}) AS n CROSS JOIN one JOIN place ON place.nth = n % place.many
"""
VENUES = """
    INSERT INTO venue (id, name, slug, address, postcode)
    SELECT gen_random_uuid(), 'Venue ' || n, 'venue-' || n, '', '' FROM generate_series(0, 49) AS n
"""
HELD_AT = """
    UPDATE event SET venue_id = venue.id, venue_name = venue.name FROM venue
    WHERE venue.slug = 'venue-' || abs(mod(hashtext(event.id::text), 50))
"""


async def plan(session: Session, **asked: Any) -> str:
    """How PostgreSQL would go about the very statement that a search sends."""
    return await plan_of(session, listings.search(session, matching(now=NOW, **asked), after=None, limit=25))


async def plan_of(session: Session, asking: Awaitable[Any]) -> str:
    """How PostgreSQL would go about the one statement that is sent."""
    sent: list[Any] = []
    connection = await session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    await asking
    event.remove(connection.sync_connection, "before_cursor_execute", note)
    ((statement, parameters),) = sent
    lines = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
    return "\n".join(lines.scalars())


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "ix_event_live_start"),
        ({"town": "witney"}, "ix_event_live_town"),
        ({"categories": ["jam"]}, "ix_event_live_category"),
        ({"words": "kazoo"}, "ix_event_live_search"),
    ],
)
async def test_a_search_reads_an_index_of_live_nights(session: Session, asked: dict[str, str], index: str):
    await keep(session, night(start_at=NOW, title="First"))
    await session.exec(text(FILL))  # pyright: ignore[reportCallIssue, reportArgumentType]
    await session.exec(text("ANALYZE event"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    found = await plan(session, **asked)
    assert index in found
    assert "Seq Scan on event" not in found


@pytest.mark.parametrize("asked", [{}, {"town": "witney"}, {"categories": ["jam"]}, {"words": "night"}])
@pytest.mark.parametrize("chosen", [0, 5])
async def test_featured_nights_are_found_without_reading_the_others(
    session: Session, asked: dict[str, Any], chosen: int
):
    await keep(session, night(start_at=NOW, title="First"))
    choose = "UPDATE event SET featured = true, featured_until = now() + interval '1 year' WHERE title ~ "
    for statement in (FILL, f"{choose} '^Night [1-{chosen}]$'" if chosen else "SELECT 1", "ANALYZE event"):
        await session.exec(text(statement))  # pyright: ignore[reportCallIssue, reportArgumentType]
    condition = matching(now=NOW, **asked)
    found = await plan_of(session, listings.featured(session, condition, limit=3))
    assert "ix_event_featured" in found
    assert "Seq Scan on event" not in found


async def test_nights_are_counted_by_town_and_kind_without_reading_them(database: db.Database):
    async with db.transaction() as session:
        await keep(session, night(start_at=NOW, title="First"))
        await session.exec(text(FILL))  # pyright: ignore[reportCallIssue, reportArgumentType]
    async with db.reading() as session:
        await session.exec(text("VACUUM ANALYZE event"))  # pyright: ignore[reportCallIssue, reportArgumentType]
        found = await plan_of(session, listings.tally(session, matching(now=NOW), limit=5001))
    assert "Index Only Scan using ix_event_live_start" in found


async def test_no_search_is_planned_once_for_all_words(database: db.Database):
    """A plan for any words knows nothing of how rare these are: at 100,000 events five times as slow."""
    condition = matching(now=NOW, words="kazoo night")
    async with db.reading() as session:
        for _ in range(20):  # psycopg prepares at the sixth, PostgreSQL thinks again after five of its own
            await listings.search(session, condition, after=None, limit=25)
        plans = "SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements"
        generic, custom = (await session.exec(text(plans))).one()  # pyright: ignore
    assert custom > 0, "nothing was prepared, so this test proves nothing"
    assert generic == 0


async def test_a_search_for_words_asks_nothing_of_the_dates_statistics(session: Session):
    """The planner takes "live" and "yet to come" for independent, though nearly all that is live is yet to come:
    it would expect hardly a row, and go another way."""
    await keep(session, night(start_at=NOW, title="First"))
    await session.exec(text(FILL))  # pyright: ignore[reportCallIssue, reportArgumentType]
    await session.exec(text("ANALYZE event"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    found = await plan(session, words="night")
    assert "GREATEST(end_at" in found, "what is over must not be shown"
    assert not re.search(r"(start|end)_at >", found)
    expected = max(int(rows) for rows in re.findall(r"rows=(\d+)", found))
    assert expected >= LIVE / 3


async def among_venues(session: Session) -> Any:
    """One night as a query brings it, among all those, at fifty venues."""
    shown = night(start_at=NOW + timedelta(days=9), **await in_town(session, "witney"))
    await keep(session, shown)
    for statement in ("SET LOCAL statement_timeout = 0", FILL, VENUES, HELD_AT, "ANALYZE event"):
        await session.exec(text(statement))  # pyright: ignore[reportCallIssue, reportArgumentType]
    return await listings.find(session, shown.id)


async def test_more_at_a_registered_venue_reads_an_index(session: Session):
    shown = await among_venues(session)
    assert shown.venue_slug
    found = await plan_of(session, related.at_venue(session, shown, now=NOW))
    assert re.search("ix_event_(venue_start|live_)", found)
    assert "Seq Scan on event" not in found


async def test_more_at_any_other_venue_reads_an_index_of_live_nights(session: Session):
    shown = SimpleNamespace(**(await among_venues(session))._asdict() | {"venue_id": None})
    found = await plan_of(session, related.at_venue(session, shown, now=NOW))
    assert "ix_event_live_" in found
    assert "Seq Scan on event" not in found


async def test_more_that_night_reads_an_index_of_live_nights(session: Session):
    shown = await among_venues(session)
    window = (NOW + timedelta(days=9), NOW + timedelta(days=10))
    found = await plan_of(session, related.that_night(session, shown, now=NOW, window=window))
    assert "ix_event_live_" in found
    assert "Seq Scan on event" not in found


async def test_looking_for_due_mail_reads_the_queue_and_nothing_else(session: Session):
    sent = """
        INSERT INTO outbox
            (id, kind, recipient, subject, text, html, reply_to, state, attempts, last_error, sent_at)
        SELECT gen_random_uuid(), 'old', 'old@example.org', '', '', '', '', 'sent', 1, '', now()
        FROM generate_series(1, 5000)
    """
    await session.exec(text(sent))  # pyright: ignore[reportCallIssue, reportArgumentType]
    await session.exec(text("ANALYZE outbox"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    found = await plan_of(session, outbox.claim(session, now=NOW, until=NOW, limit=1))
    assert "ix_outbox_queue" in found
    assert "Seq Scan on outbox" not in found


async def test_an_organisers_own_nights_are_found_by_index(database: db.Database):
    async with db.transaction() as session:
        account = Account(email="robin@example.org")
        await keep(session, night(start_at=NOW), account)
        await session.exec(text(FILL))  # pyright: ignore[reportCallIssue, reportArgumentType]
        others = "UPDATE event SET organiser_email = id || '@example.org'"
        await session.exec(text(others))  # pyright: ignore[reportCallIssue, reportArgumentType]
        await session.exec(text("ANALYZE event"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    async with db.reading() as session:
        found = await plan_of(session, own_nights.of_account(session, account.id, now=NOW, limit=21))
    assert "ix_event_organiser_email" in found
    assert "ix_event_account_id" in found
    assert "Seq Scan on event" not in found


async def among_many_that_wait(session: Session) -> list[Any]:
    """Some of five hundred nights that wait, among all those."""
    await keep(session, night(start_at=NOW, title="First"))
    waits = "UPDATE event SET status = 'pending', queued_at = now() WHERE title ~ '^Night [1-4]?[0-9]?[0-9]$'"
    people = "UPDATE event SET organiser_email = 'o' || abs(mod(hashtext(id::text), 2000)) || '@example.org'"
    for statement in (FILL, waits, people, "ANALYZE event"):
        await session.exec(text(statement))  # pyright: ignore[reportCallIssue, reportArgumentType]
    found = await queue.page(session, is_held=False, newest_first=True, after=None, limit=20)
    assert len(found) == 20
    return [one.id for one in found]


async def test_the_queue_reads_the_index_of_what_waits(session: Session):
    await among_many_that_wait(session)
    for asking in (
        queue.page(session, is_held=False, newest_first=True, after=None, limit=21),
        queue.page(session, is_held=True, newest_first=False, after=(False, NOW, UUID(int=1)), limit=21),
        queue.count(session),
    ):
        found = await plan_of(session, asking)
        assert "ix_event_queue" in found
        assert "Seq Scan on event" not in found


async def test_what_stands_beside_a_page_of_the_queue_reads_indexes(session: Session):
    events = await among_many_that_wait(session)
    for asking in (
        queue.alike(session, events),
        queue.history(session, events),
        queue.last_seen(session, events),
    ):
        assert "Seq Scan on event" not in await plan_of(session, asking)


async def test_moderators_find_a_mistyped_name_by_an_index(session: Session):
    await keep(session, night(start_at=NOW, title="First"))
    await session.exec(text(FILL))  # pyright: ignore[reportCallIssue, reportArgumentType]
    await session.exec(text("ANALYZE event"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    for as_reads_are in ("enable_seqscan = off", "random_page_cost = 1.1"):  # openmic.db.READING
        await session.exec(text(f"SET LOCAL {as_reads_are}"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    asking = desk.found(session, condition=desk.like("kazzoo"), status="", before=None, limit=51)
    found = await plan_of(session, asking)
    assert "ix_event_names" in found
    assert "Seq Scan on event" not in found
    assert "organiser_email" not in found


async def as_a_read(session: Session) -> None:
    for as_reads_are in ("enable_seqscan = off", "random_page_cost = 1.1"):  # openmic.db.READING
        await session.exec(text(f"SET LOCAL {as_reads_are}"))  # pyright: ignore[reportCallIssue, reportArgumentType]


async def test_the_directory_reads_only_nights_to_come(session: Session):
    await among_venues(session)
    await as_a_read(session)
    towns = await plan_of(session, directory.towns(session, now=NOW))
    assert "ix_event_live_town" in towns
    venues = await plan_of(session, directory.venues(session, now=NOW, town="", letters=["V"]))
    assert "ix_event_venue_start" in venues
    for found in (towns, venues):
        assert "Seq Scan on event" not in found


async def test_a_venues_past_is_read_by_an_index(session: Session):
    shown = await among_venues(session)
    await as_a_read(session)
    asking = directory.regulars(session, shown.venue_id, now=NOW, least=2, limit=10)
    assert "ix_event_venue_start" in await plan_of(session, asking)
    at = directory.venue(session, shown.venue_slug)
    assert "Seq Scan" not in await plan_of(session, at)


async def test_moderators_find_venues_that_are_alike_by_an_index(session: Session):
    await session.exec(text(VENUES.replace("0, 49", "0, 1999").replace("'Venue ' || n", "md5(n::text)")))  # pyright: ignore
    await session.exec(text("ANALYZE venue"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    await as_a_read(session)
    found = await venue_desk.found(session, words="", town="", doubles=False, after=None, limit=51)
    asking = venue_desk.alike(session, [one.id for one in found])
    assert "ix_venue_name" in await plan_of(session, asking)
