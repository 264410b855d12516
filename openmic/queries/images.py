"""Reading and writing which pictures there are. Their files are openmic.adapters.storage's."""

from datetime import datetime

from sqlmodel import col, delete, exists, select

from openmic.db import Session
from openmic.models import Event, Image

KEYS_AT_MOST = 500_000


async def add(session: Session, image: Image) -> None:
    """Stores a picture's row."""
    session.add(image)
    await session.flush()


async def remove(session: Session, key: str) -> bool:
    """Takes a picture's row out, unless a night still shows it. Says whether it did."""
    shown = exists().where(col(Event.image_key) == key)
    gone = delete(Image).where(col(Image.key) == key, ~shown)
    return (await session.exec(gone)).rowcount == 1


async def is_there(session: Session, key: str) -> bool:
    """Whether there is a picture of this key."""
    return (await session.exec(select(Image.key).where(col(Image.key) == key).limit(1))).first() is not None


async def keys(session: Session, *, before: datetime | None = None) -> set[str]:
    """The pictures there are, or those that were there before a moment."""
    statement = select(Image.key).limit(KEYS_AT_MOST)
    if before:
        statement = statement.where(col(Image.created_at) < before)
    return set(await session.exec(statement))
