"""Nights stop being featured when their time is over: one at a time, while there are any."""

from openmic import db
from openmic.domain import featuring


async def end_one(_period: str) -> int:
    """Ends one, if there is one."""
    async with db.transaction() as session:
        return int(await featuring.end_one(session))
