"""The steps themselves: in order, reversible, and safe to run while people visit."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import text
from sqlmodel import col, select

from openmic import db, migrate
from openmic.models import Category, Status, Town, Venue
from tests.builders import keep, next_week, night
from tests.migrations.databases import columns, empty_database, engine, fingerprints, schema, tables

MANY = 300
SQUAWK = Path(sys.executable).with_name("squawk")
OF_ALEMBIC = "CREATE TABLE alembic_version"


def steps() -> list[Script]:
    """Every step, the first one first."""
    found = ScriptDirectory.from_config(migrate.configuration("")).walk_revisions()
    return list(found)[::-1]


def offline_sql() -> str:
    """What the steps would run, without Alembic's own table."""
    config = migrate.configuration("")
    config.output_buffer = StringIO()
    command.upgrade(config, "head", sql=True)
    statements = config.output_buffer.getvalue().split(";\n")
    return ";\n".join(statement for statement in statements if OF_ALEMBIC not in statement)


async def populate(url: str) -> None:
    """Nights of every kind and state, some of them in towns and venues."""
    database = db.Database(url, pool=1)
    async with database.transaction() as session:
        towns = list((await session.exec(select(Town).order_by(col(Town.id)))).all())
        venues = [Venue(name=f"Room {n}", slug=f"room-{n}", town_id=towns[n].id) for n in range(20)]
        session.add_all(venues)
        await session.flush()
        for number in range(MANY):
            town = towns[number % len(towns)]
            await keep(
                session,
                night(
                    title=f"Night {number} ☂ ‘quoted’",
                    category=list(Category)[number % 5],
                    status=list(Status)[number % 4],
                    town_id=town.id if number % 3 else None,
                    town_name=town.name if number % 3 else None,
                    venue_id=venues[number % 20].id if number % 2 else None,
                    import_key=f"key-{number}" if number % 7 else None,
                    start_at=next_week(number % 24 if number % 24 != 1 else 2),
                ),
            )
    await database.close()


def test_the_steps_are_numbered_without_gaps_and_follow_each_other():
    found = steps()
    assert [step.revision for step in found] == [f"{number:04}" for number in range(1, len(found) + 1)]
    assert [step.down_revision for step in found] == [None, *(step.revision for step in found[:-1])]
    files = sorted(path.name for path in (migrate.ROOT / "alembic/versions").glob("*.py"))
    assert files == sorted(Path(step.path).name for step in found)
    assert all(name[:5] == f"{number:04}_" for number, name in enumerate(files, start=1))


def test_the_newest_step_is_the_last():
    assert migrate.newest() == steps()[-1].revision


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.revision)
def test_a_step_says_what_it_is_for_and_can_be_taken_back(step: Script):
    assert step.doc.endswith(".")
    assert step.module.downgrade.__code__.co_code != (lambda: None).__code__.co_code


async def test_each_step_can_be_taken_back_and_again_and_keeps_the_rows_it_can(fresh_database: str):
    url = fresh_database
    await populate(url)
    assert fingerprints(url, {"event": ["id"]})["event"][0] == MANY
    for step in reversed(steps()):
        whole = schema(url)
        before = columns(url)
        migrate.downgrade(url, to="-1")
        kept = {
            table: sorted(set(before[table]) & set(names))
            for table, names in columns(url).items()
            if table in before
        }
        rows = fingerprints(url, kept)
        migrate.upgrade(url, to=step.revision)
        assert schema(url) == whole, step.revision
        assert fingerprints(url, kept) == rows, step.revision
        migrate.downgrade(url, to="-1")
    assert tables(url) == set()
    migrate.upgrade(url)
    assert "event" in tables(url)


def test_taking_every_step_back_leaves_nothing_behind(server: str):
    with empty_database(server) as url:
        migrate.upgrade(url, to=steps()[0].revision)
        migrate.downgrade(url, to="base")
        untouched = schema(url)
        migrate.upgrade(url)
        assert schema(url) != untouched
        migrate.downgrade(url, to="base")
        assert schema(url) == untouched
        with engine(url) as database, database.connect() as connection:
            assert (
                connection.execute(
                    text("SELECT count(*) FROM pg_ts_config WHERE cfgname LIKE 'openmic%'")
                ).scalar()
                == 0
            )


def squawk(sql: str) -> list[str]:
    """What the linter of migrations complains of."""
    command_line = [
        SQUAWK,
        "--config",
        migrate.ROOT / ".squawk.toml",
        "--reporter",
        "json",
        "--stdin-filepath",
        "steps.sql",
    ]
    done = subprocess.run(command_line, input=sql, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [f"{one['rule_name']}: {one['line']}" for one in json.loads(done.stdout or "[]")]


def test_no_step_would_stop_the_site_while_it_runs():
    assert squawk(offline_sql()) == []


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("ALTER TABLE event ADD COLUMN x int NOT NULL", "adding-required-field"),
        ("CREATE INDEX ix_x ON event (title)", "require-concurrent-index-creation"),
        ("ALTER TABLE event DROP COLUMN title", "ban-drop-column"),
    ],
)
def test_a_step_that_would_is_found(sql: str, rule: str):
    assert any(found.startswith(rule) for found in squawk(f"{offline_sql()};\nBEGIN;\n{sql};\nCOMMIT;\n"))
