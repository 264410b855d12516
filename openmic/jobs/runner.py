"""Runs the timetable while the site runs: the only user of apscheduler, which does no more than tick."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from openmic import clock, errors
from openmic.domain.ledger import LEASE
from openmic.jobs.job import Job, Pump
from openmic.jobs.periods import take_turn

log = structlog.get_logger()

TICK = 30.0  # seconds between two looks at what is due
FINISHING = 10.0  # seconds for what is under way when the site stops
PATIENT = {"misfire_grace_time": None, "coalesce": True}  # a busy second costs no run (docs/decisions/0010)

# it would say each second what runs, and that a job is still at work
logging.getLogger("apscheduler").setLevel("ERROR")


def ticking(jobs: Sequence[Job], *, tick: float = TICK, lease: timedelta = LEASE) -> tuple[Pump, ...]:
    """Jobs as something to look at: each by itself, so that a long one holds up no other."""
    return tuple(Pump(job.name, tick, partial(take_turn, job=job, lease=lease)) for job in jobs)


@asynccontextmanager
async def working(pumps: Sequence[Pump]) -> AsyncIterator[None]:
    """Does these in the background. At the end each finishes the piece it is at, and begins no other."""
    stopping = asyncio.Event()
    under_way: set[asyncio.Task[None]] = set()

    async def turn(pump: Pump) -> None:
        task = asyncio.create_task(_take(pump, stopping), name=pump.name)
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        with suppress(asyncio.CancelledError):  # as it stops, the scheduler drops what it runs;
            await asyncio.shield(task)  # the piece itself is finished

    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=PATIENT)
    for pump in pumps:
        scheduler.add_job(
            turn,
            "interval",
            [pump],
            seconds=pump.seconds,
            next_run_time=clock.now(),  # what was missed meanwhile is not kept waiting
            max_instances=pump.at_once,
            name=pump.name,
        )
    scheduler.start()
    try:
        yield
    finally:
        stopping.set()
        scheduler.shutdown(wait=False)
        if under_way:
            _, late = await asyncio.wait(under_way, timeout=FINISHING)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


async def _take(pump: Pump, stopping: asyncio.Event) -> None:
    """A turn. A fault is logged and ends this one, not the next."""
    try:
        await pump.turn(stopping)
    except (errors.Unavailable, errors.Busy):
        pass  # the database is away or busy, and the log says so
    except Exception:
        log.exception("job failed", job=pump.name)
