"""Hears, from PostgreSQL, of every committed change of what the public sees, whichever process made it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import psycopg
import structlog
from sqlalchemy import make_url

log = structlog.get_logger()

CHANNEL = "openmic_changed"  # the triggers of models/changes.py speak on it
LOOK = 10.0  # seconds of silence after which the connection is asked whether it still lives
SHORTEST, LONGEST = 0.2, 5.0  # seconds before the next try, doubled each time


@asynccontextmanager
async def listening(
    url: str, *, heard: Callable[[], object], lost: Callable[[], object]
) -> AsyncIterator[None]:
    """Calls `heard` at each change, and once as soon as it can hear; `lost` when it cannot hear for now."""
    task = asyncio.create_task(_listen(url, heard=heard, lost=lost))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _listen(url: str, *, heard: Callable[[], object], lost: Callable[[], object]) -> None:
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
                    await asyncio.wait_for(connection.execute("SELECT 1"), LOOK)
        except (psycopg.Error, OSError, TimeoutError) as fault:
            log.warning("changes are not heard", reason=str(fault).strip())
        finally:
            lost()
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST)


async def _connect(url: str) -> psycopg.AsyncConnection:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return await psycopg.AsyncConnection.connect(
        address, autocommit=True, connect_timeout=3, application_name="openmic listening"
    )
