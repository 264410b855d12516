"""How the site keeps itself going: what was done by the clock, and what comes next."""

from collections.abc import Sequence
from datetime import timedelta

from openmic import clock
from openmic.db import Session
from openmic.domain import schedules
from openmic.domain.ledger import Plan
from openmic.domain.schedules import Period
from openmic.models import RunState
from openmic.queries import job_runs, unsent
from openmic.views import jobs
from openmic.views.jobs import Standing

LATELY = timedelta(days=7)


async def look(session: Session, plans: Sequence[Plan]) -> jobs.JobsPage:
    """Every job, and how mail stands."""
    now = clock.now()
    return jobs.page(await standings(session, plans), await unsent.backlog(session, now=now), now)


async def listed(session: Session, plans: Sequence[Plan]) -> list[str]:
    """A line for each job."""
    now = clock.now()
    return [jobs.summary(one, now) for one in await standings(session, plans)]


async def outcome(session: Session, plan: Plan, due: Period) -> str:
    """What has become of a job's period, in a sentence."""
    return jobs.outcome(due.name, await job_runs.find(session, plan.name, due.name))


async def standings(session: Session, plans: Sequence[Plan]) -> list[Standing]:
    """Each job as the ledger has it."""
    now, names = clock.now(), [plan.name for plan in plans]
    newest = {row.job: row for row in await job_runs.newest(session, names)}
    done = {row.job: row for row in await job_runs.newest(session, names, RunState.DONE)}
    faults = {row.job: row for row in await job_runs.faults(session, names, since=now - LATELY)}
    found = []
    for plan in plans:
        due = schedules.latest(plan.schedule, now)
        row, fault = newest.get(plan.name), faults.get(plan.name)
        found.append(
            Standing(
                plan,
                due.due_at,
                schedules.after(plan.schedule, due).due_at,
                row=row if row and row.period == due.name else None,
                done=done.get(plan.name),
                failed=fault.failed if fault else 0,
                errors=fault.errors if fault else (),
                is_too_late=plan.is_too_late(due, now),
                is_known=row is not None,
            )
        )
    return found
