"""Connections and transactions: the one place that commits.

Two pools. *Reading* is read-only and in autocommit, so that no GET can change anything (TRUST T12) and a
public list costs one round trip. *Writing* is one transaction per request, handler call, job or command.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from sqlalchemy import event
from sqlalchemy.exc import InterfaceError, InvalidatePoolError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from openmic import errors

log = structlog.get_logger()

# Partial indexes need the planner to see the values: never a generic plan (docs/decisions/0004).
COMMON = (
    "-c timezone=UTC -c plan_cache_mode=force_custom_plan -c statement_timeout=2000 -c lock_timeout=1000"
    " -c pg_trgm.similarity_threshold=0.25"  # a mistyped word of six letters shares no more
    " -c pg_trgm.word_similarity_threshold=0.4"  # "wheatsehaf" in a night's names
)
# Nor does a public read ever want the whole table, though a bad guess of how many rows match may say so.
READING = COMMON + " -c default_transaction_read_only=on -c enable_seqscan=off -c random_page_cost=1.1"
RESTED = 1.0  # seconds unused after which a connection is asked whether it still stands
QUIET = 5  # seconds between two lines about a database that is away

HELD_BY_OTHERS = ("55P03", "40P01")  # a lock that was not had in time, a ring of waiting

Session = AsyncSession


class Database:
    """The pools of one process. Make it once, `close()` it at the end."""

    def __init__(self, url: str, *, pool: int = 10) -> None:
        def engine(options: str, **more: object) -> AsyncEngine:
            made = create_async_engine(
                url,
                pool_size=pool,
                max_overflow=0,
                pool_timeout=3,
                connect_args={"options": options, "connect_timeout": 3},
                **more,
            )
            _ask_after_a_rest(made)
            return made

        self._reading = engine(READING, isolation_level="AUTOCOMMIT")
        self._writing = engine(COMMON)
        self._complain_after = 0.0

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A session that can only look. Raises errors.Unavailable when the database is away."""
        async with self._session(self._reading) as session:
            yield session

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """A session whose changes stand when the block ends well, and not at all otherwise."""
        async with self._session(self._writing) as session:
            yield session
            await session.commit()

    async def close(self) -> None:
        """Gives back every connection."""
        await self._reading.dispose()
        await self._writing.dispose()

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncIterator[Session]:
        try:
            async with AsyncSession(engine, expire_on_commit=False) as session:
                yield session
        except (OperationalError, InterfaceError, PoolExhausted) as error:
            if getattr(getattr(error, "orig", None), "sqlstate", "") in HELD_BY_OTHERS:
                raise errors.Busy from error
            self._complain(error)
            raise errors.Unavailable from error

    def _complain(self, error: SQLAlchemyError) -> None:
        """One line says why, and not again for every request that waits for the same thing."""
        if time.monotonic() >= self._complain_after:
            self._complain_after = time.monotonic() + QUIET
            # the driver's words; SQLAlchemy's own would add the statement and its values
            log.error("the database does not answer", reason=str(getattr(error, "orig", None) or error))


def _ask_after_a_rest(engine: AsyncEngine) -> None:
    # a busy site would spend a third of its time on asking connections that have just answered
    used_at = "used_at"

    def note(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[used_at] = time.monotonic()

    def ask(connection: Any, record: ConnectionPoolEntry, _fairy: PoolProxiedConnection) -> None:
        if time.monotonic() - record.info.get(used_at, time.monotonic()) < RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as gone:
            raise InvalidatePoolError from gone  # the server has restarted: the others are gone as well

    event.listen(engine.sync_engine, "checkin", note)
    event.listen(engine.sync_engine, "checkout", ask)


_opened: list[Database] = []


def open_(url: str, *, pool: int = 10) -> Database:
    """Makes this the process's database, for `reading()` and `transaction()` below."""
    _opened[:] = [Database(url, pool=pool)]
    return _opened[0]


def reading():
    """`Database.reading` of the process's database."""
    return _current().reading()


def transaction():
    """`Database.transaction` of the process's database."""
    return _current().transaction()


def _current() -> Database:
    if not _opened:
        raise errors.Unavailable
    return _opened[0]
