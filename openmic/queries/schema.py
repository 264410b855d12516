"""Which migration the database is at."""

from sqlalchemy import column, select, table

from openmic.db import Session


async def revision(session: Session) -> str:
    """The newest step that has run."""
    found = await session.exec(select(column("version_num")).select_from(table("alembic_version")).limit(1))  # pyright: ignore
    return found.scalar_one()
