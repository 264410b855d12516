"""What happens by the clock goes on whatever happens, and ends tidily."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from openmic import errors
from openmic.jobs import runner
from openmic.jobs.runner import working
from openmic.jobs.timetable import Job, timetable
from openmic.settings import Settings

SOON = 0.02
PATIENCE = 10


async def until(holds: Callable[[], object]) -> None:
    """Returns when it holds; fails when it never does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  (another task makes it so)
            await asyncio.sleep(SOON)


def counting(
    answer: Callable[[int], bool] = lambda run: False,
) -> tuple[list[int], Callable[[], Awaitable[bool]]]:
    runs: list[int] = []

    async def run() -> bool:
        runs.append(len(runs))
        return answer(len(runs))

    return runs, run


async def test_a_job_runs_again_and_again() -> None:
    runs, run = counting()
    async with working([Job("count", SOON, run)]):
        await until(lambda: len(runs) >= 3)


async def test_as_long_as_there_is_more_it_does_not_wait_for_its_turn() -> None:
    runs, run = counting(lambda run: run < 50)
    async with working([Job("count", 0.5, run)]):
        await until(lambda: len(runs) >= 50)


@pytest.mark.parametrize(
    ("fault", "is_logged"), [(RuntimeError("a fault of ours"), True), (errors.Unavailable(), False)]
)
async def test_a_fault_ends_a_turn_and_not_the_job(fault: Exception, is_logged: bool) -> None:
    def fail(run: int) -> bool:
        if run < 3:
            raise fault
        return False

    runs, run = counting(fail)
    other, well = counting()
    with capture_logs() as lines:
        async with working([Job("fragile", SOON, run), Job("sound", SOON, well)]):
            await until(lambda: len(runs) >= 4 and other)
    assert [line["job"] for line in lines if line["event"] == "job failed"] == [
        "fragile",
        "fragile",
    ] * is_logged


async def test_what_is_under_way_is_finished_when_the_site_stops_and_nothing_begun(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, may_end, done = asyncio.Event(), asyncio.Event(), []

    async def long() -> bool:
        begun.set()
        await may_end.wait()
        done.append(True)
        return True  # there is more, but not today

    async def stop() -> None:
        async with working([Job("long", SOON, long)]):
            await begun.wait()

    stopping = asyncio.create_task(stop())
    await begun.wait()
    await asyncio.sleep(SOON)
    assert not stopping.done()
    may_end.set()
    await asyncio.wait_for(stopping, PATIENCE)
    assert done == [True]
    assert caplog.records == [], "stopping is nothing to complain of"


async def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "FINISHING", SOON)
    begun = asyncio.Event()

    async def endless() -> bool:
        begun.set()
        await asyncio.Event().wait()
        return False

    async with asyncio.timeout(PATIENCE), working([Job("endless", SOON, endless)]):
        await begun.wait()


@pytest.mark.parametrize("at_once", [1, 3])
async def test_as_many_are_under_way_as_may_be(at_once: int) -> None:
    now, most, turns = 0, 0, 0

    async def slow() -> bool:
        nonlocal now, most, turns
        now += 1
        most, turns = max(most, now), turns + 1
        await asyncio.sleep(5 * SOON)
        now -= 1
        return False

    async with working([Job("slow", SOON, slow, at_once=at_once)]):
        await until(lambda: turns >= 2 * at_once and most >= at_once)
    assert most == at_once


def test_the_timetable_of_a_site_delivers_mail_every_second() -> None:
    jobs = {job.name: job for job in timetable(Settings(_env_file=None))}  # pyright: ignore
    assert jobs["deliver mail"].seconds <= 2
    assert jobs["deliver mail"].at_once > 1, "one that is stuck must hold up no other"
