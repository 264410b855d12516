"""Reading and writing who wants which nights by mail."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, func, select, update

from openmic.db import Session
from openmic.models import Category, Subscription, Town
from openmic.queries import towns

AT_MOST = 1000  # of one mailbox; there are not so many different ones
CONFIRMED = col(Subscription.confirmed_at).is_not(None)
ACTIVE = (CONFIRMED, col(Subscription.paused_at).is_(None))


class Wanted(NamedTuple):
    """What one wish is for: a town's slug or none, a kind or none."""

    town: str | None
    category: Category | None


class Found(Protocol):
    """A wish as a query brings it. `town` is the slug."""

    id: UUID
    town: str | None
    town_name: str | None
    category: Category | None
    paused_at: datetime | None


async def hold(session: Session, mailbox: str) -> None:
    """Lets nobody else change what this mailbox gets until the transaction ends; there may be no row to lock."""
    key = func.hashtextextended(f"subscription:{mailbox}", 0)
    await session.exec(select(func.pg_advisory_xact_lock(key)))


async def confirmed(session: Session, mailbox: str) -> Sequence[Found]:
    """What a mailbox gets, or would if it had not paused; by place and kind."""
    return await _found(session, col(Subscription.email) == mailbox, CONFIRMED)


async def asked(session: Session, mailbox: str, request_id: UUID) -> Sequence[Found]:
    """What one form asked for, as long as it is not confirmed."""
    of_form = col(Subscription.request_id) == request_id
    return await _found(session, col(Subscription.email) == mailbox, of_form, ~CONFIRMED)


async def add(session: Session, rows: Sequence[Subscription]) -> None:
    """Stores wishes."""
    session.add_all(rows)
    await session.flush()


async def confirm(session: Session, ids: Sequence[UUID], *, now: datetime) -> None:
    """Marks wishes as proved. None of them may be there confirmed already."""
    proved = update(Subscription).where(col(Subscription.id).in_(ids))
    await session.exec(proved.values(confirmed_at=now))


async def change(session: Session, wish_id: UUID, *, town_id: int | None, category: Category | None) -> None:
    """Makes another wish of one. It may not be there already."""
    other = update(Subscription).where(col(Subscription.id) == wish_id)
    await session.exec(other.values(town_id=town_id, category=category))


async def pause(session: Session, mailbox: str, paused_at: datetime | None) -> None:
    """Stops all a mailbox gets, or with None lets it go on."""
    theirs = (col(Subscription.email) == mailbox, CONFIRMED)
    await session.exec(update(Subscription).where(*theirs).values(paused_at=paused_at))


async def remove(session: Session, ids: Sequence[UUID]) -> None:
    """Deletes wishes."""
    await session.exec(delete(Subscription).where(col(Subscription.id).in_(ids)))


async def remove_all(session: Session, mailbox: str) -> None:
    """Deletes all a mailbox ever asked for, confirmed or not."""
    await session.exec(delete(Subscription).where(col(Subscription.email) == mailbox))


async def town_id(session: Session, slug: str | None) -> int | None:
    """The key of a town, or of the one it was joined to; None for all of Oxfordshire."""
    if slug is None:
        return None
    await towns.hold(session)
    present = func.coalesce(col(Town.merged_into), col(Town.id))
    return (await session.exec(select(present).where(col(Town.slug) == slug).limit(1))).one()


async def _found(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Found]:
    columns = (
        col(Subscription.id),
        col(Town.slug).label("town"),
        col(Town.name).label("town_name"),
        col(Subscription.category),
        col(Subscription.paused_at),
    )
    rows = (
        select(*columns)  # pyright: ignore[reportCallIssue, reportArgumentType]
        .select_from(Subscription)
        .outerjoin(Town, col(Town.id) == col(Subscription.town_id))
        .where(*conditions)
        .order_by(
            col(Town.name).nulls_first(), col(Subscription.category).nulls_first(), col(Subscription.id)
        )
        .limit(AT_MOST)
    )
    return (await session.exec(rows)).all()
