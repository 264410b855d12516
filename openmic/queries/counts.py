"""How often nights were looked at, put into a calendar and written to."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, String, Uuid, and_, case, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlmodel import col

from openmic.db import Session
from openmic.models import Counted, Event, NightCount

Line = tuple[UUID, date, Counted, int]  # a night, a day, what, how often


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


async def add(session: Session, lines: Sequence[Line]) -> None:
    """Adds to the counts of nights, all in one statement. What is of no night that ever was public is dropped."""
    if not lines:
        return
    # always in the same order: two who write at once wait for each other, and never in a ring
    nights, days, kinds, times = (list(column) for column in zip(*sorted(lines), strict=True))
    said = (
        func.unnest(
            literal(nights, ARRAY(Uuid)),
            literal(days, ARRAY(Date)),
            literal(kinds, ARRAY(String)),
            literal(times, ARRAY(BigInteger)),
        )
        .table_valued("event_id", "counted_on", "kind", "times")
        .render_derived("said")
    )
    known = (
        select(said.c.event_id, said.c.counted_on, said.c.kind, said.c.times)
        .join_from(said, Event, and_(col(Event.id) == said.c.event_id, col(Event.published_at).is_not(None)))
        .with_for_update(read=True, key_share=True, of=Event)
    )
    added = insert(NightCount).from_select(["event_id", "counted_on", "kind", "times"], known)
    more = {"times": col(NightCount.times) + added.excluded.times}
    key = ["event_id", "counted_on", "kind"]
    await session.exec(added.on_conflict_do_update(index_elements=key, set_=more))
