"""Databases for tests of the schema itself, and what is in them."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

from openmic.adapters import postgres
from tests.conftest import address, administering

OUR_OWN = "alembic_version"
NOISE = re.compile(r"--|\\(un)?restrict |SET |SELECT pg_catalog.set_config")


@contextmanager
def empty_database(server: str, *, owner: str = "") -> Iterator[str]:
    """A database without any table; dropped afterwards."""
    name = f"openmic_test_schema_{uuid4().hex[:8]}"
    with administering(server) as admin:
        admin.execute(text(f'CREATE DATABASE "{name}"' + (f' OWNER "{owner}"' if owner else "")))
        yield address(server, name)
        admin.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@contextmanager
def engine(url: str) -> Iterator[Engine]:
    """A way in that keeps no connection."""
    made = create_engine(url, poolclass=NullPool)
    yield made
    made.dispose()


def tables(url: str) -> set[str]:
    """The names of the tables, without Alembic's."""
    with engine(url) as database:
        return set(inspect(database).get_table_names()) - {OUR_OWN}


def columns(url: str) -> dict[str, list[str]]:
    """Of each table the names of the columns that hold what somebody wrote, not what is made of the others."""
    with engine(url) as database:
        found = inspect(database).get_multi_columns()
    return {
        table: sorted(column["name"] for column in those if not column.get("computed"))
        for (_, table), those in found.items()
        if table != OUR_OWN
    }


def fingerprints(url: str, of: Mapping[str, list[str]]) -> dict[str, tuple[int, str]]:
    """Of each table how many rows there are, and one word for all that stands in some of its columns."""
    with engine(url) as database, database.connect() as connection:
        return {table: _fingerprint(connection, table, names) for table, names in of.items()}


def _fingerprint(connection: Connection, table: str, names: list[str]) -> tuple[int, str]:
    row = ", ".join(f'"{column}"::text' for column in names)
    rows = f'SELECT ROW({row})::text AS r FROM "{table}"'
    query = f"SELECT count(*), coalesce(md5(string_agg(r, ';' ORDER BY r)), '') FROM ({rows}) s"
    count, word = connection.execute(text(query)).one()
    return count, word


def schema(url: str) -> list[str]:
    """The schema as pg_dump writes it, one statement an item, in an order of our own."""
    command = [pg_dump(url), "--schema-only", "--no-owner", "--no-privileges", f"--exclude-table={OUR_OWN}"]
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    dumped = subprocess.run([*command, plain], check=True, capture_output=True, text=True, timeout=60)
    lines = [line for line in dumped.stdout.splitlines() if not NOISE.match(line)]
    statements = "\n".join(lines).split(";\n")
    return sorted(in_order(statement) for statement in statements if statement.strip())


def in_order(statement: str) -> str:
    """A statement with its lines, such as a table's columns, in order: theirs tells only which came first."""
    return "\n".join(sorted(line.strip().rstrip(",") for line in statement.splitlines() if line.strip()))


def pg_dump(url: str) -> str:
    """A pg_dump of the server's own version, or else a newer one."""
    with engine(url) as database, database.connect() as connection:
        version = connection.execute(text("SHOW server_version_num")).scalar_one()
    wanted = int(version) // 10_000
    programs = [one for one in (shutil.which("pg_dump"), str(postgres.binary("pg_dump"))) if one]
    # what a newer one writes an older server cannot always read back
    for program in sorted(programs, key=major):
        if major(program) >= wanted:
            return program
    raise AssertionError(f"The server is PostgreSQL {wanted}; its pg_dump is needed on the PATH.")


@cache
def major(program: str) -> int:
    """The major version of one of PostgreSQL's programs."""
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True, timeout=60)
    found = re.search(r"\) (\d+)", said.stdout)
    assert found, Path(program)
    return int(found[1])
