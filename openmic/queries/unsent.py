"""Mail that has not been sent: what a person can see of it, and decide about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column
from sqlmodel import col, or_, select, update

from openmic.db import Session
from openmic.models import Mail
from openmic.models.choices import MailState
from openmic.queries.outbox import SETTLED

# Written out, so that the planner sees that the partial index ix_outbox_trouble holds all that is asked for.
TROUBLE = col(Mail.state).in_([literal_column("'dead'"), literal_column("'uncertain'")])
DELAYED = ((col(Mail.state) == literal_column("'queued'")), col(Mail.last_error) != "")


async def in_trouble(session: Session, state: MailState, *, limit: int) -> Sequence[Mail]:
    """Mail in a state that waits for a person, newest first."""
    wanted = select(Mail).where(TROUBLE, col(Mail.state) == state)
    return (await session.exec(wanted.order_by(col(Mail.created_at).desc()).limit(limit))).all()


async def delayed(session: Session, *, limit: int) -> Sequence[Mail]:
    """Mail that was tried and waits for the next try, that which is tried soonest first."""
    wanted = select(Mail).where(*DELAYED).order_by(col(Mail.next_at), col(Mail.id)).limit(limit)
    return (await session.exec(wanted)).all()


async def count(session: Session) -> Any:
    """How many are `dead`, `uncertain`, `delayed`."""
    numbers = select(
        *(
            select(func.count()).where(*which).scalar_subquery().label(name)
            for name, which in (
                ("dead", (TROUBLE, col(Mail.state) == MailState.DEAD)),
                ("uncertain", (TROUBLE, col(Mail.state) == MailState.UNCERTAIN)),
                ("delayed", DELAYED),
            )
        )
    )
    return (await session.exec(numbers)).one()  # pyright: ignore


async def count_trouble(session: Session) -> int:
    """How many wait for a person."""
    return (await session.exec(select(func.count()).select_from(Mail).where(TROUBLE))).one()


async def backlog(session: Session, *, now: datetime) -> Any:
    """What should be on its way by now: how `many`, and `since` when the oldest should."""
    due = (col(Mail.state) == literal_column("'queued'"), col(Mail.next_at) <= now)
    counted = select(func.count().label("many"), func.min(col(Mail.next_at)).label("since")).where(*due)
    return (await session.exec(counted)).one()  # pyright: ignore


async def revive(session: Session, mail_id: UUID, *, now: datetime) -> str | None:
    """Puts a mail at the head of the queue, as if never tried; its kind, or None if it is settled or under way."""
    values = {"state": MailState.QUEUED, "next_at": now, "leased_until": None, "attempts": 0}
    return await _unless_settled(session, mail_id, now, **values)


async def drop(session: Session, mail_id: UUID, *, now: datetime) -> str | None:
    """Sends a mail to nobody. The row stays, so that what is mailed once only is not written again."""
    values = {"state": MailState.DROPPED, "leased_until": None, "text": "", "html": ""}
    return await _unless_settled(session, mail_id, now, **values)


async def _unless_settled(session: Session, mail_id: UUID, now: datetime, **values: Any) -> str | None:
    changed = update(Mail).where(col(Mail.id) == mail_id, *_decidable(now)).values(**values)
    return (await session.exec(changed.returning(col(Mail.kind)))).scalar_one_or_none()  # pyright: ignore


def _decidable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_free = or_(col(Mail.leased_until).is_(None), col(Mail.leased_until) < now)
    return (col(Mail.state).not_in(SETTLED), is_free)
