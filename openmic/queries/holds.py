"""Reading and writing legal holds. At most one of a night stands (`uq_legal_hold_standing`)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import col

from openmic.db import Session
from openmic.models import Account, Event, LegalHold
from openmic.queries.forgetting import STANDING

SHOWN = 200
HOLD = (
    col(LegalHold.id),
    col(LegalHold.event_id),
    col(LegalHold.reason),
    col(LegalHold.owner),
    col(LegalHold.review_on),
    col(LegalHold.created_at),
    col(Account.name).label("placed_by"),
    col(Event.title),
)


async def standing(session: Session, *, event_id: UUID | None = None) -> list[Any]:
    """What stands, of all nights or of one; what is to be looked at first comes first."""
    found = (
        select(*HOLD)
        .join_from(LegalHold, Event, col(Event.id) == col(LegalHold.event_id))
        .join(Account, col(Account.id) == col(LegalHold.placed_by), isouter=True)
        .where(STANDING)
    )
    if event_id:
        found = found.where(col(LegalHold.event_id) == event_id)
    ordered = found.order_by(col(LegalHold.review_on), col(LegalHold.id)).limit(SHOWN)
    return list((await session.exec(ordered)).all())  # pyright: ignore


async def count_due(session: Session, *, today: date) -> int:
    """How many are to be looked at again, today or since before."""
    due = select(func.count()).select_from(LegalHold).where(STANDING, col(LegalHold.review_on) <= today)
    return (await session.exec(due)).scalar_one()  # pyright: ignore


async def add(session: Session, hold: LegalHold) -> None:
    """Places one on a night that the caller has locked."""
    session.add(hold)
    await session.flush()


async def lift(session: Session, hold_id: UUID, *, by: UUID, now: datetime) -> bool:
    """Lifts one; False if it does not stand."""
    lifted = update(LegalHold).where(col(LegalHold.id) == hold_id, STANDING)
    return (await session.exec(lifted.values(lifted_at=now, lifted_by=by))).rowcount == 1  # pyright: ignore
