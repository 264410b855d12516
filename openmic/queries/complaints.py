"""Reading and answering complaints about personal data. Of two who answer at once, one does."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from openmic.db import Session
from openmic.models import Complaint

SHOWN = 100
OPEN = col(Complaint.answered_at).is_(None)


async def add(session: Session, complaint: Complaint) -> bool:
    """Keeps a complaint; False if the very same was kept before."""
    added = insert(Complaint).values(complaint.model_dump()).on_conflict_do_nothing(index_elements=["id"])
    return (await session.exec(added.returning(col(Complaint.id)))).first() is not None  # pyright: ignore


async def waiting(session: Session) -> Sequence[Complaint]:
    """Those that are not answered, the oldest first."""
    oldest = select(Complaint).where(OPEN).order_by(col(Complaint.created_at), col(Complaint.id))
    return (await session.exec(oldest.limit(SHOWN))).all()


async def answered(session: Session) -> Sequence[Complaint]:
    """Those that are, the last first."""
    newest = select(Complaint).where(~OPEN).order_by(col(Complaint.answered_at).desc(), col(Complaint.id))
    return (await session.exec(newest.limit(SHOWN))).all()


async def answer(session: Session, complaint_id: UUID, *, outcome: str, now: datetime) -> Complaint | None:
    """Answers one and brings it; None if there is none that waits."""
    done = (
        update(Complaint)
        .where(col(Complaint.id) == complaint_id, OPEN)
        .values(
            outcome=outcome,
            answered_at=now,
            acknowledged_at=func.coalesce(col(Complaint.acknowledged_at), now),
        )
        .returning(Complaint)
    )
    return (await session.exec(done)).scalars().first()


async def count_older(session: Session, *, than: datetime) -> int:
    """How many have waited since before then."""
    late = select(func.count()).select_from(Complaint).where(OPEN, col(Complaint.created_at) < than)
    return (await session.exec(late)).one()
