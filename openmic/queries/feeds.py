"""What feeds read: whole listings of a search, in order of start."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, select

from openmic.db import Session
from openmic.queries.listings import CARD, DETAIL, FURTHER, ORDER, E
from openmic.queries.matching import Condition

WHOLE = (*DETAIL, E.published_at, E.featured_until)
# a calendar has many nights and says less of each
ENTRY = (
    *(column for column in CARD if column.name not in ("excerpt", "image_key", "image_alt")),
    E.description,
    E.address,
    E.postcode,
    E.sequence,
    E.updated_at,
)


async def nights(
    session: Session, condition: Condition, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Whole public listings, from a keyset position on."""
    return await _read(session, WHOLE, condition, after=after, limit=limit)


async def entries(
    session: Session, condition: Condition, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """The same with as much as a calendar entry says."""
    return await _read(session, ENTRY, condition, after=after, limit=limit)


async def _read(
    session: Session,
    columns: tuple[Any, ...],
    condition: Condition,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Any]:
    values = condition.values | {"at_most": limit}
    if after:
        values |= {"after_start": after[0], "after_id": after[1]}
    statement = _statement(columns, condition.clause, is_further=bool(after))
    return list((await session.exec(statement, params=values)).all())  # pyright: ignore


@cache
def _statement(columns: tuple[Any, ...], clause: ColumnElement[bool], *, is_further: bool) -> Select:
    found = select(*columns).where(clause).order_by(*ORDER).limit(bindparam("at_most"))
    return found.where(FURTHER) if is_further else found
