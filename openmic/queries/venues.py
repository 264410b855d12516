"""Reading and writing venues and their other names."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import literal
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, or_, select

from openmic.db import Session
from openmic.models import Town, Venue, VenueAlias

AT_MOST = 50_000


async def list_in_towns(session: Session, town_ids: Iterable[int]) -> list[Venue]:
    """The venues of these towns, oldest first."""
    chosen = select(Venue).where(col(Venue.town_id).in_(set(town_ids)))
    return list((await session.exec(chosen.order_by(col(Venue.id)).limit(AT_MOST))).all())


async def aliases(session: Session, *, town_ids: Iterable[int], slugs: Iterable[str]) -> list[Any]:
    """Other names of the venues in these towns, or under these slugs: rows of name, slug, venue's id and town's id."""
    chosen = (
        select(col(VenueAlias.name), col(VenueAlias.slug), col(VenueAlias.venue_id), col(Venue.town_id))
        .join(Venue, col(Venue.id) == col(VenueAlias.venue_id))
        .where(or_(col(Venue.town_id).in_(set(town_ids)), col(VenueAlias.slug).in_(set(slugs))))
        .order_by(col(VenueAlias.slug))
    )
    return list((await session.exec(chosen.limit(AT_MOST))).all())


async def taken(session: Session, slugs: Collection[str]) -> set[str]:
    """Which of these are the address of a venue, or were."""
    own = select(col(Venue.slug)).where(col(Venue.slug).in_(slugs))
    once = select(col(VenueAlias.slug)).where(col(VenueAlias.slug).in_(slugs))
    return {slug for found in (own, once) for slug in (await session.exec(found.limit(AT_MOST))).all()}


async def add_free(session: Session, venues: Sequence[Venue]) -> set[UUID]:
    """Adds those whose slug is and was nobody's, and says which; of two with one slug the first."""
    gone = await taken(session, [venue.slug for venue in venues])
    free = [venue for venue in venues if venue.slug not in gone]
    if not free:
        return set()
    statement = insert(Venue).on_conflict_do_nothing(index_elements=["slug"]).returning(col(Venue.id))
    added = await session.exec(statement, params=[venue.model_dump() for venue in free])
    return {row.id for row in added.all()}


async def list_some(session: Session, *, limit: int = 300) -> list[Any]:
    """Venues with their towns, by name, each other name as one more: rows of name, address, postcode, slug and town,
    and the venue's own name as `really` if it is another.
    """
    of_venue = (col(Venue.address), col(Venue.postcode), col(Town.slug), col(Town.name).label("town"))
    own = select(col(Venue.name), literal("").label("really"), *of_venue).join(  # pyright: ignore
        Town, col(Town.id) == col(Venue.town_id)
    )
    other = (
        select(col(VenueAlias.name), col(Venue.name).label("really"), *of_venue)  # pyright: ignore
        .join(Venue, col(Venue.id) == col(VenueAlias.venue_id))
        .join(Town, col(Town.id) == col(Venue.town_id))
    )
    both = own.union_all(other).subquery()
    names = select(*both.c).order_by(both.c.name, both.c.address).limit(limit)
    return list((await session.exec(names)).all())  # pyright: ignore
