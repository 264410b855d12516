"""A job is done for a period: piece by piece, written into the ledger, given up to nobody but the next try."""

from asyncio import Event
from datetime import timedelta

import structlog

from openmic import clock, db, errors
from openmic.domain import ledger
from openmic.domain.ledger import LEASE, Run
from openmic.jobs.job import Job

log = structlog.get_logger()


async def take_turn(stopping: Event, *, job: Job, lease: timedelta = LEASE) -> None:
    """Does what is due of a job, if anything is and nobody else is at it."""
    async with db.transaction() as session:
        run = await ledger.claim(session, job, now=clock.now(), lease=lease)
    if run:
        await work(job, run, stopping, lease=lease)


async def work(job: Job, run: Run, stopping: Event, *, lease: timedelta = LEASE) -> bool:
    """Goes on with a period until nothing is left; says whether it came to its end.

    A fault is written down and the period tried again later. Who stops lets others go on.
    """
    try:
        while not stopping.is_set():
            rows = await job.run(run.period)
            async with db.transaction() as session:
                if not rows:
                    await ledger.finish(session, run, now=clock.now())
                    log.info("job done", job=job.name, period=run.period)
                    return True
                if not await ledger.extend(session, run, rows=rows, now=clock.now(), lease=lease):
                    return False  # somebody has taken over what took too long here
    except Exception as fault:
        if not isinstance(fault, errors.Unavailable | errors.Busy):  # of those the log knows already
            log.exception("job failed", job=job.name, period=run.period)
        async with db.transaction() as session:
            if not await ledger.fail(session, run, fault, now=clock.now()):
                log.error("job given up", job=job.name, period=run.period, tries=run.attempt)
        return False
    async with db.transaction() as session:
        await ledger.give_back(session, run, now=clock.now())
    return False
