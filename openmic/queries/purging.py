"""What has been kept for long enough, table by table, and taking it out a few hundred rows at a time."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, tuple_
from sqlmodel import SQLModel, col, delete, exists, select, update

from openmic.db import Session
from openmic.models import (
    Account,
    Allowance,
    AuditEntry,
    Complaint,
    Erasure,
    Event,
    JobRun,
    LegalHold,
    Mail,
    MailState,
    Message,
    Report,
    Role,
    SignIn,
    Subscription,
    Token,
)
from openmic.queries.forgetting import allow_trail, is_held

Old = Callable[[datetime], ColumnElement[bool]]


def _settled_message(until: datetime) -> ColumnElement[bool]:
    ended = func.coalesce(col(Message.decided_at), col(Message.created_at))
    return and_(ended <= until, ~is_held(col(Message.event_id)))


def _done_mail(until: datetime) -> ColumnElement[bool]:
    given_up = col(Mail.state).in_((MailState.DEAD, MailState.UNCERTAIN, MailState.DROPPED))
    return or_(col(Mail.sent_at) <= until, and_(given_up, col(Mail.next_at) <= until))


def _left_account(until: datetime) -> ColumnElement[bool]:
    own = or_(col(Event.account_id) == col(Account.id), col(Event.organiser_email) == col(Account.email))
    return and_(
        col(Account.role) == Role.ORGANISER,
        func.coalesce(col(Account.signed_in_at), col(Account.created_at)) <= until,
        ~exists().where(col(SignIn.account_id) == col(Account.id)),
        ~exists().where(own),
    )


def _old_line(until: datetime) -> ColumnElement[bool]:
    return and_(col(AuditEntry.at) <= until, ~is_held(col(AuditEntry.event_id)))


def _unconfirmed(until: datetime) -> ColumnElement[bool]:
    return and_(col(Subscription.confirmed_at).is_(None), col(Subscription.created_at) <= until)


# By the name each has in openmic.views.retention. What is as old as the moment, to the microsecond, goes.
OLD: Mapping[str, tuple[type[SQLModel], Old]] = {
    "messages": (Message, _settled_message),
    "unconfirmed_subscriptions": (Subscription, _unconfirmed),
    "mails": (Mail, _done_mail),
    "links": (Token, lambda until: col(Token.expires_at) <= until),
    "sign_ins": (SignIn, lambda until: col(SignIn.expires_at) <= until),
    "allowances": (Allowance, lambda until: col(Allowance.expires_at) <= until),
    "accounts": (Account, _left_account),
    "audit_lines": (AuditEntry, _old_line),
    "complaints": (Complaint, lambda until: col(Complaint.answered_at) <= until),
    "lifted_holds": (LegalHold, lambda until: col(LegalHold.lifted_at) <= until),
    "erasures": (Erasure, lambda until: col(Erasure.erased_at) <= until),
    "job_runs": (JobRun, lambda until: col(JobRun.due_at) <= until),
}


async def delete_old(session: Session, *, name: str, until: datetime, limit: int) -> int:
    """Deletes rows of one kind that nobody else is at; says how many, `limit` at most."""
    table, is_old = OLD[name]
    key = table.__table__.primary_key.columns  # pyright: ignore[reportAttributeAccessIssue]
    found = select(*key).where(is_old(until)).limit(limit)
    old = found.with_for_update(skip_locked=True, of=table).cte("old")
    if table is AuditEntry:
        await allow_trail(session, is_on=True)
    gone = await session.exec(delete(table).where(tuple_(*key).in_(select(*old.columns))))
    if table is AuditEntry:
        await allow_trail(session, is_on=False)
    return gone.rowcount


async def forget_addresses(session: Session, *, until: datetime, limit: int) -> int:
    """Takes out where reports came from that came by then; says how many it was, `limit` at most."""
    came = (col(Report.ip).is_not(None), col(Report.created_at) <= until, ~is_held(col(Report.event_id)))
    found = select(Report.id).where(*came).limit(limit)
    old = found.with_for_update(skip_locked=True, of=Report).cte("old")
    forgotten = update(Report).where(col(Report.id).in_(select(old.c.id))).values(ip=None)
    done = await session.exec(forgotten.execution_options(synchronize_session=False))
    return done.rowcount
