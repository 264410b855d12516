"""What keeps the site from doing its work."""

from openmic import migrate
from openmic.db import Session
from openmic.queries import schema


async def problems(session: Session) -> list[str]:
    """One line for each thing that is not as it must be; empty when all is well."""
    if await schema.revision(session) != migrate.newest():
        return ["the database's schema is not this release's: run openmic db upgrade"]
    return []
