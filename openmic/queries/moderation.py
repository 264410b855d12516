"""What waits for a moderator, and the writes that settle it. One night is one item, whatever waits with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, update
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Report, ReportState, Revision, RevisionState, Status
from openmic.queries import submissions

HERE = col(Event.status).in_((Status.PENDING, Status.PUBLISHED))
HAS_CHANGE = exists().where(
    col(Revision.event_id) == col(Event.id), col(Revision.state) == RevisionState.WAITING
)
HAS_REPORT = exists().where(col(Report.event_id) == col(Event.id), col(Report.state) == ReportState.OPEN)
WAITS = or_(
    and_(col(Event.status) == Status.PENDING, col(Event.email_verified)),
    col(Event.is_unreviewed),
    and_(col(Event.status) == Status.PUBLISHED, HAS_CHANGE),
    and_(HERE, col(Event.email_verified), HAS_REPORT),
)


async def settle(session: Session, event_id: UUID, *, now: datetime, is_news: bool = False) -> None:
    """Puts a night into the queue, or takes it out, by what waits now. It keeps its place while it waits.

    `is_news` says that its organiser or a visitor did something: it is held aside no longer.
    """
    values = {
        "queued_at": case((WAITS, func.coalesce(col(Event.queued_at), now))),
        "held_at": None if is_news else case((WAITS, col(Event.held_at))),
    }
    statement = update(Event).where(col(Event.id) == event_id).values(**values)
    await session.exec(statement.execution_options(synchronize_session=False))  # pyright: ignore


async def decide_change(
    session: Session, event_id: UUID, *, number: int, state: RevisionState, now: datetime
) -> bool:
    """Ends the wait of exactly this change; False if it does not wait."""
    seen = (
        col(Revision.event_id) == event_id,
        col(Revision.number) == number,
        col(Revision.state) == RevisionState.WAITING,
    )
    ended = update(Revision).where(*seen).values(state=state, decided_at=now)
    return (await session.exec(ended)).rowcount == 1  # pyright: ignore


async def numbered(session: Session, event_id: UUID, *, number: int) -> Revision | None:
    """A change of a night by its number, whatever became of it."""
    wanted = select(Revision).where(col(Revision.event_id) == event_id, col(Revision.number) == number)
    return (await session.exec(wanted.limit(1))).scalar()  # pyright: ignore


async def reopen_change(session: Session, event_id: UUID, *, number: int) -> bool:
    """Has a decided change wait again; False if another waits already."""
    waits = exists().where(col(Revision.event_id) == event_id, col(Revision.state) == RevisionState.WAITING)
    again = (
        update(Revision)
        .where(col(Revision.event_id) == event_id, col(Revision.number) == number, ~waits)
        .values(state=RevisionState.WAITING, decided_at=None)
    )
    done = await session.exec(again.execution_options(synchronize_session=False))  # pyright: ignore
    return done.rowcount == 1


async def close_reports(session: Session, event_id: UUID, *, state: ReportState, now: datetime) -> list[UUID]:
    """Decides every open report of a night alike; says which."""
    open_ = (col(Report.event_id) == event_id, col(Report.state) == ReportState.OPEN)
    closed = update(Report).where(*open_).values(state=state, decided_at=now).returning(col(Report.id))
    return list((await session.exec(closed)).scalars())  # pyright: ignore


async def reopen_reports(session: Session, reports: list[UUID]) -> None:
    """Has decided reports wait again."""
    again = update(Report).where(col(Report.id).in_(reports)).values(state=ReportState.OPEN, decided_at=None)
    await session.exec(again)  # pyright: ignore


async def has_open_report(session: Session, event_id: UUID) -> bool:
    """Whether somebody's report about a night waits for a decision."""
    found = select(col(Report.id)).where(
        col(Report.event_id) == event_id, col(Report.state) == ReportState.OPEN
    )
    return (await session.exec(found.limit(1))).first() is not None  # pyright: ignore


async def change(
    session: Session, event_id: UUID, values: Mapping[str, Any], *, seen: int, status: Status
) -> bool:
    """Changes a proved night if it still has these words and stands so; False if not (TRUST T27)."""
    as_seen = (
        col(Event.revision) == seen,
        col(Event.status) == status,
        col(Event.email_verified),
    )
    return await submissions.change(session, event_id, values, when=as_seen)


def once_more() -> ColumnElement[int]:
    """One more than a night's sequence: calendars that have it take the new words (RFC 5545 section 3.8.7.4)."""
    return col(Event.sequence) + 1
