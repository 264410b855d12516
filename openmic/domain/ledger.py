"""Who does what is due, once: the ledger of jobs and periods, shared by any number of processes.

Whoever inserts a period's row has it, for as long as the lease; after that anybody may go on with it. Every piece
of work may be done twice without harm, so it does not matter where the one before was cut off.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openmic.db import Session
from openmic.domain import schedules
from openmic.domain.schedules import Period, Schedule
from openmic.log import hide
from openmic.models import JobRun
from openmic.queries import job_runs

LEASE = timedelta(seconds=60)  # a piece of work takes a few seconds at most
TRIES = 10  # over some four hours
LONGEST_WAIT = timedelta(hours=1)
SKIPPED_AT_MOST = 5  # periods written down after a long absence


@dataclass(frozen=True)
class Plan:
    """What is done by the clock. Missed, it is caught up until `catch_up` is over, or the next one is due."""

    name: str
    about: str
    schedule: Schedule
    catch_up: timedelta | None = None

    def is_too_late(self, period: Period, now: datetime) -> bool:
        """Whether a period is not to be begun any more."""
        return self.catch_up is not None and now - period.due_at > self.catch_up


@dataclass(frozen=True)
class Run:
    """A period that is this caller's. `attempt` tells it from whoever takes it over."""

    job: str
    period: str
    attempt: int


async def claim(session: Session, plan: Plan, *, now: datetime, lease: timedelta = LEASE) -> Run | None:
    """Takes what is due of a job, if anything is and nobody has it. Only the last period is ever done.

    Those that were missed before it are written down as skipped, and so is the last one when it is too late.
    """
    due = schedules.latest(plan.schedule, now)
    row = await job_runs.find(session, plan.name, due.name)
    if row and not is_free(row, now=now):
        return None
    if plan.is_too_late(due, now):
        await _leave(session, plan, due, now=now)
        return None
    run = await take(session, plan, due, now=now, lease=lease)
    if run and run.attempt == 1:
        await _leave(session, plan, schedules.before(plan.schedule, due), now=now)
    return run


async def take(
    session: Session, plan: Plan, due: Period, *, now: datetime, lease: timedelta = LEASE, again: bool = False
) -> Run | None:
    """Takes this period, if nobody has it and it is not done; `again` also takes one that is done or given up."""
    attempt = await job_runs.take(
        session, plan.name, due.name, due_at=due.due_at, now=now, until=now + lease, again=again
    )
    return Run(plan.name, due.name, attempt) if attempt else None


def is_free(row: JobRun, *, now: datetime) -> bool:
    """Whether a period may be taken over: its lease ran out, or its next try is due."""
    return row.leased_until is not None and row.leased_until <= now


async def extend(session: Session, run: Run, *, rows: int, now: datetime, lease: timedelta = LEASE) -> bool:
    """Writes down a piece of work and keeps the period a while longer; False if somebody else has it by now."""
    return await job_runs.change(
        session, run.job, run.period, run.attempt, leased_until=now + lease, more=rows
    )


async def finish(session: Session, run: Run, *, now: datetime) -> None:
    """Nothing is left to do."""
    await job_runs.change(
        session, run.job, run.period, run.attempt, state="done", finished_at=now, leased_until=None
    )


async def give_back(session: Session, run: Run, *, now: datetime) -> None:
    """Lets another process go on at once: this one stops."""
    await job_runs.change(session, run.job, run.period, run.attempt, leased_until=now)


async def fail(session: Session, run: Run, fault: Exception, *, now: datetime) -> bool:
    """Writes down a fault. It is tried again after a while; False if it has been tried often enough."""
    is_over = run.attempt >= TRIES
    await job_runs.change(
        session,
        run.job,
        run.period,
        run.attempt,
        state="failed",
        finished_at=now,
        leased_until=None if is_over else now + wait_after(run.attempt),
        error=reason_of(fault),
    )
    return not is_over


def wait_after(attempt: int) -> timedelta:
    """How long a job that failed is left alone: doubled each time from a minute on, an hour at most."""
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(attempt - 1, 10)))


def reason_of(fault: Exception) -> str:
    """A fault on one line, with no address in it, nor the values of a statement (the log has its traceback)."""
    said = str(getattr(fault, "orig", None) or fault).strip().partition("\n")[0]
    return str(hide(f"{type(fault).__name__}: {said}" if said else type(fault).__name__))[:300]


async def _leave(session: Session, plan: Plan, last: Period, *, now: datetime) -> None:
    """Settles everything up to this period: what was left half done, and what nobody began."""
    await job_runs.close(session, plan.name, until=last.due_at, now=now)
    known = await job_runs.last_due(session, plan.name, until=last.due_at)
    missed = last
    for _ in range(SKIPPED_AT_MOST):
        if known is None or missed.due_at <= known:
            break
        await job_runs.skip(session, plan.name, missed.name, due_at=missed.due_at, now=now)
        missed = schedules.before(plan.schedule, missed)
