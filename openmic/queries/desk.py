"""Every night there is, as moderators find it and see it. Columns only: the organiser's address is never read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import col

from openmic.db import Session
from openmic.models import Account, Event, Revision, RevisionState, Status
from openmic.models.event import NAMES
from openmic.queries.listings import DETAIL
from openmic.queries.matching import Condition, wording
from openmic.queries.queue import CHANGE, SHOWN

HAS_CHANGE = exists().where(
    col(Revision.event_id) == col(Event.id), col(Revision.state) == RevisionState.WAITING
)
STANDS = (
    col(Event.status),
    col(Event.email_verified),
    col(Event.queued_at),
    col(Event.held_at),
    col(Event.hidden_at),
    col(Event.is_unreviewed),
    col(Event.featured_until),
    col(Event.withdrawn_at),
    col(Event.published_at),
    HAS_CHANGE.label("has_change"),
)
LINE = (
    col(Event.id),
    col(Event.title),
    col(Event.venue_name),
    col(Event.town_name),
    col(Event.start_at),
    col(Event.end_at),
    col(Event.cancelled_at),
    col(Event.is_sample),
    *STANDS,
)
WHERE: Mapping[str, ColumnElement[bool]] = {
    "waiting": and_(col(Event.queued_at).is_not(None), col(Event.held_at).is_(None)),
    "held": and_(col(Event.queued_at).is_not(None), col(Event.held_at).is_not(None)),
    "unconfirmed": and_(col(Event.status) == Status.PENDING, ~col(Event.email_verified)),
    "listed": col(Event.status) == Status.PUBLISHED,
    "featured": col(Event.featured).is_(True),
    "rejected": col(Event.status) == Status.REJECTED,
    "archived": col(Event.status) == Status.ARCHIVED,
}


def holding(words: str) -> Condition:
    """Nights whose words these are, or that have them as they stand in title, venue or organiser's name."""
    letters = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    named = NAMES.op("ILIKE")(f"%{letters}%")
    has_words = wording(words)
    return Condition(or_(has_words.clause, named), has_words.values) if has_words else Condition(named)


def like(words: str) -> Condition:
    """Nights with something like these words, mistyped, in title, venue or organiser's name."""
    return Condition(NAMES.op("%>")(words))


async def found(
    session: Session, *, condition: Condition | None, status: str, before: UUID | None, limit: int
) -> list[Any]:
    """Nights of any state, the newest first; `status` is a key of WHERE or empty, `before` goes on after that night."""
    wanted = [condition.clause] if condition else []
    if status:
        wanted.append(WHERE[status])
    if before:
        wanted.append(col(Event.id) < before)
    lines = select(*LINE).where(*wanted).order_by(col(Event.id).desc()).limit(limit)
    values = condition.values if condition else {}
    return list((await session.exec(lines, params=values)).all())  # pyright: ignore


async def night(session: Session, event_id: UUID) -> Any:
    """One night with all that moderators may know of it, or None."""
    more = (Event.revision, Event.flags, Event.appeal, Event.created_at, Event.verified_at, Event.erased_at)
    columns = (*DETAIL, *STANDS, *map(col, more))
    return (await session.exec(select(*columns).where(col(Event.id) == event_id).limit(1))).first()  # pyright: ignore


async def waiting(session: Session, event_id: UUID) -> Any:
    """The same night as the queue has it, with the change that waits; None if nothing about it waits."""
    change = and_(
        col(CHANGE.event_id) == col(Event.id),
        col(CHANGE.state) == RevisionState.WAITING,
        col(Event.status) == Status.PUBLISHED,
    )
    row = select(*SHOWN).join_from(Event, CHANGE, change, isouter=True)
    waits = row.where(col(Event.id) == event_id, col(Event.queued_at).is_not(None))
    return (await session.exec(waits.limit(1))).first()  # pyright: ignore


async def sent_by(session: Session, event_id: UUID) -> Any:
    """How many nights of a night's organiser were `listed`, as trust counts them, and since when they are trusted."""
    mailbox = select(col(Event.organiser_email)).where(col(Event.id) == event_id).scalar_subquery()
    trusted = select(col(Account.trusted_at)).where(col(Account.email) == mailbox).scalar_subquery()
    was_listed = and_(
        col(Event.published_at).is_not(None),
        col(Event.status).in_((Status.PUBLISHED, Status.ARCHIVED)),
        ~col(Event.is_unreviewed),
    )
    counted = select(func.count().label("listed"), trusted.label("trusted_at")).where(
        _is_of(mailbox), was_listed
    )
    return (await session.exec(counted)).one()  # pyright: ignore


async def others_of(session: Session, event_id: UUID, *, limit: int) -> list[Any]:
    """Other nights of the same organiser, the newest first."""
    mailbox = select(col(Event.organiser_email)).where(col(Event.id) == event_id).scalar_subquery()
    lines = select(*LINE).where(_is_of(mailbox), col(Event.id) != event_id)
    return list((await session.exec(lines.order_by(col(Event.id).desc()).limit(limit))).all())  # pyright: ignore


def _is_of(mailbox: Any) -> ColumnElement[bool]:
    """Sent in from there. What was forgotten is nobody's: such nights have nothing in common."""
    return and_(col(Event.organiser_email) == mailbox, col(Event.organiser_email) != "")
