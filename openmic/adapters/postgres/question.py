"""Asking a server whether it takes connections, by PostgreSQL's own client."""

from dataclasses import dataclass
from pathlib import Path

from openmic.adapters.postgres.account import Account
from openmic.adapters.postgres.door import Door
from openmic.adapters.postgres.programs import Outcome, run
from openmic.adapters.postgres.server import DATABASE
from openmic.adapters.postgres.unavailable import PostgresUnavailable

STATE = ("select 'fsync is ' || current_setting('fsync')", "select datname from pg_database")


@dataclass(frozen=True)
class Answer:
    """What a server says of itself, or why there is no answer."""

    came: bool
    durable: bool = False
    has_database: bool = False
    excuse: str = ""


def ask(account: Account, programs: Path, door: Door) -> Answer:
    """Whether the server answers (it may be starting or stopping), spares its data, and has our database."""
    outcome = _query(account, programs, door, *STATE)
    if outcome.code != 0:
        return Answer(False, excuse=outcome.words)
    lines = outcome.words.splitlines()
    return Answer(True, durable="fsync is on" in lines, has_database=DATABASE in lines)


def create_database(account: Account, programs: Path, door: Door) -> None:
    """Create our database, empty."""
    outcome = _query(account, programs, door, f"create database {DATABASE}")
    if outcome.code != 0:
        raise PostgresUnavailable(
            f"The database {DATABASE} could not be created:\n{outcome.words}\n"
            "Correct that, or set DATABASE_URL."
        )


def _query(account: Account, programs: Path, door: Door, *statements: str) -> Outcome:
    where = ("-h", door.folder, "-p", str(door.port), "-U", "postgres", "-d", "postgres")
    commands = [word for statement in statements for word in ("-c", statement)]
    settings = {"PGCONNECT_TIMEOUT": "10"}
    return run(account, programs / "psql", "-XAtqw", *where, *commands, settings=settings)
