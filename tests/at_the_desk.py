"""A moderator at a browser of their own, and nights in every state."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from openmic import clock, db
from openmic.models import Account, Event, Revision, Role, Status
from openmic.queries import submissions
from tests.builders import ORGANISER_EMAIL, night
from tests.people import browser, sign_in
from tests.sending import soup, values

MODERATOR = "moderator@example.org"


async def at_the_desk(mailbox: str = MODERATOR, name: str = "Sam") -> httpx.AsyncClient:
    """A moderator's browser, signed in."""
    async with db.transaction() as session:
        session.add(Account(email=mailbox, name=name, role=Role.MODERATOR))
    visitor = browser()
    await sign_in(visitor, mailbox)
    return visitor


def as_kept(moment: datetime) -> str:
    """A moment as a change that waits has it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


async def with_change(**changes: Any) -> UUID:
    """A listed night whose change, with another title, waits as number 2."""
    async with db.transaction() as session:
        event = night(queued_at=clock.now(), **changes)
        session.add(event)
        await session.flush()
        words = {
            name: getattr(event, name)
            for name in ("title", "description", "venue_name", "address", "postcode")
        }
        words |= {
            "title": "A change of title",
            "category": "music",
            "start_at": as_kept(event.start_at),
            "end_at": as_kept(event.end_at),
            "organiser_name": event.organiser_name,
            "ticket_url": "",
            "town": "",
            "image_key": None,
            "image_alt": "",
        }
        await submissions.add_revision(session, Revision(event_id=event.id, number=2, content=words))
        return event.id


async def every_state() -> dict[str, UUID]:
    """One night in each state there is, by the title it has."""
    now = clock.now()
    states: dict[str, dict[str, Any]] = {
        "Waits": {"status": Status.PENDING, "queued_at": now},
        "Held": {"status": Status.PENDING, "queued_at": now, "held_at": now},
        "Unproved": {"status": Status.PENDING, "email_verified": False},
        "Listed": {},
        "Featured": {"featured": True, "featured_until": now + timedelta(days=3)},
        "Turned down": {"status": Status.REJECTED},
        "Withdrawn": {"status": Status.ARCHIVED, "withdrawn_at": now},
    }
    made: dict[str, UUID] = {}
    async with db.transaction() as session:
        for title, more in states.items():
            event: Event = night(title=title, **more)
            session.add(event)
            await session.flush()
            made[title] = event.id
    return made


async def boxes(visitor: httpx.AsyncClient, event_id: UUID) -> dict[str, str]:
    """What the form for an edit holds, as a browser would send it."""
    answer = await visitor.get(f"/moderation/events/{event_id}/edit/")
    assert answer.status_code == 200, answer.text
    assert ORGANISER_EMAIL not in answer.text
    return values(soup(answer))
