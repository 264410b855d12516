"""The weekly mail is written: for some hundred mailboxes at a time, until all have theirs."""

from openmic import db, settings
from openmic.domain import digests


async def write_digest(period: str) -> int:
    """Writes the next mails of a week, such as 2026-W48. Says how many mailboxes it has dealt with; 0 at the end."""
    async with db.transaction() as session:
        return await digests.write_some(session, period, home=settings.current().origin)
