"""A search in the database: as the site runs it, and its bare SQL as the least it can cost."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import psycopg
from sqlalchemy import event

from benchmarks.figures import Timing, timing
from benchmarks.filling import driver_url
from openmic import db
from openmic.domain import listings, queue
from openmic.models.columns import uuid7
from openmic.views import criteria, queue_address
from openmic.views.people import Person

ROUNDS = 300


Work = Callable[[db.Session], Awaitable[Any]]


async def searches(url: str, addresses: Sequence[str]) -> tuple[Timing, Timing]:
    """How long `domain.listings.search` takes for these addresses in turn, and its statements alone."""

    def search(address: str) -> Work:
        wanted = criteria.at(address)
        return lambda session: listings.search(session, wanted)

    return await timed(url, [search(address) for address in addresses])


async def queues(url: str) -> tuple[Timing, Timing]:
    """The same for a page of the moderators' queue, newest and oldest first."""
    person = Person(uuid7(), "moderator", is_moderator=True)

    def look(order: str) -> Work:
        at = queue_address.read({"order": order})
        return lambda session: queue.look(session, at, person)

    return await timed(url, [look("newest"), look("oldest")])


async def timed(url: str, wanted: Sequence[Work]) -> tuple[Timing, Timing]:
    """How long these take in turn, and their statements alone."""
    database = db.Database(url, pool=1)
    took: list[float] = []
    sent: list[tuple[str, Any]] = []
    async with database.reading() as session:
        for one in wanted:
            await one(session)
        connection = (await session.connection()).sync_connection

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            sent.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        per_search: list[list[tuple[str, Any]]] = []
        for one in wanted:
            sent.clear()
            await one(session)
            per_search.append(list(sent))
        event.remove(connection, "before_cursor_execute", note)
        for number in range(ROUNDS):
            before = time.perf_counter()
            await wanted[number % len(wanted)](session)
            took.append(time.perf_counter() - before)
    await database.close()
    return timing(took, sum(took)), bare(url, per_search)


def bare(url: str, per_search: Sequence[Sequence[tuple[str, Any]]]) -> Timing:
    """The same statements by the driver alone."""
    took: list[float] = []
    with psycopg.connect(driver_url(url), autocommit=True, options=db.READING) as connection:
        for number in range(ROUNDS):
            before = time.perf_counter()
            for statement, parameters in per_search[number % len(per_search)]:
                connection.execute(statement.encode(), parameters).fetchall()
            took.append(time.perf_counter() - before)
    return timing(took, sum(took))
