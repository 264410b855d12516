"""What is due is done once, by whoever comes first; what was missed is caught up in time, and told."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from openmic import db, errors
from openmic.domain import ledger
from openmic.domain.ledger import LEASE, Plan, Run
from openmic.domain.schedules import Hourly, Weekly
from openmic.models import RunState
from tests.jobs.doing import NINE, rows

pytestmark = pytest.mark.usefixtures("database")
PLAN = Plan("digest", "Writes the weekly mail", Weekly("mon", 9), catch_up=timedelta(hours=36))
SECOND = timedelta(seconds=1)


async def claim(now: datetime, plan: Plan = PLAN) -> Run | None:
    async with db.transaction() as session:
        return await ledger.claim(session, plan, now=now)


async def done(now: datetime, plan: Plan = PLAN) -> None:
    run = await claim(now, plan)
    assert run
    async with db.transaction() as session:
        await ledger.finish(session, run, now=now)


async def states() -> list[tuple[str, str]]:
    return [(row.period, row.state.value) for row in await rows()]


async def test_of_many_at_once_one_has_it() -> None:
    runs = await asyncio.gather(*(claim(NINE) for _ in range(8)))
    assert [run for run in runs if run] == [Run("digest", "2026-W48", 1)]


async def test_it_is_nobody_elses_until_the_lease_runs_out() -> None:
    assert await claim(NINE)
    assert await claim(NINE + LEASE - SECOND) is None
    taken_over = await claim(NINE + LEASE)
    assert taken_over == Run("digest", "2026-W48", 2)
    assert await states() == [("2026-W48", "running")]


async def test_each_piece_keeps_it_longer_and_counts() -> None:
    run = await claim(NINE)
    assert run
    for piece in range(3):
        async with db.transaction() as session:
            assert await ledger.extend(session, run, rows=500, now=NINE + piece * LEASE / 2)
    assert await claim(NINE + LEASE + SECOND) is None
    async with db.transaction() as session:
        await ledger.finish(session, run, now=NINE + LEASE)
    [row] = await rows()
    assert (row.state, row.rows, row.finished_at) == (RunState.DONE, 1500, NINE + LEASE)
    assert await claim(NINE + timedelta(hours=5)) is None


async def test_who_comes_back_too_late_changes_nothing_of_what_another_does() -> None:
    slow = await claim(NINE)
    quick = await claim(NINE + LEASE)
    assert slow
    assert quick
    async with db.transaction() as session:
        assert not await ledger.extend(session, slow, rows=500, now=NINE + LEASE)
        await ledger.finish(session, slow, now=NINE + LEASE)
        await ledger.give_back(session, slow, now=NINE)
        await ledger.fail(session, slow, RuntimeError("late"), now=NINE + LEASE)
    [row] = await rows()
    assert (row.state, row.attempts, row.rows, row.error) == (RunState.RUNNING, 2, 0, "")
    assert row.leased_until == NINE + 2 * LEASE


async def test_who_stops_lets_another_go_on_at_once() -> None:
    run = await claim(NINE)
    assert run
    async with db.transaction() as session:
        await ledger.give_back(session, run, now=NINE + SECOND)
    assert await claim(NINE + SECOND) == Run("digest", "2026-W48", 2)


async def test_a_fault_is_tried_again_after_longer_and_longer_and_given_up_in_the_end() -> None:
    now, waits = NINE, []
    for attempt in range(1, ledger.TRIES + 1):
        run = await claim(now)
        assert run
        assert run.attempt == attempt
        async with db.transaction() as session:
            goes_on = await ledger.fail(session, run, RuntimeError("no paper"), now=now)
        assert goes_on == (attempt < ledger.TRIES)
        [row] = await rows()
        if goes_on:
            assert row.leased_until
            assert await claim(row.leased_until - SECOND) is None
            waits.append(int((row.leased_until - now).total_seconds() // 60))
            now = row.leased_until
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    [row] = await rows()
    assert (row.state, row.leased_until, row.error) == (RunState.FAILED, None, "RuntimeError: no paper")
    assert await claim(now + timedelta(hours=2)) is None
    assert now - NINE < timedelta(hours=36), "it is given up, not too late"


async def test_what_worked_at_the_second_try_still_says_what_was_wrong() -> None:
    run = await claim(NINE)
    assert run
    async with db.transaction() as session:
        await ledger.fail(session, run, ValueError("odd"), now=NINE)
    await done(NINE + timedelta(minutes=1))
    [row] = await rows()
    assert (row.state, row.attempts, row.error) == (RunState.DONE, 2, "ValueError: odd")


def from_the_database() -> IntegrityError:
    words = 'new row violates "ck_x"\nDETAIL: Failing row contains (Robin, robin@example.org).'
    return IntegrityError("INSERT INTO x VALUES (%s)", {"name": "Robin"}, Exception(words))


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (RuntimeError("no mail to robin@example.org"), "RuntimeError: no mail to [address]"),
        (KeyError(), "KeyError"),
        (from_the_database(), 'IntegrityError: new row violates "ck_x"'),
        (errors.Unavailable(), f"Unavailable: {errors.Unavailable.advice}"),
    ],
)
def test_a_reason_is_a_line_without_anybody_in_it(fault: Exception, reason: str) -> None:
    assert ledger.reason_of(fault) == reason
    assert len(ledger.reason_of(RuntimeError("x" * 999))) == 300


@pytest.mark.parametrize("minutes", [0, 120])
async def test_down_from_just_before_nine_until_eleven_it_is_done_once(minutes: int) -> None:
    await done(NINE - timedelta(days=7))
    await done(NINE + timedelta(minutes=minutes))
    assert await claim(NINE + timedelta(minutes=minutes + 1)) is None
    assert await states() == [("2026-W47", "done"), ("2026-W48", "done")]


async def test_down_for_nine_days_the_stale_week_is_skipped_and_the_next_is_done() -> None:
    await done(NINE - timedelta(days=14))
    # down from the Sunday before 2026-W47 until Tuesday of 2026-W48
    await done(NINE + timedelta(hours=25))
    assert await states() == [("2026-W46", "done"), ("2026-W47", "skipped"), ("2026-W48", "done")]


async def test_what_is_too_late_is_skipped_once_and_never_begun() -> None:
    await done(NINE - timedelta(days=14))
    for later in (timedelta(hours=36, seconds=1), timedelta(days=3)):
        assert await claim(NINE + later) is None
        assert await states() == [("2026-W46", "done"), ("2026-W47", "skipped"), ("2026-W48", "skipped")]
    await done(NINE + timedelta(days=7))
    assert (await states())[-1] == ("2026-W49", "done")


async def test_until_then_it_is_caught_up() -> None:
    await done(NINE - timedelta(days=7))
    assert await claim(NINE + timedelta(hours=36))


async def test_on_a_new_site_nothing_was_missed() -> None:
    assert await claim(NINE + timedelta(days=3)) is None
    assert await states() == []


async def test_after_a_long_absence_only_the_last_few_are_written_down() -> None:
    hourly = Plan("archive", "Puts nights away", Hourly())
    await done(NINE - timedelta(days=9), hourly)
    await done(NINE, hourly)
    kept = await states()
    assert [state for _, state in kept] == ["done", *["skipped"] * ledger.SKIPPED_AT_MOST, "done"]
    assert kept[-2] == ("2026-11-23T08", "skipped")


async def test_what_was_left_half_done_is_settled_when_the_next_one_begins() -> None:
    hourly = Plan("archive", "Puts nights away", Hourly())
    assert await claim(NINE, hourly)  # and killed
    run = await claim(NINE + timedelta(hours=1), hourly)
    assert run
    async with db.transaction() as session:
        await ledger.fail(session, run, RuntimeError("no"), now=NINE + timedelta(hours=1, minutes=59))
    assert await claim(NINE + timedelta(hours=2, minutes=1), hourly)
    assert await states() == [
        ("2026-11-23T09", "skipped"),
        ("2026-11-23T10", "failed"),
        ("2026-11-23T11", "running"),
    ]
    assert [row.leased_until is None for row in await rows()] == [True, True, False]


async def test_a_period_that_is_under_way_is_not_settled_by_the_next() -> None:
    hourly = Plan("archive", "Puts nights away", Hourly())
    assert await claim(NINE + timedelta(minutes=59, seconds=50), hourly)
    assert await claim(NINE + timedelta(hours=1), hourly)
    assert [state for _, state in await states()] == ["running", "running"]


async def test_two_jobs_know_nothing_of_each_other() -> None:
    await done(NINE)
    assert await claim(NINE, replace(PLAN, name="other"))
