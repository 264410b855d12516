"""The public reads: published events, in order of start, by keyset.

Statements are Core and bring columns, not entities: a third of the time, and the organiser's address
cannot leak because it is never read. Searches of one shape are one statement, put together once and sent with
other values (openmic.queries.matching): it takes as long to put one together as to send it.
"""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, tuple_
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Image, Town, Venue
from openmic.queries.matching import NOW, Condition

EXCERPT_SOURCE = 400
E = Event.__table__.c  # pyright: ignore[reportAttributeAccessIssue]

CARD = (
    E.id,
    E.title,
    func.left(E.description, EXCERPT_SOURCE).label("excerpt"),
    E.category,
    E.venue_name,
    E.town_name,
    E.start_at,
    E.end_at,
    E.cancelled_at,
    E.is_sample,
    E.image_key,
    E.image_alt,
)
# chosen by a moderator, for now, and worth going to
IS_FEATURED = and_(E.featured, E.featured_until > NOW, E.cancelled_at.is_(None))
DETAIL = (
    *CARD,
    E.description,
    E.address,
    E.postcode,
    E.organiser_name,
    E.ticket_url,
    E.takes_messages,
    E.featured_until,
    E.sequence,
    E.updated_at,
    E.venue_id,
    E.town_id,
    select(col(Venue.slug)).where(col(Venue.id) == Event.venue_id).scalar_subquery().label("venue_slug"),
    select(col(Town.slug)).where(col(Town.id) == Event.town_id).scalar_subquery().label("town_slug"),
    select(col(Image.width)).where(col(Image.key) == Event.image_key).scalar_subquery().label("image_width"),
    select(col(Image.height))
    .where(col(Image.key) == Event.image_key)
    .scalar_subquery()
    .label("image_height"),
)
ORDER = (E.start_at, E.id)
FURTHER = tuple_(*ORDER) > tuple_(
    bindparam("after_start", type_=E.start_at.type), bindparam("after_id", type_=E.id.type)
)


async def search(
    session: Session, condition: Condition, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Listings in order of start, from a keyset position on."""
    values = condition.values | {"at_most": limit}
    if after:
        values |= {"after_start": after[0], "after_id": after[1]}
    statement = _cards(condition.clause, is_further=bool(after))
    return list((await session.exec(statement, params=values)).all())  # pyright: ignore


@cache
def _cards(clause: ColumnElement[bool], *, is_further: bool) -> Select:
    columns = (*CARD, IS_FEATURED.label("is_featured"))
    found = select(*columns).where(clause).order_by(*ORDER).limit(bindparam("at_most"))
    return found.where(FURTHER) if is_further else found


async def featured(session: Session, condition: Condition, *, limit: int) -> list[Any]:
    """The first listings in order of start that moderators have chosen to be featured now."""
    values = condition.values | {"at_most": limit}
    return list((await session.exec(_featured(condition.clause), params=values)).all())  # pyright: ignore


@cache
def _featured(clause: ColumnElement[bool]) -> Select:
    return _cards(clause, is_further=False).where(IS_FEATURED)


async def tally(session: Session, condition: Condition, *, limit: int) -> list[Any]:
    """How many listings there are by town's name and category, counting no further than `limit`."""
    values = condition.values | {"at_most": limit}
    return list((await session.exec(_tally(condition.clause), params=values)).all())  # pyright: ignore


@cache
def _tally(clause: ColumnElement[bool]) -> Select:
    found = select(E.town_name, E.category).where(clause).limit(bindparam("at_most")).subquery()
    by = (found.c.town_name, found.c.category)
    return select(*by, func.count().label("nights")).group_by(*by)


async def find(session: Session, event_id: UUID) -> Any:
    """An event's public columns with where it stands, whatever that is."""
    columns = (*DETAIL, E.status, E.published_at, E.hidden_at, E.withdrawn_at)
    return (await session.exec(select(*columns).where(E.id == event_id).limit(1))).first()  # pyright: ignore
