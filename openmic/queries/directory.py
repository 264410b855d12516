"""The directory: each town and venue with how many nights are coming and which is next. Columns only.

Counts and next nights are read place by place from the index of live nights, so that what is over costs nothing.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_, select, true
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Status, Town, Venue, VenueAlias
from openmic.queries.matching import NOT_LONG_AGO, NOT_OVER, E

AT_MOST = 1000  # venues under one letter
THE = r"^the\s+(?=\S)"
# "The Fox" stands under F
LETTER = func.upper(
    func.left(func.regexp_replace(col(Venue.name), literal_column(f"'{THE}'"), "", "i"), 1)
).label("letter")
ONCE = Event.__table__.alias("once").c  # pyright: ignore[reportAttributeAccessIssue]


def _since(now: datetime) -> dict[str, datetime]:
    return {"now": now, "earliest": now - timedelta(days=1)}


def _was_held(one: Any, now: datetime) -> ColumnElement[bool]:
    """What was listed, took place as far as we know, and is over."""
    return and_(
        one.status.in_((Status.PUBLISHED, Status.ARCHIVED)),
        one.published_at.is_not(None),
        one.withdrawn_at.is_(None),
        one.cancelled_at.is_(None),
        one.end_at <= now,
    )


def _coming(of: ColumnElement[bool]) -> Any:
    """The next night that is not over, and how many there are, of whatever `of` ties them to; no row for none."""
    is_off = E.cancelled_at.is_not(None)
    return (
        select(
            E.id.label("next_id"),
            E.title.label("next_title"),
            E.start_at.label("next_at"),
            is_off.label("next_is_off"),
            E.is_sample.label("next_is_sample"),
            func.count().over().label("nights"),
        )
        .where(NOT_OVER, NOT_LONG_AGO, of)
        .order_by(is_off, E.start_at, E.id)
        .limit(1)
        .lateral("coming")
    )


async def towns(session: Session, *, now: datetime) -> list[Any]:
    """Every town that was joined to no other, by name."""
    coming = _coming(E.town_id == col(Town.id))
    lines = (
        select(col(Town.name), col(Town.slug), *coming.c)
        .select_from(Town)
        .outerjoin(coming, true())
        .where(col(Town.merged_into).is_(None))
        .order_by(col(Town.name))
        .limit(500)
    )
    return list((await session.exec(lines, params=_since(now))).all())  # pyright: ignore


async def letters(session: Session, *, town: str) -> list[Any]:
    """How many venues there are under each first letter, as it is written, in a town (its slug) or in all."""
    found = select(LETTER, func.count().label("venues")).group_by(LETTER).limit(AT_MOST)
    return list((await session.exec(_in(found, town))).all())  # pyright: ignore


async def venues(session: Session, *, now: datetime, town: str, letters: Collection[str]) -> list[Any]:
    """The venues in a town or in all, under some letters or all, in no order; `last_at` is when something was last
    held at one where nothing is coming.
    """
    coming = _coming(E.venue_id == col(Venue.id))
    once_here = (
        select(ONCE.start_at)
        .where(ONCE.venue_id == col(Venue.id), _was_held(ONCE, now))
        .order_by(ONCE.start_at.desc())
        .limit(1)
    )
    lines = (
        select(
            col(Venue.name),
            col(Venue.slug),
            Town.name.label("town_name"),  # pyright: ignore[reportAttributeAccessIssue]
            *coming.c,
            case((coming.c.next_id.is_(None), once_here.scalar_subquery())).label("last_at"),
        )
        .select_from(Venue)
        .join(Town, col(Town.id) == col(Venue.town_id), isouter=True)
        .outerjoin(coming, true())
        .limit(AT_MOST)
    )
    if letters:
        lines = lines.where(LETTER.in_(sorted(letters)))
    return list((await session.exec(_in(lines, town), params=_since(now))).all())  # pyright: ignore


def _in(lines: Select, town: str) -> Select:
    if not town:
        return lines
    return lines.where(
        col(Venue.town_id) == select(col(Town.id)).where(col(Town.slug) == town).scalar_subquery()
    )


async def count_venues(session: Session, town: str) -> int:
    """How many venues a town has."""
    counted = _in(select(func.count()).select_from(Venue), town)
    return (await session.exec(counted)).scalar_one()  # pyright: ignore


async def venue(session: Session, slug: str) -> Any:
    """A venue's public columns with its town and its other names, by its address or one it once had; or None."""
    names = (
        select(func.array_agg(col(VenueAlias.name)))
        .where(col(VenueAlias.venue_id) == col(Venue.id))
        .correlate(Venue)
        .scalar_subquery()
    )
    once = select(col(VenueAlias.venue_id)).where(col(VenueAlias.slug) == slug).scalar_subquery()
    found = (
        select(
            *(col(getattr(Venue, name)) for name in ("id", "name", "slug", "address", "postcode")),
            *(
                col(getattr(Venue, name))
                for name in ("step_free_room", "step_free_stage", "step_free_toilet", "access_note")
            ),
            col(Town.name).label("town_name"),
            col(Town.slug).label("town_slug"),
            names.label("aliases"),
        )
        .join_from(Venue, Town, isouter=True)
        .where(or_(col(Venue.slug) == slug, col(Venue.id) == once))
        .order_by((col(Venue.slug) == slug).desc())
        .limit(1)
    )
    return (await session.exec(found)).first()  # pyright: ignore


async def regulars(session: Session, venue_id: UUID, *, now: datetime, least: int, limit: int) -> list[Any]:
    """What was held at a venue at least so often: titles, whatever their case, how often and when last."""
    title = func.lower(col(Event.title))
    times, last_at = func.count().label("times"), func.max(col(Event.start_at)).label("last_at")
    found = (
        select(func.max(col(Event.title)).label("title"), times, last_at)
        .where(col(Event.venue_id) == venue_id, _was_held(E, now))
        .group_by(title)
        .having(func.count() >= least)
        .order_by(times.desc(), last_at.desc(), title)
        .limit(limit)
    )
    return list((await session.exec(found)).all())  # pyright: ignore
