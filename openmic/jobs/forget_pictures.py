"""Pictures that no night shows go: one at a time, while there are any."""

from openmic import db
from openmic.adapters import storage
from openmic.domain import pictures


async def forget_one(_period: str) -> int:
    """Takes out one picture, files and all, if there is one."""
    async with db.transaction() as session:
        return int(await pictures.forget_one(session, storage.current()))
