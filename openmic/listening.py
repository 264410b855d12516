"""Hears, from PostgreSQL, of every committed change of what the public sees, whichever process made it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import psycopg
import structlog
from sqlalchemy import make_url

log = structlog.get_logger()

CHANNEL = "openmic_changed"  # the triggers of models/changes.py speak on it
LOOK = 10.0  # seconds of silence after which the connection is asked whether it still lives
SHORTEST, LONGEST = 0.2, 5.0  # seconds before the next try, doubled each time


class Keeper(Protocol):
    """Somebody who keeps what changes may make wrong."""

    def renew(self) -> None:
        """Something changed, or may have; from now on changes are heard."""

    def stop(self) -> None:
        """Changes cannot be heard for now."""


@asynccontextmanager
async def listening(url: str, *keepers: Keeper) -> AsyncIterator[None]:
    """Tells the keepers of each change, and when changes begin and cease to be heard."""
    task = asyncio.create_task(_listen(url, keepers))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _listen(url: str, keepers: Sequence[Keeper]) -> None:
    def heard() -> None:
        for keeper in keepers:
            keeper.renew()

    wait = SHORTEST
    while True:
        try:
            async with await _connect(url) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                heard()  # nobody knows what happened before
                wait = SHORTEST
                while True:
                    async for _ in connection.notifies(timeout=LOOK):
                        heard()
                    async with asyncio.timeout(LOOK):  # `wait_for` loses a cancellation now and then
                        await connection.execute("SELECT 1")
        except (psycopg.Error, OSError, TimeoutError) as fault:
            log.warning("changes are not heard", reason=str(fault).strip())
        finally:
            for keeper in keepers:
                keeper.stop()
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST)


async def _connect(url: str) -> psycopg.AsyncConnection:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return await psycopg.AsyncConnection.connect(
        address, autocommit=True, connect_timeout=3, application_name="openmic listening"
    )
