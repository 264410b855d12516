"""Each night: who asked to be forgotten is forgotten again, if a restored backup has brought them back."""

from openmic import db
from openmic.adapters import storage
from openmic.domain import reapplying


async def reapply_erasures(period: str) -> int:
    """Forgets a few people again. Says how many rows went; 0 when there is nothing left, on most nights at once."""
    async with db.transaction() as session:
        return await reapplying.reapply(session, storage.current())
