"""How moderation goes, counted by the database. A decision that was undone is none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, case, distinct, extract, func, select
from sqlmodel import col

from openmic.db import Session
from openmic.models import Act, AuditEntry, Event, Report, ReportState, Status

DECISIONS = (Act.APPROVE, Act.REJECT, Act.UNPUBLISH, Act.LOOK_OVER)
DAY = 86400  # seconds


def _half(column: ColumnElement, *, part: float = 0.5) -> ColumnElement:
    return func.percentile_cont(part).within_group(column)


async def waiting(session: Session) -> Any:
    """What waits now: how many `nights`, how many of them `held` aside, and `since` when the oldest does."""
    counted = select(
        func.count().label("nights"),
        func.count(col(Event.held_at)).label("held"),
        func.min(col(Event.queued_at)).label("since"),
    ).where(col(Event.queued_at).is_not(None))
    return (await session.exec(counted)).one()  # pyright: ignore


async def decisions(session: Session, *, since: datetime) -> Any:
    """What moderators decided, and how long nights had waited for it, in seconds.

    `minutes` are those in which a moderator decided at least one thing, each moderator's counted by itself.
    """
    lines = (
        select(
            col(AuditEntry.act),
            col(AuditEntry.at),
            col(AuditEntry.person_id),
            col(AuditEntry.before)["queued_at"].astext.label("queued_at"),
            func.lead(col(AuditEntry.act))
            .over(partition_by=col(AuditEntry.event_id), order_by=col(AuditEntry.id))
            .label("then"),
        )
        .where(col(AuditEntry.at) >= since, col(AuditEntry.event_id).is_not(None))
        .subquery()
    )
    is_decision = lines.c.act.in_(DECISIONS)
    was_undone = func.coalesce(lines.c.then == Act.UNDO, False)
    stands = is_decision & ~was_undone
    waited = case((stands, extract("epoch", lines.c.at - lines.c.queued_at.cast(DateTime(timezone=True)))))
    minute = func.row(lines.c.person_id, func.date_trunc("minute", lines.c.at))
    counted = select(
        func.count().filter(stands).label("decided"),
        func.count().filter(stands & (lines.c.act == Act.APPROVE)).label("approved"),
        func.count().filter(stands & (lines.c.act == Act.REJECT)).label("rejected"),
        func.count().filter(stands & (lines.c.act == Act.UNPUBLISH)).label("taken_off"),
        func.count().filter(stands & (lines.c.act == Act.LOOK_OVER)).label("looked_over"),
        func.count().filter(is_decision & was_undone).label("undone"),
        func.count(distinct(minute)).filter(stands).label("minutes"),
        func.count(waited).label("waited"),
        func.count().filter(waited <= DAY).label("in_a_day"),
        _half(waited).label("median"),
        _half(waited, part=0.95).label("p95"),
    )
    return (await session.exec(counted)).one()  # pyright: ignore


async def takedowns(session: Session, *, since: datetime) -> Any:
    """Reports that came since then: until their listing was hidden or a person had decided, in seconds."""
    ended = case((col(Report.hid_listing), col(Report.created_at)), else_=col(Report.decided_at))
    took = extract("epoch", ended - col(Report.created_at))
    counted = select(
        func.count().label("came"),
        func.count().filter(col(Report.state) == ReportState.OPEN).label("open"),
        func.count().filter(col(Report.hid_listing)).label("at_once"),
        _half(took).label("median"),
        func.max(took).label("longest"),
    ).where(col(Report.created_at) >= since)
    return (await session.exec(counted)).one()  # pyright: ignore


APPROVED = (
    col(Event.published_at).is_not(None),
    col(Event.status).in_((Status.PUBLISHED, Status.ARCHIVED)),
    col(Event.is_unreviewed).is_(False),
    col(Event.is_sample).is_(False),
)
SENDERS = func.count(distinct(func.nullif(col(Event.organiser_email), "")))


async def success(session: Session) -> Any:
    """Real nights that were approved and not taken off again, and how many organisers sent them in."""
    counted = select(func.count().label("nights"), SENDERS.label("organisers")).where(*APPROVED)
    return (await session.exec(counted)).one()  # pyright: ignore


async def success_by_week(session: Session, *, since: datetime) -> Sequence[Any]:
    """The same by the week in London in which they became public: its Monday, as `monday`. No line for none."""
    there = func.timezone("Europe/London", col(Event.published_at))
    monday = func.date_trunc("week", there).cast(Date)
    counted = select(monday.label("monday"), func.count().label("nights"), SENDERS.label("organisers"))
    counted = counted.where(*APPROVED, col(Event.published_at) >= since).group_by(monday)
    return (await session.exec(counted)).all()  # pyright: ignore
