"""Forgetting: what is personal about nights goes, the facts of those that were public stay."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, text
from sqlalchemy.orm import Mapped
from sqlmodel import col, delete, exists, select, update

from openmic.db import Session
from openmic.models import Act, AuditEntry, Event, LegalHold, Message, Report, Revision, Status, Token

STANDING = col(LegalHold.lifted_at).is_(None)


def is_held(event_id: Mapped[Any] | None = None) -> ColumnElement[bool]:
    """Whether a legal hold keeps the night, in a statement about events, or about what has its id in a column."""
    night = col(Event.id) if event_id is None else event_id
    return exists().where(col(LegalHold.event_id) == night, STANDING)


async def lock_ended(session: Session, *, until: datetime, limit: int) -> list[tuple[UUID, bool]]:
    """Nights that had ended by then, whatever state they are in; each with whether it ever was public."""
    return await _lock(session, col(Event.end_at) <= until, limit)


async def lock_rejected(session: Session, *, until: datetime, limit: int) -> list[tuple[UUID, bool]]:
    """The same for nights that were turned down or taken off by then, and were left at that."""
    said_no = (
        col(AuditEntry.event_id) == col(Event.id),
        col(AuditEntry.act).in_((Act.REJECT, Act.UNPUBLISH)),
    )
    decided = select(func.max(AuditEntry.at)).where(*said_no).correlate(Event).scalar_subquery()
    decided = func.coalesce(decided, col(Event.updated_at))
    return await _lock(session, and_(col(Event.status) == Status.REJECTED, decided <= until), limit)


async def lock_unproved(session: Session, *, until: datetime, limit: int) -> list[tuple[UUID, bool]]:
    """The same for nights that came by then, and whose address nobody has confirmed."""
    unproved = (~col(Event.email_verified), col(Event.published_at).is_(None), col(Event.created_at) <= until)
    return await _lock(session, and_(*unproved), limit)


async def _lock(session: Session, condition: ColumnElement[bool], limit: int) -> list[tuple[UUID, bool]]:
    due = and_(condition, col(Event.erased_at).is_(None), ~is_held())
    first = select(Event.id).where(due).order_by(col(Event.end_at), col(Event.id)).limit(limit)
    locked = (await session.exec(first.with_for_update(skip_locked=True, of=Event))).all()
    # asked again: a hold may have come between the look and the lock
    still = select(Event.id, col(Event.published_at).is_not(None)).where(col(Event.id).in_(locked), due)
    return [(event_id, was_public) for event_id, was_public in (await session.exec(still)).all()]


async def anonymise(session: Session, event_ids: Sequence[UUID], *, now: datetime) -> None:
    """Leaves of each night what, where and when it was. The caller has locked the nights, and knows of no hold.

    Its picture's files go with the job that forgets pictures.
    """
    await _empty_around(session, event_ids)
    facts = {
        "organiser_name": "",
        "organiser_email": "",
        "description": "",
        "ticket_url": "",
        "appeal": "",
        "flags": [],
        "image_key": None,
        "image_alt": "",
        "account_id": None,
        "import_key": None,
        "submission_key": None,
        "takes_messages": False,
        "erased_at": now,
    }
    await session.exec(update(Event).where(col(Event.id).in_(event_ids)).values(**facts))


async def remove(session: Session, event_ids: Sequence[UUID]) -> None:
    """Deletes nights that were never public, with all that belongs to them, as `anonymise` does."""
    await _empty_around(session, event_ids)
    await session.exec(delete(LegalHold).where(col(LegalHold.event_id).in_(event_ids), ~STANDING))
    await session.exec(delete(Event).where(col(Event.id).in_(event_ids)))


async def empty_trail(session: Session, condition: ColumnElement[bool]) -> None:
    """Takes the words out of lines of the audit trail; who did what to which night, and when, stays."""
    await allow_trail(session, is_on=True)
    await session.exec(update(AuditEntry).where(condition).values(reason="", before={}, after={}))
    await allow_trail(session, is_on=False)


async def allow_trail(session: Session, *, is_on: bool) -> None:
    """Lets this transaction, and no other, take lines and words out of the audit trail, or no longer."""
    switch = text("SELECT set_config('openmic.retention', :value, true)")
    await session.exec(switch.bindparams(value="on" if is_on else "off"))  # pyright: ignore


async def _empty_around(session: Session, event_ids: Sequence[UUID]) -> None:
    for table in (Revision, Token, Message, Report):
        await session.exec(delete(table).where(col(table.event_id).in_(event_ids)))
    await empty_trail(session, col(AuditEntry.event_id).in_(event_ids))
