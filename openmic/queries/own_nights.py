"""An organiser's own nights. Columns only, as in openmic.queries.listings."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, union
from sqlmodel import col

from openmic.db import Session
from openmic.models import Account, Event, Revision, RevisionState

WAITS = exists().where(col(Revision.event_id) == col(Event.id), col(Revision.state) == RevisionState.WAITING)
SHOWN = (
    col(Event.id),
    col(Event.title),
    col(Event.start_at),
    col(Event.end_at),
    col(Event.status),
    col(Event.email_verified),
    col(Event.cancelled_at),
    col(Event.withdrawn_at),
    col(Event.hidden_at),
    WAITS.label("has_change"),
)


async def newest(session: Session, account_id: UUID, *, before: UUID | None, limit: int) -> list[Any]:
    """What was sent in signed in, or with the address the account has proved to read; the latest sent first.

    `before` goes on after that night. Each half has an index of its own, hence the union.
    """
    mailbox = select(col(Account.email)).where(col(Account.id) == account_id).scalar_subquery()
    on = [col(Event.id) < before] if before else []
    halves = [
        select(col(Event.id))
        .where(whose, *on)
        .order_by(col(Event.id).desc())
        .limit(limit)
        .subquery()
        .select()
        for whose in (col(Event.account_id) == account_id, col(Event.organiser_email) == mailbox)
    ]
    own = select(*SHOWN).where(col(Event.id).in_(union(*halves)))
    return list((await session.exec(own.order_by(col(Event.id).desc()).limit(limit))).all())  # pyright: ignore
