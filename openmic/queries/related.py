"""Nights to mention on another night's page. Columns only, as in openmic.queries.listings."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event
from openmic.queries.listings import matching

AT_MOST = 4
AHEAD = timedelta(days=180)
MENTION = (
    col(Event.id),
    col(Event.title),
    col(Event.venue_name),
    col(Event.town_name),
    col(Event.start_at),
    col(Event.cancelled_at),
    col(Event.is_sample),
)


async def at_venue(session: Session, night: Any, *, now: datetime) -> list[Any]:
    """The next other nights at a night's venue: the registered one, or else one of its name in its town."""
    same = and_(col(Event.venue_name) == night.venue_name, col(Event.town_id) == night.town_id)
    if night.venue_id:
        same = col(Event.venue_id) == night.venue_id
    condition = and_(matching(now=now, window=(now, now + AHEAD)), same)
    return await _mentions(session, condition, besides=night.id)


async def that_night(
    session: Session, night: Any, *, now: datetime, window: tuple[datetime, datetime] | None
) -> list[Any]:
    """Other nights in the window, a day, that are not over: those in the night's own town come first."""
    near = (col(Event.town_id) == night.town_id).is_(True)
    return await _mentions(session, matching(now=now, window=window), near.desc(), besides=night.id)


async def _mentions(
    session: Session, condition: ColumnElement[bool], *first: ColumnElement, besides: UUID
) -> list[Any]:
    statement = (
        select(*MENTION)
        .where(condition, col(Event.id) != besides)
        .order_by(*first, col(Event.start_at), col(Event.id))
        .limit(AT_MOST)
    )
    return list((await session.exec(statement)).all())  # pyright: ignore
