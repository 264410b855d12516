"""Counting uses: one statement for each, so that of any number who ask at once each gets a number of its own."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from openmic.db import Session
from openmic.models import Allowance


async def use(session: Session, key: str, *, window_at: datetime, expires_at: datetime) -> int:
    """Counts one use in a window; says how many that makes."""
    first = insert(Allowance).values(key=key, window_at=window_at, used=1, expires_at=expires_at)
    counted = first.on_conflict_do_update(
        index_elements=["key", "window_at"], set_={"used": col(Allowance.used) + 1}
    ).returning(col(Allowance.used))
    return (await session.exec(counted)).scalar_one()


async def clear(session: Session, key: str) -> None:
    """Forgets what was used of one thing."""
    await session.exec(delete(Allowance).where(col(Allowance.key) == key))
