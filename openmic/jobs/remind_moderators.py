"""Moderators are told when something has waited for long."""

from openmic import clock, db
from openmic.domain import reminding


async def remind(_period: str, *, home: str) -> int:
    """Mails whoever has not been told today; says how many."""
    async with db.transaction() as session:
        return await reminding.remind(session, now=clock.now(), home=home)
