"""Large files, several at once, and hostile ones."""

import asyncio
from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event as hooks
from sqlalchemy.engine import Engine

from openmic import clock, db, errors
from openmic.domain import import_files
from openmic.domain.import_rows import ImportRow
from openmic.views.import_report import ImportReport
from tests.domain.loading import GOOD, HEAD, HOST, load

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


async def test_racing_imports_add_each_night_once(database: db.Database):
    rows = [GOOD.replace("Open", f"Night {number}") for number in range(700)]

    async def race(order: int) -> ImportReport:
        async with db.transaction() as session:
            return await load(session, *rows[::order], publish=True)

    reports = await asyncio.gather(race(1), race(-1), race(1))
    assert sorted(report.added for report in reports) == [0, 0, 700]
    assert all(report.added + report.already_here == 700 for report in reports)


async def test_ten_thousand_nights_go_in_by_batches(session: db.Session):
    rows = [
        GOOD.replace("Open", f"Night {number}").replace("Fox", f"Fox {number % 300}")
        for number in range(10_000)
    ]
    statements, seen = [], []
    hooks.listen(Engine, "before_cursor_execute", count := lambda *given: statements.append(given[2]))
    try:
        report = await load(session, *rows, progress=lambda done, total: seen.append((done, total)))
    finally:
        hooks.remove(Engine, "before_cursor_execute", count)
    assert report.added == 10_000
    assert seen == [(done, 10_000) for done in range(500, 10_001, 500)]
    assert len(statements) < 60


@given(
    st.binary(max_size=120),
    st.sampled_from(["x.csv", "x.ics", "x"]),
    st.sampled_from([HEAD, "BEGIN:VCALENDAR\n"]),
)
@settings(deadline=None)
def test_hostile_bytes_give_rows_or_a_refusal(data: bytes, name: str, start: str):
    for given_ in (data, start.encode() + data):
        try:
            rows = import_files.read(given_, name=name, defaults=HOST, at=clock.now())
        except errors.Refusal:
            continue
        assert all(isinstance(row, ImportRow) for row in rows)
