"""Each night two numbers are left of the visitors of the day that is over."""

from openmic import db
from openmic.domain import audience


async def close_days(period: str) -> int:
    """Closes some of what is over, however long ago; says how much. `period` is the day, and makes no difference."""
    async with db.transaction() as session:
        return await audience.close_some(session)
