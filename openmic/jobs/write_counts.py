"""Every few seconds what was counted meanwhile is written down."""

from asyncio import Event
from contextlib import suppress

from openmic import db, errors
from openmic.domain import audience
from openmic.domain.audience import AUDIENCE


async def write_counts(_stopping: Event | None = None) -> None:
    """Writes all that waits, piece by piece. What the database does not take now waits for the next time."""
    while piece := AUDIENCE.take():
        try:
            async with db.transaction() as session:
                await audience.keep(session, piece)
        except BaseException:
            AUDIENCE.give_back(piece)
            raise


async def write_the_rest() -> None:
    """Writes what is left when the site stops; without a database it is lost."""
    with suppress(errors.Unavailable, errors.Busy):
        await write_counts()
