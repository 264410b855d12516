"""Nights to mention on another night's page. Columns only, as in openmic.queries.listings."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select, true

from openmic.db import Session
from openmic.queries.matching import Condition, E, matching

AT_MOST = 4
AHEAD = timedelta(days=180)
MENTION = (E.id, E.title, E.venue_name, E.town_name, E.start_at, E.cancelled_at, E.is_sample)
SAME_VENUE = E.venue_id == bindparam("venue_id")
SAME_NAME = E.venue_name == bindparam("venue_name")
SAME_PLACE = and_(SAME_NAME, E.town_id == bindparam("town_id"))
NO_TOWN = and_(SAME_NAME, E.town_id.is_(None))
NEAREST_FIRST = E.town_id.is_not_distinct_from(bindparam("town_id")).desc()


async def at_venue(session: Session, night: Any, *, now: datetime) -> list[Any]:
    """The next other nights at a night's venue: the registered one, or else one of its name in its town."""
    same = SAME_VENUE if night.venue_id else SAME_PLACE if night.town_id else NO_TOWN
    return await _mentions(session, night, matching(now=now, window=(now, now + AHEAD)), same=same)


async def that_night(
    session: Session, night: Any, *, now: datetime, window: tuple[datetime, datetime] | None
) -> list[Any]:
    """Other nights in the window, a day, that are not over: those in the night's own town come first."""
    return await _mentions(session, night, matching(now=now, window=window), first=NEAREST_FIRST)


async def _mentions(session: Session, night: Any, condition: Condition, **how: ColumnElement) -> list[Any]:
    statement = _statement(condition.clause, **how)
    values = {
        **condition.values,
        "besides": night.id,
        "venue_id": night.venue_id,
        "venue_name": night.venue_name,
        "town_id": night.town_id,
    }
    return list((await session.exec(statement, params=values)).all())  # pyright: ignore


@cache
def _statement(
    clause: ColumnElement[bool],
    *,
    same: ColumnElement[bool] | None = None,
    first: ColumnElement | None = None,
) -> Select:
    """Put together once for each shape, as in openmic.queries.listings."""
    order = [E.start_at, E.id] if first is None else [first, E.start_at, E.id]
    narrowed = true() if same is None else same
    return (
        select(*MENTION).where(clause, narrowed, E.id != bindparam("besides")).order_by(*order).limit(AT_MOST)
    )
