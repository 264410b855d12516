"""What happens by the clock goes on whatever happens, and ends tidily."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from openmic import errors
from openmic.jobs import runner
from openmic.jobs.job import Pump
from openmic.jobs.runner import working
from openmic.jobs.timetable import jobs, pumps
from openmic.settings import Settings

SOON = 0.02
PATIENCE = 10


async def until(holds: Callable[[], object]) -> None:
    """Returns when it holds; fails when it never does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  (another task makes it so)
            await asyncio.sleep(SOON)


def counting(
    then: Callable[[int], object] = lambda turn: None,
) -> tuple[list[int], Callable[[asyncio.Event], Awaitable[None]]]:
    turns: list[int] = []

    async def turn(_stopping: asyncio.Event) -> None:
        turns.append(len(turns))
        then(len(turns))

    return turns, turn


async def test_a_job_runs_again_and_again() -> None:
    runs, run = counting()
    async with working([Pump("count", SOON, run)]):
        await until(lambda: len(runs) >= 3)


async def test_the_first_turn_does_not_wait() -> None:
    runs, run = counting()
    async with working([Pump("count", 3600, run)]):
        await until(lambda: runs)


@pytest.mark.parametrize(
    ("fault", "is_logged"), [(RuntimeError("a fault of ours"), True), (errors.Unavailable(), False)]
)
async def test_a_fault_ends_a_turn_and_not_the_job(fault: Exception, is_logged: bool) -> None:
    def fail(turn: int) -> None:
        if turn < 3:
            raise fault

    runs, run = counting(fail)
    other, well = counting()
    with capture_logs() as lines:
        async with working([Pump("fragile", SOON, run), Pump("sound", SOON, well)]):
            await until(lambda: len(runs) >= 4 and other)
    assert [line["job"] for line in lines if line["event"] == "job failed"] == [
        "fragile",
        "fragile",
    ] * is_logged


async def test_what_is_under_way_is_finished_when_the_site_stops_and_nothing_begun(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, may_end, done = asyncio.Event(), asyncio.Event(), []

    async def long(stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            begun.set()
            await may_end.wait()
            done.append(True)

    async def stop() -> None:
        async with working([Pump("long", SOON, long)]):
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

    async def endless(_stopping: asyncio.Event) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with asyncio.timeout(PATIENCE), working([Pump("endless", SOON, endless)]):
        await begun.wait()


@pytest.mark.parametrize("at_once", [1, 3])
async def test_as_many_are_under_way_as_may_be(at_once: int) -> None:
    now, most, turns = 0, 0, 0

    async def slow(_stopping: asyncio.Event) -> None:
        nonlocal now, most, turns
        now += 1
        most, turns = max(most, now), turns + 1
        await asyncio.sleep(5 * SOON)
        now -= 1

    async with working([Pump("slow", SOON, slow, at_once=at_once)]):
        await until(lambda: turns >= 2 * at_once and most >= at_once)
    assert most == at_once


def test_the_timetable_of_a_site_delivers_mail_every_second() -> None:
    looks = {pump.name: pump for pump in pumps(Settings(_env_file=None))}  # pyright: ignore
    assert looks["deliver mail"].seconds <= 2
    assert looks["deliver mail"].at_once > 1, "one that is stuck must hold up no other"


def test_every_job_has_a_name_of_its_own_that_the_ledger_can_hold() -> None:
    names = [job.name for job in jobs(Settings(_env_file=None))]  # pyright: ignore
    assert len(set(names)) == len(names) > 3
    assert max(map(len, names)) <= 32
