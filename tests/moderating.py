"""Nights that wait for a moderator, and moderators who decide about them."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from openmic import clock, db
from openmic.domain import moderation, undoing
from openmic.domain.decision import Decision
from openmic.models import Account, AuditEntry, Event, Role, Status
from openmic.views import reasons
from openmic.views.people import Person
from tests.builders import night
from tests.sending import HOME

WHY = reasons.Why(reasons.BY_KEY["details"], "When does sign-up begin?")


async def moderator(mailbox: str = "moderator@example.org", name: str = "Sam") -> Person:
    """Somebody who looks after the site."""
    async with db.transaction() as session:
        account = Account(email=mailbox, name=name, role=Role.MODERATOR)
        session.add(account)
        await session.flush()
        return Person(account.id, "moderator", is_moderator=True)


async def waiting(**changes: Any) -> UUID:
    """A proved night that waits for its first decision."""
    usual = {"status": Status.PENDING, "email_verified": True, "queued_at": clock.now()}
    return await stored(**usual | changes)


async def stored(**changes: Any) -> UUID:
    """Any night, as `tests.builders.night` makes it."""
    async with db.transaction() as session:
        event = night(**changes)
        session.add(event)
        await session.flush()
        return event.id


async def look(event_id: UUID) -> Event:
    """A night as it is now."""
    async with db.reading() as session:
        return (await session.exec(select(Event).where(col(Event.id) == event_id))).one()


async def trail(event_id: UUID) -> list[AuditEntry]:
    """What was done with it, in that order."""
    async with db.reading() as session:
        lines = select(AuditEntry).where(col(AuditEntry.event_id) == event_id).order_by(col(AuditEntry.id))
        return list((await session.exec(lines)).all())


async def approve(event_id: UUID, by: Person, *, seen: int = 1) -> Decision:
    """The moderator's press of the button; what it returns can be undone."""
    made = Decision(by, HOME)
    async with db.transaction() as session:
        await moderation.approve(session, event_id, made, seen=seen)
    return made


async def reject(event_id: UUID, by: Person, *, seen: int = 1, why: reasons.Why = WHY) -> Decision:
    """The same for turning it down."""
    made = Decision(by, HOME)
    async with db.transaction() as session:
        await moderation.reject(session, event_id, made, seen=seen, why=why)
    return made


async def unpublish(event_id: UUID, by: Person, *, seen: int = 1, why: reasons.Why = WHY) -> Decision:
    """The same for taking a listed night off."""
    made = Decision(by, HOME)
    async with db.transaction() as session:
        await moderation.unpublish(session, event_id, made, seen=seen, why=why)
    return made


async def hold(event_id: UUID, by: Person, *, seen: int = 1) -> Decision:
    """The same for putting it aside."""
    made = Decision(by, HOME)
    async with db.transaction() as session:
        await moderation.hold(session, event_id, made, seen=seen)
    return made


async def undo(made: Decision, by: Person | None = None) -> int:
    """Takes a press of a button back."""
    async with db.transaction() as session:
        return await undoing.undo(session, made.batch, by or made.by)
