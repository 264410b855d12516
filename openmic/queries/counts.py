"""How often nights were looked at, put into a calendar and written to."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlmodel import col

from openmic.db import Session
from openmic.models import Counted, NightCount


async def of(session: Session, event_ids: Sequence[UUID], *, since: date) -> Sequence[Any]:
    """Lines of `event_id`, `kind`, `day` and `times`: each day's views since then; all else together, without a day."""
    is_recent = and_(col(NightCount.kind) == Counted.VIEW, col(NightCount.counted_on) >= since)
    by_day = (
        select(
            col(NightCount.event_id),
            col(NightCount.kind),
            case((is_recent, col(NightCount.counted_on))).label("day"),
            col(NightCount.times),
        )
        .where(col(NightCount.event_id).in_(event_ids))
        .subquery()
    )
    key = (by_day.c.event_id, by_day.c.kind, by_day.c.day)
    counted = select(*key, func.sum(by_day.c.times).label("times")).group_by(*key)
    return (await session.exec(counted)).all()  # pyright: ignore
