"""Reading and writing the ledger: one row for each job and period."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlmodel import col, select, update

from openmic.db import Session
from openmic.models import JobRun
from openmic.models.choices import RunState

UNFINISHED = (RunState.RUNNING, RunState.FAILED)


async def find(session: Session, job: str, period: str) -> JobRun | None:
    """One row."""
    wanted = select(JobRun).where(col(JobRun.job) == job, col(JobRun.period) == period).limit(1)
    return (await session.exec(wanted)).first()


async def take(
    session: Session, job: str, period: str, *, due_at: datetime, now: datetime, until: datetime, again: bool
) -> int | None:
    """Begins a period, or takes over one whose lease ran out; None if it is somebody's or settled.

    `again` also begins one that is settled. Returns which attempt this is.
    """
    begun = {"state": RunState.RUNNING, "started_at": now, "leased_until": until}
    new = insert(JobRun).values(job=job, period=period, due_at=due_at, attempts=1, rows=0, error="", **begun)
    is_free: Any = col(JobRun.leased_until) <= now
    afresh: dict[str, Any] = {}
    if again:
        is_free, afresh = is_free | (col(JobRun.state) != RunState.RUNNING), {"rows": 0, "error": ""}
    taken = new.on_conflict_do_update(
        index_elements=["job", "period"],
        set_={**begun, **afresh, "finished_at": None, "attempts": col(JobRun.attempts) + 1},
        where=is_free,
    ).returning(col(JobRun.attempts))
    return (await session.exec(taken)).scalar_one_or_none()  # pyright: ignore


async def change(
    session: Session, job: str, period: str, attempt: int, *, more: int = 0, **values: Any
) -> bool:
    """Changes a row that is still this attempt's, adding to its `rows`; False if it is not."""
    mine = (
        col(JobRun.job) == job,
        col(JobRun.period) == period,
        col(JobRun.attempts) == attempt,
        col(JobRun.state) == RunState.RUNNING,
    )
    changed = update(JobRun).where(*mine).values(rows=col(JobRun.rows) + more, **values)
    return (await session.exec(changed)).rowcount == 1


async def close(session: Session, job: str, *, until: datetime, now: datetime) -> None:
    """Settles what was left unfinished of the periods due until then, and what waits there for another try."""
    left = (
        col(JobRun.job) == job,
        col(JobRun.due_at) <= until,
        col(JobRun.state).in_(UNFINISHED),
        col(JobRun.leased_until) <= now,
    )
    state = case((col(JobRun.state) == RunState.RUNNING, RunState.SKIPPED), else_=col(JobRun.state))
    await session.exec(update(JobRun).where(*left).values(state=state, finished_at=now, leased_until=None))


async def last_due(session: Session, job: str, *, until: datetime) -> datetime | None:
    """When the last period of a job that the ledger knows was due, up to then."""
    known = select(func.max(col(JobRun.due_at))).where(col(JobRun.job) == job, col(JobRun.due_at) <= until)
    return (await session.exec(known)).one()


async def skip(session: Session, job: str, period: str, *, due_at: datetime, now: datetime) -> None:
    """Writes down that nobody did this, unless somebody has written something of it."""
    values = {"job": job, "period": period, "due_at": due_at, "state": RunState.SKIPPED, "finished_at": now}
    new = insert(JobRun).values(attempts=0, rows=0, error="", **values)
    await session.exec(new.on_conflict_do_nothing())


async def newest(session: Session, jobs: Sequence[str], *states: RunState) -> Sequence[JobRun]:
    """The newest row of each job, of those in these states if any are named."""
    wanted = select(JobRun).ext(distinct_on(col(JobRun.job))).where(col(JobRun.job).in_(jobs))
    if states:
        wanted = wanted.where(col(JobRun.state).in_(states))
    ordered = wanted.order_by(col(JobRun.job), col(JobRun.due_at).desc())
    return (await session.exec(ordered.limit(len(jobs)))).all()


async def faults(session: Session, jobs: Sequence[str], *, since: datetime) -> Sequence[Any]:
    """For each job that failed since then: in how many periods (`failed`), and `error`, the last reason."""
    reasons = func.array_agg(col(JobRun.error)).aggregate_order_by(col(JobRun.due_at).desc())
    counted = (
        select(col(JobRun.job), func.count().label("failed"), reasons.label("errors"))
        .where(col(JobRun.job).in_(jobs), col(JobRun.due_at) >= since, col(JobRun.error) != "")
        .group_by(col(JobRun.job))
        .limit(len(jobs))
    )
    return (await session.exec(counted)).all()
