"""Where Alembic meets the tables. `openmic db upgrade` calls it; so does the plain `alembic` command."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import openmic.models  # noqa: F401  (fills the metadata)
from openmic import settings


def render_item(kind, item, autogen_context):
    """SQLModel's own string type is VARCHAR to everybody else."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})"
    return False


def include_object(thing, name, kind, reflected, compare_to):
    """Alembic cannot compare an index of an expression with an operator class: the schema's own test does."""
    return not (kind == "index" and name == "ix_event_names")


OPTIONS = {
    "include_object": include_object,
    "target_metadata": SQLModel.metadata,
    "render_item": render_item,
    "compare_type": True,
    "compare_server_default": True,
    "transaction_per_migration": True,
}

# A step that cannot get its lock gives up rather than make visitors queue behind it.
TIMEOUTS = "SET lock_timeout = '3s'; SET statement_timeout = '60s'"


def run() -> None:
    with context.begin_transaction():
        for statement in TIMEOUTS.split("; "):
            context.execute(statement)
        context.run_migrations()


if context.is_offline_mode():
    context.configure(url="postgresql+psycopg://", literal_binds=True, **OPTIONS)
    run()
else:
    url = context.config.attributes.get("url") or settings.current().database
    with create_engine(url, poolclass=NullPool).connect() as connection:
        context.configure(connection=connection, **OPTIONS)
        run()
