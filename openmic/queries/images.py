"""Reading and writing which pictures there are. Their files are openmic.adapters.storage's."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, delete, exists, select

from openmic.db import Session
from openmic.models import AuditEntry, Event, Image, Revision, RevisionState
from openmic.queries.forgetting import is_held

KEYS_AT_MOST = 500_000
WAITS = col(Revision.state) == RevisionState.WAITING


async def add(session: Session, image: Image) -> None:
    """Stores a picture's row."""
    session.add(image)
    await session.flush()


async def exists_still(session: Session, key: str) -> bool:
    """Whether there is such a picture."""
    return (await session.exec(select(Image.key).where(col(Image.key) == key).limit(1))).first() is not None


async def remove(session: Session, key: str, *, undoable: datetime) -> bool:
    """Takes a picture's row out, unless a night shows it, is to, or did after that moment. Says whether it did."""
    gone = delete(Image).where(col(Image.key) == key, ~_needed(undoable))
    return (await session.exec(gone)).rowcount == 1


async def unneeded(session: Session, *, before: datetime, undoable: datetime) -> str | None:
    """A picture from before a moment that `remove` would take out, or None."""
    old = select(Image.key).where(col(Image.created_at) < before, ~_needed(undoable)).limit(1)
    return (await session.exec(old)).first()


def _needed(undoable: datetime) -> ColumnElement[bool]:
    """By a night, by a change that waits, by a decision since then that a moderator may take back, or by any change or
    decision that a legal hold keeps.
    """
    asked_for = (
        exists()
        .where(or_(WAITS, col(Revision.decided_at) > undoable, is_held(col(Revision.event_id))))
        .where(col(Revision.content)["image_key"].as_string() == col(Image.key))
    )
    gave_way = (
        exists()
        .where(or_(col(AuditEntry.at) > undoable, is_held(col(AuditEntry.event_id))))
        .where(col(AuditEntry.before)["image_key"].as_string() == col(Image.key))
    )
    return or_(exists().where(col(Event.image_key) == col(Image.key)), asked_for, gave_way)


async def keys(session: Session, *, before: datetime | None = None) -> set[str]:
    """The pictures there are, or those that were there before a moment."""
    statement = select(Image.key).limit(KEYS_AT_MOST)
    if before:
        statement = statement.where(col(Image.created_at) < before)
    return set(await session.exec(statement))
