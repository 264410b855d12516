"""An organiser's own nights. Columns only, as in openmic.queries.listings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, exists, or_, select, union
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from openmic.db import Session
from openmic.models import Account, Act, AuditEntry, Event, Revision, RevisionState, Status

WAITS = exists().where(col(Revision.event_id) == col(Event.id), col(Revision.state) == RevisionState.WAITING)
SHOWN = (
    col(Event.id),
    col(Event.title),
    col(Event.category),
    col(Event.venue_name),
    col(Event.address),
    col(Event.town_name),
    col(Event.postcode),
    col(Event.start_at),
    col(Event.end_at),
    col(Event.ticket_url),
    col(Event.takes_messages),
    col(Event.status),
    col(Event.revision),
    col(Event.approved_revision),
    col(Event.email_verified),
    col(Event.appeal),
    col(Event.cancelled_at),
    col(Event.withdrawn_at),
    col(Event.hidden_at),
    col(Event.published_at),
    WAITS.label("has_change"),
)


async def of_account(
    session: Session, account_id: UUID, *, now: datetime, offset: int = 0, limit: int
) -> list[Any]:
    """What was sent in signed in, or with the address the account has proved to read: what is to come first, the next
    one first; then what is over or withdrawn, the latest first. Each half has an index of its own, hence the union.
    """
    mailbox = select(col(Account.email)).where(col(Account.id) == account_id).scalar_subquery()
    halves = [
        select(col(Event.id)).where(whose)
        for whose in (col(Event.account_id) == account_id, col(Event.organiser_email) == mailbox)
    ]
    is_past = or_(col(Event.end_at) <= now, col(Event.status) == Status.ARCHIVED)
    own = (
        select(*SHOWN)
        .where(col(Event.id).in_(union(*halves)))
        .order_by(
            is_past,
            case((is_past, None), else_=col(Event.start_at)),
            case((is_past, col(Event.start_at))).desc(),
            col(Event.id),
        )
    )
    return list((await session.exec(own.offset(offset).limit(limit))).all())  # pyright: ignore


async def one(session: Session, event_id: UUID) -> Any:
    """The same columns of one night, which exists."""
    return (await session.exec(select(*SHOWN).where(col(Event.id) == event_id).limit(1))).one()  # pyright: ignore


async def refusals(session: Session, event_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Why each of these was turned down last, in the words of the audit trail."""
    last = (
        select(col(AuditEntry.event_id), col(AuditEntry.reason))
        .ext(distinct_on(col(AuditEntry.event_id)))
        .where(col(AuditEntry.event_id).in_(event_ids), col(AuditEntry.act).in_((Act.REJECT, Act.UNPUBLISH)))
        .order_by(col(AuditEntry.event_id), col(AuditEntry.id).desc())
        .limit(len(event_ids))
    )
    return dict(map(tuple, (await session.exec(last)).all()))  # pyright: ignore
