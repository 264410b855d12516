"""Reading and writing the mail that waits to be delivered."""

from openmic.db import Session
from openmic.models import Mail


async def add(session: Session, mail: Mail) -> None:
    """Puts a mail in the queue."""
    session.add(mail)
    await session.flush()
