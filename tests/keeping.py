"""Nights that a legal hold keeps, and the nightly job that forgets the others."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import SQLModel

from openmic import clock, db
from openmic.domain import holds
from openmic.jobs.forget import forget
from openmic.jobs.forget_pictures import forget_one
from openmic.models import Account, Role
from openmic.models.columns import uuid7
from openmic.views.holds import Asked
from openmic.views.people import Person


async def add(*rows: SQLModel) -> None:
    """Stores rows, for everybody to see."""
    async with db.transaction() as session:
        session.add_all(rows)


async def admin(mailbox: str = "admin@example.org", name: str = "Ada") -> Person:
    """Somebody who may place legal holds and lift them."""
    account = Account(email=mailbox, name=name, role=Role.ADMIN)
    await add(account)
    return Person(account.id, "admin", is_moderator=True)


ADA = Person(uuid7(), "admin", is_moderator=True)


async def hold(event_id: UUID, session: db.Session | None = None, *, days: int = 30) -> None:
    """Keeps a night."""
    asked = Asked("A claim is before the court", "Ada", clock.today() + timedelta(days=days))
    if session:
        await holds.place(session, event_id, asked, ADA, seen="")
        return
    async with db.transaction() as own:
        await holds.place(own, event_id, asked, ADA, seen="")


async def let_go(event_id: UUID) -> None:
    """Lifts what keeps a night."""
    async with db.transaction() as session:
        await holds.lift(session, event_id, ADA)


async def forget_all() -> int:
    """What happens at night, until nothing is left to do: how much was forgotten, but for pictures."""
    count = 0
    while done := await forget("2026-11-23"):
        count += done
    while await forget_one(""):
        pass
    return count
