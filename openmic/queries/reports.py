"""Reading and writing what people say is wrong with a listing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import cast, select, update
from sqlalchemy.dialects.postgresql import INET
from sqlmodel import col

from openmic.db import Session
from openmic.models import Act, AuditEntry, Report, ReportReason, ReportState

SAID = "said"  # where the trail keeps which reason a report gave


async def add(session: Session, report: Report) -> None:
    """Stores one."""
    session.add(report)
    await session.flush()


async def find(session: Session, report_id: UUID) -> Report | None:
    """One report, whatever its state."""
    wanted = select(Report).where(col(Report.id) == report_id).limit(1)
    return (await session.exec(wanted.execution_options(populate_existing=True))).scalar()  # pyright: ignore


async def said_before(session: Session, event_id: UUID, reason: ReportReason, *, visitor: str) -> UUID | None:
    """One visitor's open report about a night for this reason. `visitor` is an address or a network."""
    theirs = (
        col(Report.event_id) == event_id,
        col(Report.reason) == reason,
        col(Report.state) == ReportState.OPEN,
        col(Report.ip).op("<<=")(cast(visitor, INET)),
    )
    return (await session.exec(select(col(Report.id)).where(*theirs).limit(1))).scalar()  # pyright: ignore


async def close(session: Session, report_id: UUID, *, state: ReportState, now: datetime) -> bool:
    """Decides one that is open; False if it is not."""
    open_ = (col(Report.id) == report_id, col(Report.state) == ReportState.OPEN)
    closed = await session.exec(update(Report).where(*open_).values(state=state, decided_at=now))  # pyright: ignore
    return closed.rowcount == 1


async def found_right(session: Session, event_id: UUID, *, since: datetime) -> bool:
    """Whether a moderator has found a report about a night right since then."""
    right = (
        col(Report.event_id) == event_id,
        col(Report.state) == ReportState.REVIEWED,
        col(Report.decided_at) >= since,
    )
    return (await session.exec(select(col(Report.id)).where(*right).limit(1))).first() is not None  # pyright: ignore


async def was_unreviewed(session: Session, event_id: UUID) -> bool:
    """Whether nobody had looked at a night when a report hid it the last time."""
    hidden = (col(AuditEntry.event_id) == event_id, col(AuditEntry.act) == Act.HIDE)
    last = select(col(AuditEntry.before)["is_unreviewed"].astext == "true").where(*hidden)
    return bool((await session.exec(last.order_by(col(AuditEntry.id).desc()).limit(1))).scalar())  # pyright: ignore


async def was_dismissed(session: Session, event_id: UUID, reason: ReportReason, *, revision: int) -> bool:
    """Whether a moderator has dismissed this reason about exactly these words of a night."""
    dismissed = (
        col(AuditEntry.event_id) == event_id,
        col(AuditEntry.act) == Act.DISMISS_REPORT,
        col(AuditEntry.revision) == revision,
        col(AuditEntry.after)[SAID].astext == reason,
    )
    return (await session.exec(select(col(AuditEntry.id)).where(*dismissed).limit(1))).first() is not None  # pyright: ignore


async def mailboxes(session: Session, reports: Sequence[UUID]) -> list[Any]:
    """Of these reports those whose sender wants to hear of the outcome: `id` and `email`."""
    wanted = select(col(Report.id), col(Report.email)).where(
        col(Report.id).in_(reports), col(Report.email) != ""
    )
    return list((await session.exec(wanted.order_by(col(Report.id)).limit(len(reports)))).all())  # pyright: ignore
