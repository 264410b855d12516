"""Reading and writing venues."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from openmic.db import Session
from openmic.models import Town, Venue

AT_MOST = 50_000


async def list_in_towns(session: Session, town_ids: Iterable[int]) -> list[Venue]:
    """The venues of these towns, oldest first."""
    chosen = select(Venue).where(col(Venue.town_id).in_(set(town_ids)))
    return list((await session.exec(chosen.order_by(col(Venue.id)).limit(AT_MOST))).all())


async def add_free(session: Session, venues: Sequence[Venue]) -> set[UUID]:
    """Adds those whose slug is free, and says which; of two with one slug the first."""
    statement = insert(Venue).on_conflict_do_nothing(index_elements=["slug"]).returning(col(Venue.id))
    added = await session.exec(statement, params=[venue.model_dump() for venue in venues])
    return {row.id for row in added.all()}


async def list_some(session: Session, *, limit: int = 300) -> list[Any]:
    """Venues with their towns, by name: rows of name, address, postcode, slug and town."""
    statement = (
        select(Venue.name, Venue.address, Venue.postcode, Town.slug, Town.name.label("town"))  # pyright: ignore
        .join(Town, col(Town.id) == col(Venue.town_id))
        .order_by(col(Venue.name), col(Venue.id))
        .limit(limit)
    )
    return list((await session.exec(statement)).all())  # pyright: ignore
