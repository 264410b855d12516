"""Venues and towns for tests of the directory, and moderators who join them."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from openmic import db
from openmic.domain import directory, joining
from openmic.models import Town, Venue
from openmic.views.people import Person
from tests.builders import in_town, night


async def venue(slug: str, *, town: str = "witney", nights: int = 0, **facts: Any) -> UUID:
    """A venue with some nights a week from today."""
    async with db.transaction() as session:
        place = await in_town(session, town)
        name = facts.pop("name", slug.replace("-", " ").title())
        kept = Venue(slug=slug, name=name, town_id=place["town_id"], **facts)
        session.add(kept)
        await session.flush()
        for number in range(nights):
            session.add(night(title=f"{name} {number}", venue_id=kept.id, venue_name=name, **place))
    return kept.id


async def merge(slug: str, into: str, by: Person) -> None:
    """The moderator's press of the button, for venues."""
    async with db.transaction() as session:
        await joining.merge_venues(session, slug, into, by)


async def merge_towns(slug: str, into: str, by: Person) -> None:
    """The same for towns; the process that answers hears of it."""
    async with db.transaction() as session:
        await joining.merge_towns(session, slug, into, by)
    async with db.reading() as session:
        await directory.learn_towns(session)


async def every(kind: Any, *conditions: Any) -> list[Any]:
    """All rows of a table, or those that fulfil the conditions."""
    async with db.reading() as session:
        return list((await session.exec(select(kind).where(*conditions))).all())


async def town(slug: str) -> Town:
    """A town as it is now."""
    return (await every(Town, col(Town.slug) == slug))[0]
