"""Each hour the nights that are over are put away."""

from openmic import db
from openmic.domain import archive as nights


async def archive(period: str) -> int:
    """Puts some away; says how many. `period` is the hour, and makes no difference."""
    async with db.transaction() as session:
        return await nights.archive_some(session)
