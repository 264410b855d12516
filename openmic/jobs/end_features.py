"""Nights stop being featured when their time is over: one at a time, while there are any."""

from openmic import db
from openmic.domain import featuring


async def end_one() -> bool:
    """Ends one. Says whether there was one."""
    async with db.transaction() as session:
        return await featuring.end_one(session)
