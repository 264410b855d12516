"""What organisers do with their nights. Every change is compare-and-set: it happens from the state that was seen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from openmic.db import Session
from openmic.models import Event, Revision, RevisionState, Status

NIGHTS_AT_MOST = 50
LEFT_TO_THE_DATABASE = {"created_at", "updated_at", "search_vector"}


async def add(session: Session, event: Event) -> bool:
    """Adds a night; False if one was sent in with the same key already (of two at once, one is added)."""
    statement = (
        insert(Event)
        .values(event.model_dump(exclude=LEFT_TO_THE_DATABASE))
        .on_conflict_do_nothing(index_elements=["submission_key"])
        .returning(col(Event.id))
    )
    return (await session.exec(statement)).first() is not None  # pyright: ignore


async def by_key(session: Session, key: UUID) -> Event | None:
    """The night that was sent in with this key."""
    return (await session.exec(select(Event).where(col(Event.submission_key) == key).limit(1))).scalar()  # pyright: ignore


async def find(session: Session, event_id: UUID) -> Event | None:
    """One night, whatever its state, as it is in the database now."""
    statement = select(Event).where(col(Event.id) == event_id).limit(1)
    return (await session.exec(statement.execution_options(populate_existing=True))).scalar()  # pyright: ignore


async def of_organiser(session: Session, mailbox: str, *, since: datetime) -> list[Event]:
    """The nights of an address that end later than `since` and were not withdrawn, the next one first."""
    statement = (
        select(Event)
        .where(
            col(Event.organiser_email) == mailbox,
            col(Event.end_at) > since,
            col(Event.withdrawn_at).is_(None),
        )
        .order_by(col(Event.start_at), col(Event.id))
        .limit(NIGHTS_AT_MOST)
    )
    return list((await session.exec(statement)).scalars())  # pyright: ignore


async def count_listed(session: Session, mailbox: str) -> int:
    """How many nights of an address were listed and not taken off again, counting no further than 50."""
    listed = (
        select(col(Event.id))
        .where(
            col(Event.organiser_email) == mailbox,
            col(Event.organiser_email) != "",  # nobody's: it was forgotten
            col(Event.published_at).is_not(None),
            col(Event.status).in_((Status.PUBLISHED, Status.ARCHIVED)),
            col(Event.is_unreviewed).is_(False),
        )
        .limit(NIGHTS_AT_MOST)
        .subquery()
    )
    return (await session.exec(select(func.count()).select_from(listed))).scalar_one()  # pyright: ignore


async def change(
    session: Session, event_id: UUID, values: Mapping[str, Any], *, when: tuple[Any, ...]
) -> bool:
    """Changes one night if all the conditions `when` still hold; says whether it did."""
    # not now(), which is when the transaction began: one that had to wait would turn the time back
    written = func.greatest(col(Event.updated_at), func.clock_timestamp())
    statement = update(Event).where(col(Event.id) == event_id, *when).values(updated_at=written, **values)
    changed = await session.exec(statement.execution_options(synchronize_session=False))  # pyright: ignore
    return changed.rowcount == 1


async def verify(session: Session, event_id: UUID, *, mailbox: str, now: datetime) -> bool:
    """Notes that the organiser's address is proved; False if it was already, or is not theirs any more."""
    unproved = (col(Event.organiser_email) == mailbox, col(Event.email_verified).is_(False))
    return await change(session, event_id, {"email_verified": True, "verified_at": now}, when=unproved)


async def send_elsewhere(session: Session, event_id: UUID, *, mailbox: str) -> bool:
    """Gives a night whose address is not proved another one."""
    waiting = (col(Event.email_verified).is_(False), col(Event.status) == Status.PENDING)
    return await change(session, event_id, {"organiser_email": mailbox}, when=waiting)


async def rewrite(session: Session, event_id: UUID, values: Mapping[str, Any], *, seen: int) -> bool:
    """Changes a night that is not public; it waits for a person (again). False if it is not as it was seen."""
    waiting = (
        col(Event.revision) == seen,
        col(Event.status).in_((Status.PENDING, Status.REJECTED)),
    )
    bumped = {**values, "revision": next_number(), "status": Status.PENDING}
    return await change(session, event_id, bumped, when=waiting)


def next_number() -> Any:
    """The number of a night's next words: one that neither it nor any change of it ever had."""
    newest = select(func.max(Revision.number)).where(col(Revision.event_id) == col(Event.id))
    return func.greatest(col(Event.revision), newest.correlate(Event).scalar_subquery()) + 1


async def cancel(session: Session, event_id: UUID, *, now: datetime) -> bool:
    """Marks a public night as cancelled, at once; calendars are told by its sequence."""
    on = (col(Event.status) == Status.PUBLISHED, col(Event.cancelled_at).is_(None), col(Event.end_at) > now)
    values = {"cancelled_at": now, "sequence": col(Event.sequence) + 1}
    return await change(session, event_id, values, when=on)


async def withdraw(session: Session, event_id: UUID, *, now: datetime) -> bool:
    """Takes a night away for good."""
    here = (col(Event.withdrawn_at).is_(None), col(Event.status) != Status.ARCHIVED)
    values = {
        "withdrawn_at": now,
        "status": Status.ARCHIVED,
        "queued_at": None,
        "hidden_at": None,
        "is_unreviewed": False,
        "sequence": col(Event.sequence) + 1,
    }
    return await change(session, event_id, values, when=here)


async def waiting_revision(session: Session, event_id: UUID) -> Revision | None:
    """The change of a public night that waits for a person."""
    waiting = (col(Revision.event_id) == event_id, col(Revision.state) == RevisionState.WAITING)
    return (await session.exec(select(Revision).where(*waiting).limit(1))).scalar()  # pyright: ignore


async def set_aside(session: Session, event_id: UUID, *, state: RevisionState, now: datetime) -> None:
    """Ends the wait of a change, if one waits."""
    waiting = (col(Revision.event_id) == event_id, col(Revision.state) == RevisionState.WAITING)
    await session.exec(update(Revision).where(*waiting).values(state=state, decided_at=now))  # pyright: ignore


async def add_revision(session: Session, revision: Revision) -> None:
    """Stores a change under the next number of its night, which the caller holds locked."""
    newest = select(func.max(Revision.number)).where(col(Revision.event_id) == revision.event_id)
    number = (await session.exec(newest)).scalar() or 0  # pyright: ignore
    revision.number = max(number, revision.number - 1) + 1
    session.add(revision)
    await session.flush()


async def lock(session: Session, event_id: UUID) -> Event | None:
    """One night that nobody else changes until this transaction ends. Rows that refer to it can be added still:
    whoever has added one and wants the lock as well would wait for another who has done the same.
    """
    statement = select(Event).where(col(Event.id) == event_id).with_for_update(key_share=True).limit(1)
    return (await session.exec(statement.execution_options(populate_existing=True))).scalar()  # pyright: ignore
