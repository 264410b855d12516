"""Forgetting: what is personal about nights goes, the facts of those that were public stay."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, text
from sqlmodel import col, delete, exists, update

from openmic.db import Session
from openmic.models import AuditEntry, Event, LegalHold, Message, Report, Revision, Token

STANDING = col(LegalHold.lifted_at).is_(None)


def is_held() -> ColumnElement[bool]:
    """Whether a legal hold keeps the night, in a statement about events."""
    return exists().where(col(LegalHold.event_id) == col(Event.id), STANDING)


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
    await session.exec(text("SET LOCAL openmic.retention = 'on'"))  # pyright: ignore
    await session.exec(update(AuditEntry).where(condition).values(reason="", before={}, after={}))
    await session.exec(text("SET LOCAL openmic.retention = 'off'"))  # pyright: ignore


async def _empty_around(session: Session, event_ids: Sequence[UUID]) -> None:
    for table in (Revision, Token, Message, Report):
        await session.exec(delete(table).where(col(table.event_id).in_(event_ids)))
    await empty_trail(session, col(AuditEntry.event_id).in_(event_ids))
