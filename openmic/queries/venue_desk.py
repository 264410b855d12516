"""Venues and towns as moderators find them, with those that may be the same."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Town, Venue, VenueAlias

AT_MOST = 500
LIKE, LIKE_AT_ONE_POSTCODE = 0.45, 0.3  # of one name to another (pg_trgm), from nothing to 1
OTHER_TABLE = Venue.__table__.alias("other")  # pyright: ignore[reportAttributeAccessIssue]
OTHER = OTHER_TABLE.c
LIKENESS = func.similarity(OTHER.name, Venue.name)
# an index finds those that are a little alike
MAY_BE = and_(
    OTHER.id != col(Venue.id),
    OTHER.name.op("%")(col(Venue.name)),
    or_(OTHER.town_id == col(Venue.town_id), OTHER.town_id.is_(None), col(Venue.town_id).is_(None)),
    case(
        (and_(OTHER.postcode == col(Venue.postcode), OTHER.postcode != ""), LIKE_AT_ONE_POSTCODE), else_=LIKE
    )
    <= LIKENESS,
)


def _line() -> tuple[Any, ...]:
    nights = select(func.count()).where(col(Event.venue_id) == col(Venue.id)).correlate(Venue)
    names = select(func.array_agg(col(VenueAlias.name))).where(col(VenueAlias.venue_id) == col(Venue.id))
    return (
        col(Venue.id),
        col(Venue.name),
        col(Venue.slug),
        col(Venue.address),
        col(Venue.postcode),
        col(Town.name).label("town_name"),
        nights.scalar_subquery().label("nights"),
        names.correlate(Venue).scalar_subquery().label("aliases"),
    )


async def found(
    session: Session, *, words: str, town: str, doubles: bool, after: tuple[str, UUID] | None, limit: int
) -> list[Any]:
    """Venues by name and id, from a keyset position on: all, those of a town (its slug), those whose name, address,
    postcode or other name has the words or a name like them, and those that may be there twice.
    """
    by_name = (col(Venue.name), col(Venue.id))
    lines = select(*_line()).join_from(Venue, Town, col(Town.id) == col(Venue.town_id), isouter=True)
    lines = lines.order_by(*by_name).limit(limit)
    if words:
        lines = lines.where(_has(words))
    if town:
        lines = lines.where(col(Town.slug) == town)
    if doubles:
        lines = lines.where(exists(select(OTHER.id).where(MAY_BE).correlate(Venue)))
    if after:
        lines = lines.where(func.row(*by_name) > func.row(*after))
    return list((await session.exec(lines)).all())  # pyright: ignore


async def alike(session: Session, ids: Collection[UUID]) -> list[Any]:
    """The venues that each of these may be the same as (`venue_id`), the likest first: name, slug and town's name."""
    pairs = (
        select(col(Venue.id).label("venue_id"), OTHER.name, OTHER.slug, col(Town.name).label("town_name"))
        .join_from(Venue, OTHER_TABLE, MAY_BE)
        .join(Town, col(Town.id) == OTHER.town_id, isouter=True)
        .where(col(Venue.id).in_(ids))
        .order_by(LIKENESS.desc(), OTHER.id)
        .limit(AT_MOST)
    )
    return list((await session.exec(pairs)).all())  # pyright: ignore


async def others(session: Session, *, besides: UUID, words: str, limit: int) -> list[Any]:
    """Venues a venue could be joined to: those with these words, or without words those that may be the same."""
    lines = select(*_line()).join_from(Venue, Town, col(Town.id) == col(Venue.town_id), isouter=True)
    if words:
        lines = lines.where(_has(words), col(Venue.id) != besides)
    else:
        lines = lines.join(OTHER_TABLE, MAY_BE).where(OTHER.id == besides)
    lines = lines.order_by(col(Venue.name), col(Venue.id)).limit(limit)
    return list((await session.exec(lines)).all())  # pyright: ignore


def _has(words: str) -> ColumnElement[bool]:
    letters = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    other = select(col(VenueAlias.venue_id)).where(col(VenueAlias.name).ilike(f"%{letters}%"))
    return or_(
        col(Venue.name).ilike(f"%{letters}%"),
        col(Venue.name).op("%>")(words),
        col(Venue.address).ilike(f"%{letters}%"),
        col(Venue.postcode).ilike(f"%{letters}%"),
        col(Venue.id).in_(other),
    )


async def towns(session: Session) -> list[Any]:
    """Every town by name, with its nights and venues; one that was joined to another says to which."""
    other = aliased(Town)
    nights = select(func.count()).where(col(Event.town_id) == col(Town.id)).correlate(Town)
    venues = select(func.count()).where(col(Venue.town_id) == col(Town.id)).correlate(Town)
    lines = (
        select(
            col(Town.name),
            col(Town.slug),
            other.name.label("into"),  # pyright: ignore[reportAttributeAccessIssue]
            nights.scalar_subquery().label("nights"),
            venues.scalar_subquery().label("venues"),
        )
        .select_from(Town)
        .outerjoin(other, col(Town.merged_into) == other.id)
        .order_by(col(Town.name))
        .limit(500)
    )
    return list((await session.exec(lines)).all())  # pyright: ignore
