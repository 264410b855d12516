"""Reading and writing venues."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from openmic.db import Session
from openmic.models import Venue

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
