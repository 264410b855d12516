"""Taking a person out of the tables, but for what a legal hold keeps, and remembering that it was done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true, union, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from openmic.db import Session
from openmic.models import (
    Account,
    Complaint,
    Erasure,
    ErasureScope,
    Event,
    LegalHold,
    Mail,
    MailState,
    Message,
    Report,
    Subscription,
    Token,
)
from openmic.queries import forgetting
from openmic.queries.privacy import Whose

NIGHTS_AT_ONCE = 2000
AT_MOST = 200_000
# Every column that holds somebody's own address.
MAILBOXES = (
    col(Event.organiser_email),
    col(Account.email),
    col(Message.sender_email),
    col(Report.email),
    col(Subscription.email),
    col(Token.email),
    col(Mail.recipient),
    col(Mail.reply_to),
    col(Complaint.email),
)


def _older(model: Any, before: datetime | None) -> ColumnElement[bool]:
    return col(model.created_at) < before if before else true()


async def lock_nights(
    session: Session, person: Whose, *, is_held: bool = False, before: datetime | None = None
) -> list[Event]:
    """Somebody's nights that no hold keeps (or those that one does), which nobody else changes until the end."""
    held = forgetting.is_held()
    mine = col(Event.organiser_email) == person.mailbox
    if person.account_id:
        mine = or_(mine, col(Event.account_id) == person.account_id)
    found = (
        select(Event).where(mine, held if is_held else ~held, _older(Event, before)).order_by(col(Event.id))
    )
    locked = found.limit(NIGHTS_AT_ONCE).with_for_update(key_share=True)
    nights = (await session.exec(locked.execution_options(populate_existing=True))).scalars().all()  # pyright: ignore
    # asked again: a hold may have come between the look and the lock
    ids = [night.id for night in nights]
    held_now = select(col(LegalHold.event_id)).where(col(LegalHold.event_id).in_(ids), forgetting.STANDING)
    kept = set((await session.exec(held_now.limit(NIGHTS_AT_ONCE))).scalars())  # pyright: ignore
    return [night for night in nights if (night.id in kept) == is_held]


async def take_out(session: Session, mailbox: str, *, before: datetime | None = None) -> dict[str, int]:
    """Takes out all that is somebody's but their nights and account; says how many of each.

    What belongs to a night under a hold stays, and so does a complaint until it is answered.
    """
    mail = or_(col(Mail.recipient) == mailbox, col(Mail.reply_to) == mailbox)
    report = and_(col(Report.email) == mailbox, ~_on_hold(Report), _older(Report, before))
    gone = {
        "messages": delete(Message).where(
            col(Message.sender_email) == mailbox, ~_on_hold(Message), _older(Message, before)
        ),
        "reports": update(Report).where(report).values(email="", words="", ip=None),
        "subscriptions": delete(Subscription).where(
            col(Subscription.email) == mailbox, _older(Subscription, before)
        ),
        "links": delete(Token).where(col(Token.email) == mailbox, _older(Token, before)),
        "mails": delete(Mail).where(mail, _older(Mail, before)),
        "complaints": delete(Complaint).where(
            col(Complaint.email) == mailbox,
            col(Complaint.answered_at).is_not(None),
            _older(Complaint, before),
        ),
    }
    return {name: await _count(session, statement) for name, statement in gone.items()}


async def take_out_account(
    session: Session, mailbox: str, *, now: datetime, before: datetime | None = None
) -> int:
    """Takes out an account. Of somebody who was shut out that stays, with the address, and nothing else of it."""
    mine = (col(Account.email) == mailbox, _older(Account, before))
    shut_out = col(Account.disabled_at).is_not(None)
    emptied = update(Account).where(*mine, shut_out).values(name="", trusted_at=None, created_at=now)
    return await _count(session, emptied) + await _count(session, delete(Account).where(*mine, ~shut_out))


async def leave_weekly_mail(session: Session, mailbox: str, *, before: datetime) -> int:
    """Takes out wishes for the weekly mail, and what of it has not been sent; says how many."""
    unsent = (col(Mail.recipient) == mailbox, col(Mail.at_most_once), col(Mail.state) != MailState.SENT)
    wished = delete(Subscription).where(col(Subscription.email) == mailbox, _older(Subscription, before))
    return await _count(session, delete(Mail).where(*unsent, _older(Mail, before))) + await _count(
        session, wished
    )


async def remember(session: Session, mailbox_hash: str, scope: ErasureScope, *, at: datetime) -> None:
    """Remembers an erasure; of two of the same the later one counts."""
    new = insert(Erasure).values(mailbox_hash=mailbox_hash, scope=scope, erased_at=at)
    latest = func.greatest(col(Erasure.erased_at), new.excluded.erased_at)
    key = ["mailbox_hash", "scope"]
    await session.exec(new.on_conflict_do_update(index_elements=key, set_={"erased_at": latest}))  # pyright: ignore


async def remembered(session: Session) -> dict[tuple[str, ErasureScope], datetime]:
    """Every erasure that is remembered, and its moment."""
    found = (await session.exec(select(Erasure).limit(AT_MOST))).scalars()  # pyright: ignore
    return {(one.mailbox_hash, one.scope): one.erased_at for one in found}


async def mailboxes(session: Session, *, after: str, limit: int) -> list[str]:
    """The next mailboxes that any table holds, in their order."""
    some: Iterable[Any] = (
        select(column.label("mailbox"))
        .distinct()
        .where(column > after)
        .order_by(column)
        .limit(limit)
        .subquery()
        for column in MAILBOXES
    )
    every = union(*(select(one.c.mailbox) for one in some)).subquery()
    found = select(every.c.mailbox).order_by(every.c.mailbox).limit(limit)
    return list((await session.exec(found)).scalars())  # pyright: ignore


def _on_hold(model: Any) -> ColumnElement[bool]:
    return forgetting.is_held(col(model.event_id))


async def _count(session: Session, statement: Any) -> int:
    done = await session.exec(statement.execution_options(synchronize_session=False))
    return done.rowcount
