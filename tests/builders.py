"""Rows that are valid unless a test makes them otherwise. The people and places are made up."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel, col, select

from openmic import clock
from openmic.db import Session
from openmic.models import Category, Event, Status, Town

ORGANISER_EMAIL = "organiser@example.org"


def next_week(hour: int = 19, minute: int = 30) -> datetime:
    """A time of day in London a week from today."""
    return clock.from_london(datetime.combine(clock.today() + timedelta(days=7), time(hour, minute)))


def night(**changes: Any) -> Event:
    """A published night of three hours; who moves its start moves its end, who changes its status unpublishes it."""
    start_at = changes.get("start_at") or next_week()
    is_public = changes.get("status", Status.PUBLISHED) == Status.PUBLISHED
    usual = {
        "title": "Open mic at the Lantern",
        "description": "Bring a song or a poem.",
        "category": Category.MUSIC,
        "venue_name": "The Paper Lantern",
        "address": "1 Invented Street",
        "postcode": "OX1 1AA",
        "start_at": start_at,
        "end_at": start_at + timedelta(hours=3),
        "organiser_name": "Robin Example",
        "organiser_email": ORGANISER_EMAIL,
        "status": Status.PUBLISHED,
        "email_verified": True,
        "published_at": start_at - timedelta(days=30) if is_public else None,
        "approved_revision": changes.get("revision", 1) if is_public else None,
    }
    return Event(**usual | changes)


async def in_town(session: Session, slug: str) -> dict[str, Any]:
    """What puts a night in a town: `night(**await in_town(session, "witney"))`."""
    town = (await session.exec(select(Town).where(col(Town.slug) == slug))).one()
    return {"town_id": town.id, "town_name": town.name}


async def keep(session: Session, *events: SQLModel) -> None:
    """Adds rows and sends them to the database."""
    session.add_all(events)
    await session.flush()


class Row(SimpleNamespace):
    """Columns by name. As with a real row, two with the same in every column are the same."""

    def __hash__(self) -> int:  # pyright: ignore
        return hash(tuple(vars(self).values()))


def row(**changes: Any) -> Any:
    """What a query brings for a whole listing: the evening of Saturday 28 November 2026."""
    start_at = changes.get("start_at") or datetime(2026, 11, 28, 19, 30, tzinfo=UTC)
    usual = {
        "id": UUID("019aaf00-0000-7000-8000-000000000001"),
        "title": "Open mic at the Lantern",
        "excerpt": "Bring a song or a poem.",
        "description": "Bring a song or a poem.",
        "category": Category.MUSIC,
        "venue_name": "The Paper Lantern",
        "address": "1 Invented Street",
        "town_name": "Witney",
        "town_id": 1,
        "town_slug": "witney",
        "venue_id": None,
        "venue_slug": None,
        "postcode": "OX28 1AA",
        "start_at": start_at,
        "end_at": start_at + timedelta(hours=3),
        "organiser_name": "Robin Example",
        "ticket_url": "",
        "takes_messages": True,
        "featured_until": None,
        "is_featured": False,
        "sequence": 0,
        "updated_at": datetime(2026, 11, 1, tzinfo=UTC),
        "cancelled_at": None,
        "is_sample": False,
        "image_key": None,
        "image_alt": "",
        "image_width": None,
        "image_height": None,
    }
    return Row(**usual | changes)
