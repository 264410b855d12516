"""The venues that the form for a night offers."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from openmic.db import Session
from openmic.models import Town, Venue


async def list_some(session: Session, *, limit: int = 300) -> list[Any]:
    """Venues with their towns, by name: rows of name, address, postcode, slug and town."""
    statement = (
        select(Venue.name, Venue.address, Venue.postcode, Town.slug, Town.name.label("town"))  # pyright: ignore
        .join(Town, col(Town.id) == col(Venue.town_id))
        .order_by(col(Venue.name), col(Venue.id))
        .limit(limit)
    )
    return list((await session.exec(statement)).all())  # pyright: ignore
