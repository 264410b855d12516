"""Searches are mended with the words of what is listed now."""

from openmic import db
from openmic.domain import lexicon


async def refresh_lexicon(_period: str) -> int:
    """Takes them all in. There is never more to do at once."""
    async with db.transaction() as session:
        await lexicon.refresh(session)
    return 0
