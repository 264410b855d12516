"""Reading and adding to the audit trail. Nothing here changes a line of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from openmic.db import Session
from openmic.models import Account, Act, AuditEntry, Event

BATCH_AT_MOST = 200
LINE = (
    col(AuditEntry.id),
    col(AuditEntry.at),
    col(AuditEntry.act),
    col(AuditEntry.by),
    col(AuditEntry.person_id),
    col(AuditEntry.batch_id),
    col(AuditEntry.event_id),
    col(AuditEntry.revision),
    col(AuditEntry.reason),
    col(AuditEntry.before),
    col(AuditEntry.after),
    col(Account.name).label("person"),
    col(Event.title),
)


async def add(session: Session, entry: AuditEntry) -> None:
    """Writes one line. Of a night, which the caller holds locked, it is the last by its id, whatever the clock says."""
    last = await newest_of(session, entry.event_id) if entry.event_id else None
    if last and entry.id <= last:
        entry.id = UUID(int=last.int + 1)
    session.add(entry)
    await session.flush()


async def add_each(session: Session, entries: Sequence[AuditEntry]) -> None:
    """Writes one line of each of several nights, which the caller holds locked, as `add` does."""
    about = [entry.event_id for entry in entries]
    newest = (
        select(col(AuditEntry.event_id), col(AuditEntry.id))
        .ext(distinct_on(col(AuditEntry.event_id)))
        .where(col(AuditEntry.event_id).in_(about))
        .order_by(col(AuditEntry.event_id), col(AuditEntry.id).desc())
        .limit(len(about))
    )
    last: dict[UUID | None, UUID] = dict(map(tuple, (await session.exec(newest)).all()))  # pyright: ignore
    for entry in entries:
        if entry.event_id in last and entry.id <= last[entry.event_id]:
            entry.id = UUID(int=last[entry.event_id].int + 1)
    session.add_all(entries)
    await session.flush()


async def of_batch(session: Session, batch_id: UUID) -> list[AuditEntry]:
    """What was done with one press of a button, in that order."""
    found = select(AuditEntry).where(col(AuditEntry.batch_id) == batch_id)
    return list((await session.exec(found.order_by(col(AuditEntry.id)).limit(BATCH_AT_MOST))).scalars())  # pyright: ignore


async def newest_of(session: Session, event_id: UUID) -> UUID | None:
    """The last line about a night."""
    found = select(col(AuditEntry.id)).where(col(AuditEntry.event_id) == event_id)
    return (await session.exec(found.order_by(col(AuditEntry.id).desc()).limit(1))).scalar()  # pyright: ignore


async def latest_acts(session: Session, event_id: UUID, *, limit: int) -> list[Act]:
    """What was done with a night, the last first."""
    found = select(col(AuditEntry.act)).where(col(AuditEntry.event_id) == event_id)
    return list((await session.exec(found.order_by(col(AuditEntry.id).desc()).limit(limit))).scalars())  # pyright: ignore


async def has(session: Session, event_id: UUID, *acts: Act) -> bool:
    """Whether any of these was ever done with a night."""
    found = select(col(AuditEntry.id)).where(
        col(AuditEntry.event_id) == event_id, col(AuditEntry.act).in_(acts)
    )
    return (await session.exec(found.limit(1))).first() is not None  # pyright: ignore


async def newest(
    session: Session,
    *,
    event_id: UUID | None = None,
    act: Act | None = None,
    before: UUID | None = None,
    limit: int,
) -> list[Any]:
    """Lines of all nights or of one, of all acts or of one, the last first; `before` goes on after that line."""
    lines = (
        select(*LINE)
        .join(Account, col(Account.id) == col(AuditEntry.person_id), isouter=True)
        .join(Event, col(Event.id) == col(AuditEntry.event_id), isouter=True)
    )
    if event_id:
        lines = lines.where(col(AuditEntry.event_id) == event_id)
    if act:
        lines = lines.where(col(AuditEntry.act) == act)
    if before:
        lines = lines.where(col(AuditEntry.id) < before)
    return list((await session.exec(lines.order_by(col(AuditEntry.id).desc()).limit(limit))).all())  # pyright: ignore
