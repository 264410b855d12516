"""Three processes do what is due, and are killed again and again: nothing is lost, nothing done twice (TRUST R1, R2).

`KILLS=40 .venv/bin/pytest -s tests/trust/test_killed_jobs.py` is a longer run; `SEED=2` takes other moments.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.jobs.a_process import LENGTH, READERS
from tests.mail_sink import Received, Sink
from tests.running import ROOT

KILLS = int(os.environ.get("KILLS", "10"))
SEED = int(os.environ.get("SEED", "1"))
PROCESSES = 3
AT_ONCE = 2  # mails under way in each: at most so many are uncertain after a kill
PATIENCE = 90  # seconds
TABLE = "CREATE TABLE piece (period text, process int, began_at timestamptz, ended_at timestamptz)"
RUNS = "SELECT period, state, rows, attempts FROM job_run ORDER BY due_at"
TOGETHER = """
    SELECT count(*) FROM piece one JOIN piece other ON one.period = other.period AND one.process < other.process
    AND one.began_at < other.ended_at AND other.began_at < one.ended_at
"""
WRITTEN = "SELECT kind, recipient, state FROM outbox"
AT_WORK = """
    SELECT process FROM piece JOIN job_run USING (period)
    WHERE state = 'running' ORDER BY ended_at DESC LIMIT 1
"""


def start(url: str, sink: Sink) -> subprocess.Popen[str]:
    """One process, at work."""
    command = [sys.executable, "-m", "tests.jobs.a_process", url, str(sink.port)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


@contextmanager
def several(url: str, sink: Sink) -> Iterator[list[subprocess.Popen[str]]]:
    """Three of them; whoever is there at the end is killed as well."""
    processes = [start(url, sink) for _ in range(PROCESSES)]
    try:
        yield processes
    finally:
        for process in processes:
            end(process)


def end(process: subprocess.Popen[str]) -> None:
    """As a power cut would."""
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def asked(url: str, question: str) -> list[Any]:
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(text(question))
        rows = list(found) if found.returns_rows else []
    engine.dispose()
    return rows


def whoever_works(url: str, processes: list[subprocess.Popen[str]]) -> int:
    """Which of them is in the middle of a period; waits until one is."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        at_work = {row.process for row in asked(url, AT_WORK)}
        for at, process in enumerate(processes):
            if process.pid in at_work:
                return at
    raise AssertionError(asked(url, RUNS))


def wait_for(url: str, question: str) -> None:
    """Until it finds nothing any more."""
    until = time.monotonic() + PATIENCE
    while left := asked(url, question):
        assert time.monotonic() < until, (left[:5], asked(url, RUNS))
        time.sleep(0.2)


@pytest.mark.timeout(240 + 20 * KILLS)
def test_each_period_is_done_once_and_whole_whoever_is_killed(fresh_database: str, smtp_sink: Sink) -> None:
    chance = random.Random(SEED)

    def answer(received: Received) -> str:
        time.sleep(chance.uniform(0, 0.01))  # so that a kill may come between the text and the answer
        return "250 OK"

    smtp_sink.answer = answer
    asked(fresh_database, TABLE)
    with several(fresh_database, smtp_sink) as processes:
        for kill in range(KILLS):
            time.sleep(chance.uniform(0.2, 0.3 * LENGTH))
            # every other one is aimed: by chance alone a slow machine may kill nobody at work
            at = whoever_works(fresh_database, processes) if kill % 2 else chance.randrange(PROCESSES)
            end(processes[at])
            processes[at] = start(fresh_database, smtp_sink)
        wait_for(fresh_database, "SELECT 1 FROM job_run WHERE state = 'running' LIMIT 1")
        # what a kill has left is uncertain: as if five minutes had gone by
        wait_for(
            fresh_database,
            "SELECT 1 FROM outbox WHERE state = 'queued'"
            " AND kind IN (SELECT period FROM job_run WHERE state = 'done') AND leased_until IS NULL LIMIT 1",
        )
    check(fresh_database, smtp_sink)


def check(url: str, sink: Sink) -> None:
    """Compares the ledger, the outbox and what has arrived."""
    runs = asked(url, RUNS)
    written = asked(url, WRITTEN)
    done = {run.period for run in runs if run.state == "done"}
    arrived = Counter(received.recipients[0] for received in sink.mails)
    sent = {row.recipient for row in written if row.state == "sent"}
    left = [row for row in written if row.kind in done and row.state == "queued"]
    taken_over = sum(run.attempts - 1 for run in runs)
    print(  # noqa: T201
        f"{KILLS} kills, seed {SEED}: {len(done)} periods of {READERS} mails, {taken_over} taken over;"
        f" {len(sum_of(arrived))} mails arrived, none twice; {len(left)} uncertain,"
        f" {sum(row.recipient in arrived for row in left)} of them arrived"
    )
    assert len(done) >= 2
    assert taken_over, "nobody was killed at work, so this proves little"
    # "skipped" is what a machine too slow for its periods left out, or could not end before the next
    assert {run.state for run in runs[:-1]} <= {"done", "skipped"}, "each period was settled before the next"
    many = Counter(row.kind for row in written)
    assert {period: many[period] for period in done} == dict.fromkeys(done, READERS), "a mail is missing"
    assert {run.period: run.rows for run in runs if run.rows > READERS} == {}
    assert asked(url, TOGETHER)[0].count == 0, "two were at the same period at once"
    assert [recipient for recipient, times in arrived.items() if times > 1] == [], "a mail came twice"
    assert sent <= set(arrived), "a mail is lost"
    assert len(left) <= AT_ONCE * (KILLS + PROCESSES)


def sum_of(arrived: Counter[str]) -> list[str]:
    return list(arrived.elements())
