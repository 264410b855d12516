"""Which nights are featured, and until when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event


async def set_featured(session: Session, event_id: UUID, *, until: datetime | None) -> None:
    """Features a night until then, or no longer."""
    values = {"featured": until is not None, "featured_until": until, "updated_at": func.now()}
    changed = update(Event).where(col(Event.id) == event_id).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))  # pyright: ignore


async def lock_over(session: Session, *, now: datetime) -> Event | None:
    """One night whose feature is over and that nobody else is at, locked."""
    over = select(Event).where(col(Event.featured), col(Event.featured_until) <= now)
    return (await session.exec(over.limit(1).with_for_update(skip_locked=True))).scalar()  # pyright: ignore
