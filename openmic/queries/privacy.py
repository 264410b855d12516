"""All that the tables hold of one person. What each column is to them is in tests/domain/personal_columns.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, union
from sqlmodel import col

from openmic.db import Session
from openmic.models import (
    Account,
    AuditEntry,
    Complaint,
    Erasure,
    Event,
    Image,
    LegalHold,
    Mail,
    Message,
    MessageState,
    Report,
    Revision,
    SignIn,
    Subscription,
    Token,
    Town,
)

AT_MOST = 5000  # rows of a kind; `everything` says when somebody has more
MESSAGE = "message"  # the mail that brings a visitor's words to an organiser, with the visitor's address
NIGHT = (
    "id title description category venue_name address town_name postcode start_at end_at organiser_name image_alt"
    " ticket_url status email_verified verified_at flags featured featured_until takes_messages is_sample"
    " consent_wording consented_at revision held_at hidden_at appeal cancelled_at withdrawn_at published_at"
    " created_at updated_at"
)
WISH = ("category", "consent_wording", "consented_at", "confirmed_at", "paused_at", "created_at")

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Whose:
    """Somebody, as the tables know them."""

    mailbox: str
    account_id: UUID | None
    nights: tuple[UUID, ...]


async def whose(session: Session, mailbox: str) -> Whose:
    """Who a mailbox is: their account, and the nights they sent in, with it or without."""
    account_id = (
        await session.exec(select(col(Account.id)).where(col(Account.email) == mailbox).limit(1))  # pyright: ignore
    ).scalar()
    mine = col(Event.organiser_email) == mailbox
    if account_id:
        mine = or_(mine, col(Event.account_id) == account_id)
    found = await session.exec(select(col(Event.id)).where(mine).order_by(col(Event.id)).limit(AT_MOST))  # pyright: ignore
    return Whose(mailbox, account_id, tuple(found.scalars()))


async def everything(session: Session, person: Whose) -> dict[str, Rows]:
    """A list of rows for each kind of thing. Of others only what they said to this person, not who they are."""

    async def ask(model: Any, columns: str, *where: ColumnElement[bool], order: str = "created_at") -> Rows:
        chosen = [col(getattr(model, name)) for name in columns.split()]
        statement = select(*chosen).where(*where).order_by(getattr(model, order)).limit(AT_MOST)
        return [dict(row) for row in (await session.exec(statement)).mappings()]  # pyright: ignore

    mine = person.mailbox
    account = [person.account_id] if person.account_id else []

    def about(model: Any) -> ColumnElement[bool]:
        return col(model.event_id).in_(person.nights)

    came = (about(Message), col(Message.state) == MessageState.SENT)
    return {
        "account": await ask(
            Account, "name role trusted_at disabled_at signed_in_at created_at", col(Account.email) == mine
        ),
        "sign_ins": await ask(SignIn, "created_at seen_at expires_at", col(SignIn.account_id).in_(account)),
        "nights": await ask(Event, NIGHT, col(Event.id).in_(person.nights)),
        "changes": await ask(
            Revision, "event_id number content flags state created_at decided_at", about(Revision)
        ),
        "pictures": [{"key": key} for key in await pictures(session, person.nights)],
        "holds": await ask(LegalHold, "event_id created_at review_on lifted_at", about(LegalHold)),
        "messages_written": await ask(
            Message,
            "event_id sender_name words flags state created_at decided_at",
            col(Message.sender_email) == mine,
        ),
        "messages_received": await ask(Message, "event_id words created_at", *came),
        "subscriptions": await _wishes(session, mine),
        "reports": await ask(
            Report,
            "event_id reason words ip state hid_listing created_at decided_at",
            col(Report.email) == mine,
        ),
        "complaints": await ask(
            Complaint,
            "name words created_at acknowledged_at answered_at outcome",
            col(Complaint.email) == mine,
        ),
        "mails": await ask(
            Mail, "kind subject text state attempts created_at sent_at", col(Mail.recipient) == mine
        ),
        "links": await ask(Token, "purpose event_id created_at expires_at used_at", col(Token.email) == mine),
        "trail": await ask(
            AuditEntry, "event_id at act by revision reason before after", about(AuditEntry), order="id"
        ),
        "decisions": await ask(
            AuditEntry, "event_id at act", col(AuditEntry.person_id).in_(account), order="id"
        ),
    }


async def erased(session: Session, mailbox_hash: str) -> Rows:
    """What is remembered of having forgotten somebody."""
    found = select(col(Erasure.scope), col(Erasure.erased_at)).where(
        col(Erasure.mailbox_hash) == mailbox_hash
    )
    return [dict(row) for row in (await session.exec(found.limit(10))).mappings()]  # pyright: ignore


async def pictures(session: Session, nights: Sequence[UUID]) -> list[str]:
    """The pictures that these nights show, or that they showed, or were to show, as far as they are kept."""
    key = "image_key"
    changes, lines = col(Revision.event_id).in_(nights), col(AuditEntry.event_id).in_(nights)
    named = union(
        select(col(Event.image_key).label("key")).where(col(Event.id).in_(nights)),
        select(col(Revision.content)[key].astext).where(changes),
        select(col(AuditEntry.before)[key].astext).where(lines),
        select(col(AuditEntry.after)[key].astext).where(lines),
    ).subquery()
    kept = select(col(Image.key)).where(col(Image.key).in_(select(named.c.key)))
    return list((await session.exec(kept.order_by(col(Image.created_at)).limit(AT_MOST))).scalars())  # pyright: ignore


async def _wishes(session: Session, mailbox: str) -> Rows:
    columns = (
        col(Town.name).label("town"),
        *(col(getattr(Subscription, name)) for name in WISH),
    )
    wished = (
        select(*columns)
        .join_from(Subscription, Town, isouter=True)
        .where(col(Subscription.email) == mailbox)
        .order_by(col(Subscription.created_at))
        .limit(AT_MOST)
    )
    return [dict(row) for row in (await session.exec(wished)).mappings()]  # pyright: ignore
