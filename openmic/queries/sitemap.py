"""What search engines are told of, and when it last changed. A made-up night is no night."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, literal_column, select
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Town, Venue

E = Event.__table__.c  # pyright: ignore[reportAttributeAccessIssue]
PUBLISHED = literal_column("'published'")  # as the partial indexes have it
LIVE = (E.status == PUBLISHED, E.end_at > bindparam("now", type_=E.end_at.type), E.is_sample.is_(False))
PLACES_AT_MOST = 20_000


async def count(session: Session, *, now: datetime) -> int:
    """How many nights are still to come."""
    return (await session.exec(select(func.count()).where(*LIVE), params={"now": now})).scalar_one()  # pyright: ignore


async def nights(session: Session, *, now: datetime, offset: int, limit: int) -> list[Any]:
    """Nights still to come, oldest first: rows of id and updated_at."""
    found = select(E.id, E.updated_at).where(*LIVE).order_by(E.id).offset(offset).limit(limit)
    return list((await session.exec(found, params={"now": now})).all())  # pyright: ignore


async def towns(session: Session, *, now: datetime) -> list[Any]:
    """Towns with nights to come: rows of slug and when one of those last changed."""
    return await _places(session, _grouped(col(Town.slug), col(Town.id) == E.town_id), now)


async def venues(session: Session, *, now: datetime) -> list[Any]:
    """Venues with nights to come: rows of slug and when one of those last changed."""
    return await _places(session, _grouped(col(Venue.slug), col(Venue.id) == E.venue_id), now)


async def _places(session: Session, statement: Select, now: datetime) -> list[Any]:
    return list((await session.exec(statement, params={"now": now})).all())  # pyright: ignore


def _grouped(slug: Any, at: Any) -> Select:
    latest = func.max(E.updated_at).label("updated_at")
    found = select(slug.label("slug"), latest).join_from(Event, slug.table, at).where(*LIVE)
    return found.group_by(slug).order_by(slug).limit(PLACES_AT_MOST)
