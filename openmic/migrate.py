"""Brings a database's schema to this release. The steps themselves are in alembic/versions/."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from openmic import errors

ROOT = Path(__file__).resolve().parent.parent
ONE_AT_A_TIME = 0x6F70656E6D6963  # "openmic" as the key of an advisory lock


def configuration(url: str) -> Config:
    """Alembic's settings for one database."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


def upgrade(url: str, *, to: str = "head") -> None:
    """Runs the missing steps. Safe to call from several processes at once: the others wait.

    Raises errors.Unavailable, with the reason, when the database does not answer.
    """
    engine = create_engine(url, poolclass=NullPool)
    try:
        guard = engine.connect()
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        raise errors.Unavailable(f"The database does not answer. Check DATABASE_URL. ({reason})") from None
    with guard:
        guard.execute(text(f"SELECT pg_advisory_lock({ONE_AT_A_TIME})"))
        guard.commit()
        command.upgrade(configuration(url), to)


def downgrade(url: str, *, to: str) -> None:
    """Takes steps back, to a revision such as `base` or `-1`."""
    command.downgrade(configuration(url), to)


@cache
def newest() -> str:
    """The last step this release ships."""
    return ScriptDirectory.from_config(configuration("")).get_current_head() or ""
