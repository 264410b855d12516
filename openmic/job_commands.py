"""`openmic job ...`: what is done by the clock, seen and done by hand; the site may run meanwhile."""

import asyncio
from typing import Annotated

import typer

from openmic import clock, db, errors, migrate, serving, settings
from openmic.adapters import storage
from openmic.domain import ledger, schedules, upkeep
from openmic.domain.schedules import Period
from openmic.jobs import periods
from openmic.jobs.job import Job
from openmic.jobs.timetable import jobs
from openmic.terminal import say

app = typer.Typer(help="What the site does by the clock.", no_args_is_help=True)


class NotDone(errors.Refusal):
    """The job did not come to its end."""

    advice = "It failed and is tried again later, by itself. `openmic job list` says why."


@app.command(name="list")
def list_all() -> None:
    """Say of each job when it is done, how its last run went, and when the next one is."""
    with serving.database(settings.current(), say) as url:
        migrate.upgrade(url)
        for line in asyncio.run(_lines(url)):
            typer.echo(line)


@app.command()
def run(
    name: Annotated[str, typer.Argument(help="Its name, as `openmic job list` says it")],
    again: Annotated[bool, typer.Option("--again", help="Also if it was done, or given up, already")] = False,
) -> None:
    """Do now what is due of a job, to its end, if nobody has done it. Also what is too late for the clock."""
    chosen = settings.current()
    job = next((one for one in jobs(chosen) if one.name == name), None)
    if not job:
        known = ", ".join(one.name for one in jobs(chosen))
        raise errors.NotFound(f"There is no job of that name. There are: {known}.")
    storage.open_(chosen)
    with serving.database(chosen, say) as url:
        migrate.upgrade(url)
        say(asyncio.run(_run(url, job, again=again)))


async def _lines(url: str) -> list[str]:
    async with serving.one_session(url, read_only=True) as session:
        return await upkeep.listed(session, jobs(settings.current()))


async def _run(url: str, job: Job, *, again: bool) -> str:
    """What was done, in words. Raises NotDone."""
    due = schedules.latest(job.schedule, clock.now())
    opened = db.open_(url, pool=2)
    try:
        async with db.transaction() as session:
            run = await ledger.take(session, job, due, now=clock.now(), again=again)
        if not run:
            told = await _outcome(job, due)
            return f"{told} Nothing was done now{'.' if again else '; --again does it once more.'}"
        if not await periods.work(job, run, asyncio.Event()):
            raise NotDone
        return await _outcome(job, due)
    finally:
        await opened.close()


async def _outcome(job: Job, due: Period) -> str:
    async with db.reading() as session:
        return await upkeep.outcome(session, job, due)
