"""Runs the timetable while the site runs: the only user of apscheduler."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from openmic import errors
from openmic.jobs.timetable import Job

log = structlog.get_logger()

FINISHING = 10.0  # seconds for what is under way when the site stops
PATIENT = {"misfire_grace_time": None, "coalesce": True}  # a busy second costs no run (docs/decisions/0010)

# it would say each second what runs, and that a job is still at work
logging.getLogger("apscheduler").setLevel("ERROR")


@asynccontextmanager
async def working(jobs: Sequence[Job]) -> AsyncIterator[None]:
    """Does the jobs in the background. At the end each finishes the piece it is at, and begins no other."""
    stopping = asyncio.Event()
    under_way: set[asyncio.Task[None]] = set()

    async def turn(job: Job) -> None:
        task = asyncio.create_task(_work(job, stopping), name=job.name)
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        with suppress(asyncio.CancelledError):  # as it stops, the scheduler drops what it runs;
            await asyncio.shield(task)  # the piece itself is finished

    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=PATIENT)
    for job in jobs:
        scheduler.add_job(
            turn, "interval", [job], seconds=job.seconds, max_instances=job.at_once, name=job.name
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


async def _work(job: Job, stopping: asyncio.Event) -> None:
    """Piece by piece until nothing is left to do. A fault is logged and ends this turn, not the next."""
    try:
        while not stopping.is_set() and await job.run():
            pass
    except errors.Unavailable:
        pass  # the database is away, and the log says so
    except Exception:
        log.exception("job failed", job=job.name)
