"""The steps lead to the tables that the code declares, on any database that may be given."""

import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import make_url, text
from sqlmodel import SQLModel

from openmic import migrate
from tests.conftest import administering
from tests.migrations.databases import columns, empty_database, engine, schema, tables

RACERS = 3
WAITING = """
    SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted
"""
UPGRADE = "import sys; from openmic import migrate; migrate.upgrade(sys.argv[1])"


@pytest.fixture
def empty(server: str) -> Iterator[str]:
    with empty_database(server) as url:
        yield url


def test_the_steps_lead_to_the_tables_that_the_code_declares(server: str, fresh_database: str):
    with empty_database(server) as declared:
        with engine(declared) as database:
            SQLModel.metadata.create_all(database)
        expected = schema(declared)
    assert any("CREATE TABLE public.event" in statement for statement in expected)
    assert schema(fresh_database) == expected


def test_alembic_finds_nothing_more_to_do(fresh_database: str):
    command.check(migrate.configuration(fresh_database))


@pytest.mark.parametrize(
    "drift",
    [
        "ALTER TABLE event DROP CONSTRAINT ck_event_ends_after_start",
        "ALTER TABLE event ALTER organiser_name TYPE varchar(121)",
        "ALTER TABLE town ALTER slug DROP NOT NULL",
        "DROP INDEX ix_event_live_start; CREATE INDEX ix_event_live_start ON event (start_at, id)",
        "ALTER TEXT SEARCH CONFIGURATION openmic_simple DROP MAPPING FOR word",
    ],
)
def test_a_difference_between_steps_and_code_would_show(fresh_database: str, drift: str):
    before = schema(fresh_database)
    with engine(fresh_database) as database, database.begin() as connection:
        connection.exec_driver_sql(drift)
    assert schema(fresh_database) != before


def test_the_owner_of_a_database_can_migrate_it_without_being_superuser(server: str):
    role, password = f"openmic_test_owner_{uuid4().hex[:8]}", uuid4().hex
    with administering(server) as admin:
        admin.execute(text(f"CREATE ROLE \"{role}\" LOGIN NOSUPERUSER PASSWORD '{password}'"))
        with empty_database(server, owner=role) as url:
            as_owner = make_url(url).set(username=role, password=password)
            migrate.upgrade(as_owner.render_as_string(hide_password=False))
            assert "event" in tables(url)
        admin.execute(text(f'DROP ROLE "{role}"'))


def test_processes_that_start_together_upgrade_once(empty: str):
    racers = [
        subprocess.Popen([sys.executable, "-c", UPGRADE, empty], cwd=migrate.ROOT, stderr=subprocess.PIPE)
        for _ in range(RACERS)
    ]
    said = [racer.communicate(timeout=90)[1].decode() for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * RACERS, said
    with engine(empty) as database, database.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [
            migrate.newest()
        ]


def test_an_upgrade_waits_for_one_that_is_running(empty: str):
    with engine(empty) as database, database.connect() as guard:
        guard.execute(text(f"SELECT pg_advisory_lock({migrate.ONE_AT_A_TIME})"))
        guard.commit()
        waiting = subprocess.Popen([sys.executable, "-c", UPGRADE, empty], cwd=migrate.ROOT)
        while not guard.execute(text(WAITING)).scalar():
            assert waiting.poll() is None, "it did not wait"
            time.sleep(0.05)
        guard.rollback()
        assert tables(empty) == set()
    assert waiting.wait(timeout=60) == 0
    assert "event" in tables(empty)


def test_an_upgrade_that_has_nothing_to_do_changes_nothing(fresh_database: str):
    before = schema(fresh_database)
    migrate.upgrade(fresh_database)
    assert schema(fresh_database) == before


def test_the_offline_sql_makes_the_same_tables(empty: str, fresh_database: str):
    config = migrate.configuration("")
    config.output_buffer = StringIO()
    command.upgrade(config, "head", sql=True)
    with engine(empty) as database:
        raw = database.raw_connection()
        raw.driver_connection.autocommit = True  # pyright: ignore
        raw.cursor().execute(config.output_buffer.getvalue())
        raw.close()
    assert schema(empty) == schema(fresh_database)
    assert columns(empty)["event"] == columns(fresh_database)["event"]
