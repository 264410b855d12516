"""Moderators are told when something has waited for long."""

from openmic import clock, db
from openmic.domain import reminding


async def remind(home: str) -> bool:
    """Mails whoever has not been told today. There is never more to do at once."""
    async with db.transaction() as session:
        await reminding.remind(session, now=clock.now(), home=home)
    return False
