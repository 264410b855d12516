"""Where a report came from is kept for 90 days, against abuse, and then forgotten."""

from openmic import db
from openmic.domain import reports


async def forget_some() -> bool:
    """Forgets some. Says whether there are more."""
    async with db.transaction() as session:
        return await reports.forget_addresses(session)
