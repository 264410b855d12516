"""A search in the database: as the site runs it, and its bare SQL as the least it can cost."""

import time
from collections.abc import Sequence
from typing import Any

import psycopg
from sqlalchemy import event

from benchmarks.figures import Timing, timing
from benchmarks.filling import driver_url
from openmic import db
from openmic.domain import listings
from openmic.views import criteria

ROUNDS = 300


async def searches(url: str, addresses: Sequence[str]) -> tuple[Timing, Timing]:
    """How long `domain.listings.search` takes for these addresses in turn, and its statements alone."""
    database = db.Database(url, pool=1)
    wanted = [criteria.at(address) for address in addresses]
    took: list[float] = []
    sent: list[tuple[str, Any]] = []
    async with database.reading() as session:
        for one in wanted:
            await listings.search(session, one)
        connection = (await session.connection()).sync_connection

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            sent.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        per_search: list[list[tuple[str, Any]]] = []
        for one in wanted:
            sent.clear()
            await listings.search(session, one)
            per_search.append(list(sent))
        event.remove(connection, "before_cursor_execute", note)
        for number in range(ROUNDS):
            before = time.perf_counter()
            await listings.search(session, wanted[number % len(wanted)])
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
