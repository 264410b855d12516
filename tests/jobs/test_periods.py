"""A job goes on piece by piece to its end, over faults, stops and the clock's oddest Mondays."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from structlog.testing import capture_logs

from openmic import clock, db, errors
from openmic.domain import outbox, schedules
from openmic.domain.schedules import Hourly, Weekly
from openmic.jobs import periods
from openmic.jobs.job import Job
from openmic.jobs.runner import ticking, working
from openmic.jobs.timetable import jobs
from openmic.models import Mail, RunState
from openmic.settings import Settings
from tests.jobs.doing import NINE, rows
from tests.jobs.test_runner import until
from tests.people import mails

pytestmark = pytest.mark.usefixtures("database")
MONDAY = Weekly("mon", 9)
CATCH_UP = timedelta(hours=36)
SECOND = timedelta(seconds=1)
Piece = Callable[[str], Awaitable[int]]


def weekly(run: Piece) -> Job:
    return Job(name="digest", about="", schedule=MONDAY, catch_up=CATCH_UP, run=run)


async def write(period: str) -> int:
    """What the weekly mail does, for one reader."""
    mail = Mail(
        kind="digest",
        recipient="robin@example.org",
        subject="x",
        text=period,
        html="x",
        dedupe_key=f"digest:{period}",
    )
    async with db.transaction() as session:
        return await outbox.post_many(session, [mail])


async def look(job: Job, *, at: datetime) -> None:
    """What a process does that looks at that moment."""
    with time_machine.travel(at, tick=False):
        await periods.take_turn(asyncio.Event(), job=job)


async def written() -> list[str]:
    return [mail.text for mail in await mails()]


@pytest.mark.parametrize(
    ("day", "hour", "week"),
    [
        ("2026-07-06", 8, "2026-W28"),  # summer
        ("2026-11-23", 9, "2026-W48"),  # winter
        ("2026-03-30", 8, "2026-W14"),  # the day after the clocks went forward
        ("2026-10-26", 9, "2026-W44"),  # the day after they went back
        ("2026-12-28", 9, "2026-W53"),
        ("2027-01-04", 9, "2027-W01"),
    ],
)
async def test_the_weekly_mail_is_written_on_monday_at_nine_in_london(day: str, hour: int, week: str) -> None:
    nine = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    await look(weekly(write), at=nine - timedelta(days=7) + timedelta(hours=1))
    before = len(await written())
    await look(weekly(write), at=nine - SECOND)
    assert len(await written()) == before, "not a second before nine"
    for minutes in (0, 0.5, 1, 60, 60 * 24 * 6):
        await look(weekly(write), at=nine + timedelta(minutes=minutes))
        assert (await written())[before:] == [week], f"{minutes} minutes after nine"


async def test_down_from_08_59_to_eleven_it_is_written_once() -> None:
    await look(weekly(write), at=NINE - timedelta(days=7))
    await look(weekly(write), at=NINE - timedelta(minutes=1))
    for minutes in (120, 121, 180):
        await look(weekly(write), at=NINE + timedelta(minutes=minutes))
    assert await written() == ["2026-W47", "2026-W48"]


@pytest.mark.parametrize("back", [timedelta(hours=25), timedelta(days=2), timedelta(days=6, hours=23)])
async def test_down_for_nine_days_the_stale_week_is_left_out_and_the_next_is_written(back: timedelta) -> None:
    """Away since a Saturday or later of 2026-W46; the Monday of 2026-W47 was missed, and perhaps that of 2026-W48."""
    await look(weekly(write), at=NINE - timedelta(days=14))
    await look(weekly(write), at=NINE + back)
    in_time = ["2026-W48"] if back <= CATCH_UP else []
    assert await written() == ["2026-W46", *in_time]
    states = {row.period: row.state for row in await rows()}
    assert states["2026-W47"] == RunState.SKIPPED
    assert states["2026-W48"] == (RunState.DONE if in_time else RunState.SKIPPED)
    await look(weekly(write), at=NINE + timedelta(days=7))
    assert await written() == ["2026-W46", *in_time, "2026-W49"]


async def test_eight_processes_that_look_at_once_write_it_once() -> None:
    done: list[str] = []

    async def slowly(period: str) -> int:
        done.append(period)
        await asyncio.sleep(0.05)
        return int(len(done) < 3)

    with time_machine.travel(NINE, tick=False):
        turns = [periods.take_turn(asyncio.Event(), job=weekly(slowly)) for _ in range(8)]
        await asyncio.gather(*turns)
    assert done == ["2026-W48"] * 3
    [row] = await rows()
    assert (row.state, row.rows, row.attempts) == (RunState.DONE, 2, 1)


async def test_a_fault_keeps_what_was_done_and_goes_on_later_where_it_was() -> None:
    done: list[int] = []

    async def fragile(_period: str) -> int:
        done.append(len(done))
        if len(done) == 3:
            raise RuntimeError("no paper for robin@example.org")
        return int(len(done) < 6)

    with capture_logs() as lines:
        await look(weekly(fragile), at=NINE)
    assert [(line["event"], line["job"]) for line in lines] == [("job failed", "digest")]
    [row] = await rows()
    assert (row.state, row.rows, row.error) == (RunState.FAILED, 2, "RuntimeError: no paper for [address]")
    await look(weekly(fragile), at=NINE + timedelta(seconds=59))
    assert len(done) == 3
    await look(weekly(fragile), at=NINE + timedelta(seconds=60))
    [row] = await rows()
    assert (row.state, row.rows, row.attempts) == (RunState.DONE, 4, 2)


async def test_a_database_that_is_away_is_no_fault_of_the_job() -> None:
    async def away(_period: str) -> int:
        raise errors.Unavailable

    with capture_logs() as lines:
        await look(weekly(away), at=NINE)
    assert lines == [], "the log knows"
    assert [row.state for row in await rows()] == [RunState.FAILED]


async def test_who_is_told_to_stop_finishes_the_piece_and_leaves_the_rest_to_others() -> None:
    stopping, done = asyncio.Event(), []

    async def piece(_period: str) -> int:
        done.append(len(done))
        if len(done) == 2:
            stopping.set()
        return int(len(done) < 5)

    with time_machine.travel(NINE, tick=False):
        await periods.take_turn(stopping, job=weekly(piece))
    assert len(done) == 2
    await look(weekly(piece), at=NINE)
    assert len(done) == 5
    [row] = await rows()
    assert (row.state, row.rows, row.attempts) == (RunState.DONE, 4, 2)


async def test_who_was_frozen_past_the_lease_begins_no_other_piece() -> None:
    begun: list[str] = []

    async def frozen(_period: str) -> int:
        begun.append("slow")
        await look(weekly(quick), at=NINE + timedelta(seconds=61))
        return 1

    async def quick(_period: str) -> int:
        begun.append("quick")
        return 0

    await look(weekly(frozen), at=NINE)
    assert begun == ["slow", "quick"]
    [row] = await rows()
    assert (row.state, row.attempts) == (RunState.DONE, 2)


async def test_jobs_run_as_soon_as_the_site_does_and_hold_up_no_other() -> None:
    slow, done = asyncio.Event(), []

    async def stuck(_period: str) -> int:
        await slow.wait()
        return 0

    async def other(period: str) -> int:
        done.append(period)
        return 0

    both = [
        Job(name=name, about="", schedule=Hourly(), run=run)
        for name, run in (("stuck", stuck), ("other", other))
    ]
    async with working(ticking(both, tick=3600)):
        await until(lambda: done)
        slow.set()
    assert {row.job: row.state for row in await rows()} == {"stuck": RunState.DONE, "other": RunState.DONE}


@pytest.mark.parametrize("job", jobs(Settings(_env_file=None)), ids=lambda job: job.name)  # pyright: ignore
async def test_every_job_of_the_timetable_comes_to_an_end_also_the_second_time(
    job: Job, pictures: Any
) -> None:
    due = schedules.latest(job.schedule, clock.now())
    for _ in range(2):
        due = schedules.after(job.schedule, due)
        await look(job, at=due.due_at)
    assert [row.state for row in await rows()] == [RunState.DONE] * 2
    assert {row.error for row in await rows()} == {""}
