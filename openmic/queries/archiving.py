"""Which nights are over and can be put away, and putting them away."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Revision, RevisionState, Status
from openmic.queries.moderation import HAS_REPORT

HERE = or_(
    col(Event.status) == Status.PUBLISHED,
    and_(col(Event.status) == Status.PENDING, col(Event.email_verified)),
)
APPEALS = and_(col(Event.status) == Status.PENDING, col(Event.appeal) != "")


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Over, and no report nor appeal waits: a moderator decides those first."""
    return and_(col(Event.end_at) < now, HERE, ~HAS_REPORT, ~APPEALS)


async def lock_due(session: Session, *, now: datetime, limit: int) -> list[Event]:
    """Nights that are to be put away and nobody else is at, locked, those that ended first coming first."""
    due = select(col(Event.id)).where(_is_due(now)).order_by(col(Event.end_at), col(Event.id)).limit(limit)
    locked = await session.exec(due.with_for_update(key_share=True, skip_locked=True))  # pyright: ignore
    # asked again: a report may have come between the look and the lock
    still = (
        select(Event).where(col(Event.id).in_(locked.scalars().all()), _is_due(now)).order_by(col(Event.id))
    )
    found = await session.exec(still.execution_options(populate_existing=True))  # pyright: ignore
    return list(found.scalars())


async def put_away(session: Session, event_ids: Sequence[UUID], *, now: datetime) -> None:
    """Puts locked nights away: nothing about them waits any more."""
    waiting = (col(Revision.event_id).in_(event_ids), col(Revision.state) == RevisionState.WAITING)
    aside = update(Revision).where(*waiting).values(state=RevisionState.SUPERSEDED, decided_at=now)
    await session.exec(aside)  # pyright: ignore
    values = {
        "status": Status.ARCHIVED,
        "queued_at": None,
        "held_at": None,
        "hidden_at": None,
        "is_unreviewed": False,
        "featured": False,
        "featured_until": None,
        "updated_at": func.greatest(col(Event.updated_at), func.clock_timestamp()),
    }
    away = update(Event).where(col(Event.id).in_(event_ids)).values(**values)
    await session.exec(away.execution_options(synchronize_session=False))  # pyright: ignore
