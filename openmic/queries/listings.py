"""The public reads: published events, in order of start, by keyset.

Statements are Core and bring columns, not entities: a third of the time, and the organiser's address
cannot leak because it is never read. `status = 'published'` is written as a literal so that the planner
may use the partial indexes, which hold what is live and nothing else.
"""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal_column, select, tuple_
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Image, Town, Venue
from openmic.models.event import LIVE

WORDS_AT_MOST = 8
EXCERPT_SOURCE = 400

CARD = (
    col(Event.id),
    col(Event.title),
    func.left(col(Event.description), EXCERPT_SOURCE).label("excerpt"),
    col(Event.category),
    col(Event.venue_name),
    col(Event.town_name),
    col(Event.start_at),
    col(Event.end_at),
    col(Event.cancelled_at),
    col(Event.is_sample),
    col(Event.image_key),
    col(Event.image_alt),
)
DETAIL = (
    *CARD,
    col(Event.description),
    col(Event.address),
    col(Event.postcode),
    col(Event.organiser_name),
    col(Event.ticket_url),
    col(Event.takes_messages),
    col(Event.sequence),
    col(Event.updated_at),
    col(Event.venue_id),
    col(Event.town_id),
    select(col(Venue.slug)).where(col(Venue.id) == Event.venue_id).scalar_subquery().label("venue_slug"),
    select(col(Town.slug)).where(col(Town.id) == Event.town_id).scalar_subquery().label("town_slug"),
    select(col(Image.width)).where(col(Image.key) == Event.image_key).scalar_subquery().label("image_width"),
    select(col(Image.height))
    .where(col(Image.key) == Event.image_key)
    .scalar_subquery()
    .label("image_height"),
)


def matching(
    *,
    now: datetime,
    window: tuple[datetime, datetime] | None = None,
    venue: str = "",
    words: str = "",
    town: str = "",
    categories: Collection[str] = (),
) -> ColumnElement[bool]:
    """The condition for listings that are not over, narrowed as asked. `venue` and `town` are slugs."""
    # the planner takes "live" and "later than now" for independent, expects hardly a row, and sorts them all;
    # said like this, that a night is not over asks nothing of its statistics
    conditions = [LIVE, func.greatest(col(Event.end_at), now) != now]
    query = as_query(words)
    if query is None:
        # no night is longer than a day (a CHECK says so), which lets the index find what is still running
        conditions.append(col(Event.start_at) > now - timedelta(days=1))
    else:
        conditions.append(col(Event.search_vector).op("@@")(query))
    if window:
        first, until = window
        conditions.append(col(Event.start_at) < until)
        if first > now:
            conditions.append(col(Event.start_at) >= first)
    if town:
        town_id = select(col(Town.id)).where(col(Town.slug) == town).scalar_subquery()
        conditions.append(col(Event.town_id) == town_id)
    if venue:
        venue_id = select(col(Venue.id)).where(col(Venue.slug) == venue).scalar_subquery()
        conditions.append(col(Event.venue_id) == venue_id)
    if categories:
        conditions.append(col(Event.category).in_(sorted(categories)))
    return and_(*conditions)


def as_query(words: str) -> ColumnElement | None:
    """Words as a tsquery: each as written or stemmed, the last one also as the beginning of a word."""
    found = re.findall(r"\w+", words.casefold())
    long = [token for token in found if len(token) > 1 or token.isdigit()]
    tokens = (long or (found if len(found) > 1 else []))[:WORDS_AT_MOST]  # "r&b" has no long word
    if not tokens:
        return None
    *whole, last = tokens
    parts = [_whole(token) for token in whole] + [_either(last, f"'{last}':*")]
    return reduce(lambda one, other: one.op("&&")(other), parts)


def _whole(token: str) -> ColumnElement:
    # a word English leaves out ("at", "the") asks for nothing: && with the empty query is no condition
    is_left_out = func.numnode(_stemmed(token)) == 0
    return case((is_left_out, literal_column("''::tsquery")), else_=_either(token, f"'{token}'")).self_group()


def _either(token: str, as_written: str) -> ColumnElement:
    plain = func.to_tsquery(literal_column("'openmic_simple'::regconfig"), as_written)
    return plain.op("||")(_stemmed(token)).self_group()


def _stemmed(token: str) -> ColumnElement:
    return func.plainto_tsquery(literal_column("'openmic_english'::regconfig"), token)


async def search(
    session: Session, condition: ColumnElement[bool], *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Listings in order of start, from a keyset position on."""
    order = tuple_(col(Event.start_at), col(Event.id))
    if after:
        condition = and_(condition, order > tuple_(*after))
    statement = select(*CARD).where(condition).order_by(col(Event.start_at), col(Event.id)).limit(limit)
    return list((await session.exec(statement)).all())  # pyright: ignore


async def count(session: Session, condition: ColumnElement[bool], *, limit: int) -> int:
    """How many listings there are, counting no further than `limit`."""
    found = select(literal_column("1")).select_from(Event).where(condition).limit(limit).subquery()
    return (await session.exec(select(func.count()).select_from(found))).scalar_one()  # pyright: ignore


async def tally(session: Session, condition: ColumnElement[bool], *, limit: int) -> list[Any]:
    """How many listings there are by town's name and category, counting no further than `limit`."""
    found = select(col(Event.town_name), col(Event.category)).where(condition).limit(limit).subquery()
    statement = select(found.c.town_name, found.c.category, func.count().label("nights")).group_by(
        found.c.town_name, found.c.category
    )
    return list((await session.exec(statement)).all())  # pyright: ignore


async def venue(session: Session, slug: str) -> Any:
    """A venue's public columns with its town's name, or None."""
    columns = (col(Venue.name), col(Venue.address), col(Venue.postcode), col(Town.name).label("town_name"))
    joined = select(*columns).join_from(Venue, Town, isouter=True)
    return (await session.exec(joined.where(col(Venue.slug) == slug).limit(1))).first()  # pyright: ignore


async def find(session: Session, event_id: UUID) -> Any:
    """An event's public columns with where it stands, whatever that is."""
    stands = map(col, (Event.status, Event.published_at, Event.hidden_at, Event.withdrawn_at))
    columns = (*DETAIL, *stands)
    return (await session.exec(select(*columns).where(col(Event.id) == event_id).limit(1))).first()  # pyright: ignore
