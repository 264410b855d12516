"""Pictures that no night shows go: one at a time, while there are any."""

from openmic import db
from openmic.adapters import storage
from openmic.domain import pictures


async def forget_one() -> bool:
    """Takes out one picture, files and all. Says whether there was one."""
    async with db.transaction() as session:
        return await pictures.forget_one(session, storage.current())
