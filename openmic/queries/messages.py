"""Messages to organisers. Each moves on by compare-and-set: of two who try at once, one does it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Message, MessageState

SHOWN = 50
HELD = col(Message.state) == MessageState.HELD


async def add(session: Session, message: Message) -> bool:
    """Keeps a message; False if the very same was kept before."""
    statement = (
        insert(Message)
        .values(message.model_dump(exclude={"created_at"}))
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(col(Message.id))
    )
    return (await session.exec(statement)).first() is not None  # pyright: ignore


async def find(session: Session, message_id: UUID) -> Message | None:
    """One message."""
    found = select(Message).where(col(Message.id) == message_id).limit(1)
    return (await session.exec(found)).scalar()  # pyright: ignore


async def move(
    session: Session,
    message_id: UUID,
    *,
    since: MessageState,
    to: MessageState,
    decided_at: datetime | None = None,
) -> bool:
    """Moves a message on from the state it was seen in; False if it is no longer there."""
    seen = (col(Message.id) == message_id, col(Message.state) == since)
    moved = update(Message).where(*seen).values(state=to, decided_at=decided_at)
    return (await session.exec(moved)).rowcount == 1


async def held(session: Session) -> list[Any]:
    """What waits for a moderator, with its night's title, oldest first."""
    found = (
        select(
            col(Message.id),
            col(Message.event_id),
            col(Message.sender_name),
            col(Message.words),
            col(Message.flags),
            col(Message.created_at),
            col(Event.title),
        )
        .join_from(Message, Event)
        .where(HELD)
        .order_by(col(Message.created_at), col(Message.id))
        .limit(SHOWN)
    )
    return list((await session.exec(found)).all())  # pyright: ignore


async def count_held(session: Session) -> int:
    """How many wait."""
    return (await session.exec(select(func.count()).select_from(Message).where(HELD))).scalar_one()  # pyright: ignore


async def switch(session: Session, event_id: UUID, *, is_on: bool) -> None:
    """Says whether a night takes messages."""
    await session.exec(update(Event).where(col(Event.id) == event_id).values(takes_messages=is_on))
