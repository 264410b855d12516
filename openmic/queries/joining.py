"""Making one of two venues or towns that are the same. Whoever writes here holds the places alone
(openmic.queries.towns.hold).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select, text, update
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Subscription, Town, Venue, VenueAlias

# A place that was popular for years has more nights than a page's own statements have time for.
PATIENTLY = text("SET LOCAL statement_timeout = '60s'")


async def venue(session: Session, slug: str) -> Venue | None:
    """A venue by its own address."""
    return (await session.exec(select(Venue).where(col(Venue.slug) == slug).limit(1))).scalar()  # pyright: ignore


async def venues(session: Session, slugs: Collection[str]) -> dict[str, Venue]:
    """Those of these venues that there are, by their address, locked, the oldest first."""
    found = select(Venue).where(col(Venue.slug).in_(slugs)).order_by(col(Venue.id)).with_for_update()
    return {one.slug: one for one in (await session.exec(found)).scalars()}  # pyright: ignore


async def towns(session: Session, slugs: Collection[str]) -> dict[str, Town]:
    """Those of these towns that there are, by their address, locked, the oldest first."""
    found = select(Town).where(col(Town.slug).in_(slugs)).order_by(col(Town.id)).with_for_update()
    return {one.slug: one for one in (await session.exec(found)).scalars()}  # pyright: ignore


async def town(session: Session, slug: str) -> Town | None:
    """A town by its address."""
    return (await session.exec(select(Town).where(col(Town.slug) == slug).limit(1))).scalar()  # pyright: ignore


async def aliases(session: Session, venue_id: UUID) -> list[VenueAlias]:
    """A venue's other names."""
    found = select(VenueAlias).where(col(VenueAlias.venue_id) == venue_id).order_by(col(VenueAlias.name))
    return list((await session.exec(found)).scalars())  # pyright: ignore


async def named(session: Session, town_id: int | None, *, besides: UUID) -> list[str]:
    """Every name of the other venues in a town."""
    own = select(col(Venue.name)).where(
        col(Venue.town_id).is_not_distinct_from(town_id), col(Venue.id) != besides
    )
    other = (
        select(col(VenueAlias.name))
        .join(Venue, col(Venue.id) == col(VenueAlias.venue_id))
        .where(col(Venue.town_id).is_not_distinct_from(town_id), col(Venue.id) != besides)
    )
    return [name for found in (own, other) for name in (await session.exec(found)).scalars()]  # pyright: ignore


async def drop_aliases(session: Session, slugs: Sequence[str]) -> None:
    """Takes other names away, and the addresses that went with them."""
    await session.exec(delete(VenueAlias).where(col(VenueAlias.slug).in_(slugs)))


async def weigh_venue(session: Session, venue_id: UUID) -> Any:
    """How many `nights` and other `names` a venue has."""
    return await _counts(
        session, nights=col(Event.venue_id) == venue_id, names=col(VenueAlias.venue_id) == venue_id
    )


async def weigh_town(session: Session, town_id: int) -> Any:
    """How many `nights`, `venues` and `wishes` for the weekly mail a town has."""
    return await _counts(
        session,
        nights=col(Event.town_id) == town_id,
        venues=col(Venue.town_id) == town_id,
        wishes=col(Subscription.town_id) == town_id,
    )


async def _counts(session: Session, **of: Any) -> Any:
    counted = (
        select(func.count()).where(condition).scalar_subquery().label(name) for name, condition in of.items()
    )
    return (await session.exec(select(*counted))).one()  # pyright: ignore


async def move_venue(session: Session, old: Venue, new: Venue) -> None:
    """Gives all of one venue to another; its name and address stay as another name of that one."""
    await session.exec(PATIENTLY)  # pyright: ignore
    await session.exec(
        update(Event).where(col(Event.venue_id) == old.id).values(venue_id=new.id), **_IN_DATABASE
    )
    theirs = update(VenueAlias).where(col(VenueAlias.venue_id) == old.id)
    await session.exec(theirs.values(venue_id=new.id), **_IN_DATABASE)
    await session.exec(delete(Venue).where(col(Venue.id) == old.id), **_IN_DATABASE)
    session.add(new)
    session.add(VenueAlias(slug=old.slug, name=old.name, venue_id=new.id))
    await session.flush()


async def move_town(session: Session, old: Town, new: Town, *, now: datetime) -> None:
    """Gives all of one town to another, which it leads to from now on. A mailbox that wanted both wants one.

    A night's words are different then, for calendars too.
    """
    await session.exec(PATIENTLY)  # pyright: ignore
    # a wish that came in meanwhile might be the same as one that is moved
    await session.exec(text("LOCK TABLE subscription IN SHARE ROW EXCLUSIVE MODE"))  # pyright: ignore
    same = Subscription.__table__.alias("same").c  # pyright: ignore[reportAttributeAccessIssue]
    doubled = exists().where(
        same.town_id == new.id,
        same.email == col(Subscription.email),
        same.category.is_not_distinct_from(col(Subscription.category)),
        same.confirmed_at.is_not(None),
    )
    theirs, proved = col(Subscription.town_id) == old.id, col(Subscription.confirmed_at).is_not(None)
    moved = {"town_id": new.id}
    for statement in (
        delete(Subscription).where(theirs, proved, doubled),
        update(Subscription).where(theirs).values(moved),
        update(Venue).where(col(Venue.town_id) == old.id).values(moved),
        update(Event)
        .where(col(Event.town_id) == old.id)
        .values(moved | {"town_name": new.name, "sequence": col(Event.sequence) + 1, "updated_at": now}),
        update(Town)
        .where((col(Town.id) == old.id) | (col(Town.merged_into) == old.id))
        .values(merged_into=new.id),
    ):
        await session.exec(statement, **_IN_DATABASE)


async def stands(session: Session, *, venue_id: UUID | None, town_id: int | None) -> bool:
    """Whether a night can be put there: the venue is there, and the town was joined to no other."""
    venue = select(col(Venue.id)).where(col(Venue.id) == venue_id)
    town = select(col(Town.id)).where(col(Town.id) == town_id, col(Town.merged_into).is_(None))
    asked = [found for key, found in ((venue_id, venue), (town_id, town)) if key is not None]
    return all([(await session.exec(one)).first() is not None for one in asked])  # pyright: ignore


_IN_DATABASE: dict[str, Any] = {"execution_options": {"synchronize_session": False}}
