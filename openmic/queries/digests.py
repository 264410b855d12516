"""The weekly mail: whose turn it is, what there is to tell, and how often it was followed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, update

from openmic.db import Session
from openmic.models import Digest, DigestClick, Event, Subscription, Town
from openmic.models.event import LIVE

NIGHTS_AT_MOST = 3000
LINE = (
    col(Event.id),
    col(Event.title),
    col(Event.category),
    col(Event.venue_name),
    col(Event.town_id),
    col(Event.town_name),
    col(Event.start_at),
    col(Event.cancelled_at),
    col(Event.is_sample),
)


async def begun_at(session: Session, week: str) -> datetime | None:
    """When a week's mails were begun; None if they never were."""
    return (await session.exec(select(col(Digest.created_at)).where(col(Digest.week) == week))).scalar()  # pyright: ignore


async def open_week(session: Session, week: str, *, now: datetime) -> Digest:
    """The week's row, made if there is none, and locked: who writes this week's mails takes turns.

    Clicks, which only refer to it, wait for nobody.
    """
    await session.exec(insert(Digest).values(week=week, mails=0, created_at=now).on_conflict_do_nothing())
    row = select(Digest).where(col(Digest.week) == week).with_for_update(key_share=True)
    return (await session.exec(row.execution_options(populate_existing=True))).scalars().one()  # pyright: ignore


async def note(session: Session, week: str, *, reached: UUID, mails: int) -> None:
    """Writes down how far the week's mails have come, and how many more there are."""
    counted = update(Digest).where(col(Digest.week) == week)
    await session.exec(counted.values(reached=reached, mails=col(Digest.mails) + mails))


def _is_active(wish: Any) -> tuple[ColumnElement[bool], ...]:
    return wish.confirmed_at.is_not(None), wish.paused_at.is_(None)


async def next_mailboxes(session: Session, *, after: UUID | None, limit: int) -> Sequence[Any]:
    """Mailboxes that get the mail, in order of their first wish that counts: `id` is that wish's, for `after`.

    Keyset by a wish and not by the mailbox, so that what is written down on the way says nothing of anybody.
    """
    first, earlier = aliased(Subscription), aliased(Subscription)
    has_earlier = exists().where(
        earlier.email == first.email,  # pyright: ignore
        earlier.id < first.id,  # pyright: ignore
        *_is_active(earlier),
    )
    found = select(first.id, first.email).where(*_is_active(first), ~has_earlier)  # pyright: ignore
    if after:
        found = found.where(first.id > after)  # pyright: ignore
    return (await session.exec(found.order_by(first.id).limit(limit))).all()  # pyright: ignore


async def wishes(session: Session, mailboxes: Sequence[str], *, lock: bool = False) -> Sequence[Any]:
    """What these mailboxes asked for and confirmed, but who has paused.

    With `lock` nobody leaves before this transaction ends; who leaves then finds the mail in the outbox.
    """
    statement = (
        select(
            col(Subscription.email),
            col(Subscription.town_id),
            col(Subscription.category),
            col(Town.name).label("town"),
            col(Town.slug),
        )
        .join_from(Subscription, Town, isouter=True)
        .where(col(Subscription.email).in_(mailboxes), *_is_active(Subscription))
        .order_by(col(Subscription.id))
    )
    if lock:
        statement = statement.with_for_update(read=True, of=Subscription)
    return (await session.exec(statement)).all()  # pyright: ignore


async def of_the_week(session: Session, *, first: datetime, until: datetime) -> Sequence[Any]:
    """The nights that start in a span, in order; also those that are cancelled."""
    starts = (col(Event.start_at) >= first, col(Event.start_at) < until)
    return await _nights(session, *starts)


async def new_since(session: Session, since: datetime, *, start_from: datetime) -> Sequence[Any]:
    """The nights that became public since then and start later on, in order of start."""
    is_new = (col(Event.published_at) >= since, col(Event.cancelled_at).is_(None))
    return await _nights(session, col(Event.start_at) >= start_from, *is_new)


async def _nights(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Any]:
    found = select(*LINE).where(LIVE, *conditions).order_by(col(Event.start_at), col(Event.id))
    return (await session.exec(found.limit(NIGHTS_AT_MOST))).all()  # pyright: ignore


async def count_click(session: Session, week: str, event_id: UUID) -> bool:
    """Adds one to how often a night was opened from a week's mail. False if there is no such week or night."""
    known = (
        select(col(Digest.week), col(Event.id), literal(1))
        .join_from(Digest, Event, col(Event.id) == event_id)
        .where(col(Digest.week) == week)
    )
    added = insert(DigestClick).from_select(["week", "event_id", "clicks"], known)
    more = added.on_conflict_do_update(
        index_elements=["week", "event_id"], set_={"clicks": col(DigestClick.clicks) + 1}
    )
    return (await session.exec(more.returning(col(DigestClick.clicks)))).first() is not None


async def latest_weeks(session: Session, *, limit: int) -> Sequence[Any]:
    """The last weeks that had mails, the newest first: how many `mails`, and how many `clicks` they brought."""
    clicks = (
        select(func.coalesce(func.sum(col(DigestClick.clicks)), 0))
        .where(col(DigestClick.week) == col(Digest.week))
        .scalar_subquery()
    )
    counted = select(col(Digest.week), col(Digest.mails), clicks.label("clicks")).where(col(Digest.mails) > 0)
    return (await session.exec(counted.order_by(col(Digest.week).desc()).limit(limit))).all()  # pyright: ignore
