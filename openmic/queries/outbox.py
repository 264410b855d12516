"""Reading and writing the mail that waits to be delivered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, literal_column
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, or_, select, update

from openmic.db import Session
from openmic.models import Mail, Subscription
from openmic.models.choices import MailState
from openmic.queries.subscriptions import ACTIVE

# Written out, so that the planner sees that the partial index ix_outbox_queue holds all that is asked for.
QUEUED = col(Mail.state) == literal_column("'queued'")
SETTLED = (MailState.SENT, MailState.DROPPED)

# What is asked for each mail is put together once, and past the ORM: of ten thousand mails it was half the work.
OUTBOX: Any = Mail.__table__  # pyright: ignore
WAITS = OUTBOX.c.state == literal_column("'queued'")
DUE = (
    select(OUTBOX.c.id)
    .where(
        WAITS,
        OUTBOX.c.next_at <= bindparam("now"),
        or_(
            OUTBOX.c.leased_until.is_(None),
            # what must not come twice is not taken from whoever had it: see `mark_lost`
            and_(OUTBOX.c.leased_until < bindparam("now"), OUTBOX.c.at_most_once.is_(False)),
        ),
    )
    .order_by(OUTBOX.c.next_at, OUTBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")  # asked once: a subquery may be asked again, and take more than the limit
)
# What one can leave is asked about once more as it is claimed, a moment before it goes (TRUST R19)
IS_WANTED = or_(
    OUTBOX.c.unsubscribe_url == "", exists().where(col(Subscription.email) == OUTBOX.c.recipient, *ACTIVE)
)
CLAIM = (
    update(OUTBOX)
    .where(OUTBOX.c.id == DUE.c.id)
    .values(leased_until=bindparam("until"), attempts=OUTBOX.c.attempts + 1)
    .returning(OUTBOX, IS_WANTED.label("is_wanted"))
)
SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("mail"), WAITS)
    .values(state=MailState.SENT, sent_at=bindparam("now"), leased_until=None, last_error="")
)
SENT_AND_EMPTIED = SENT.values(text="", html="")


async def add(session: Session, mail: Mail) -> None:
    """Puts a mail in the queue."""
    session.add(mail)
    await session.flush()


async def add_once(session: Session, mail: Mail) -> bool:
    """Puts a mail in the queue unless there is one with its dedupe_key; False if there is."""
    given = mail.model_dump(exclude_none=True)
    added = insert(Mail).values(given).on_conflict_do_nothing(index_elements=["dedupe_key"])
    return (await session.exec(added.returning(col(Mail.id)))).first() is not None


async def add_many(session: Session, mails: Sequence[Mail]) -> int:
    """Puts mails in the queue, but those whose dedupe_key is there already; says how many."""
    if not mails:
        return 0
    given = [mail.model_dump(exclude={"next_at", "created_at"}) for mail in mails]
    added = insert(OUTBOX).on_conflict_do_nothing(index_elements=["dedupe_key"])
    return (await session.exec(added.execution_options(preserve_rowcount=True), params=given)).rowcount  # pyright: ignore


async def remove_unsent(session: Session, dedupe_key: str) -> bool:
    """Takes out a mail that nobody has begun to send; False if there is none such."""
    untouched = (col(Mail.dedupe_key) == dedupe_key, QUEUED, col(Mail.attempts) == 0)
    return (await session.exec(delete(Mail).where(*untouched))).rowcount == 1


async def claim(session: Session, *, now: datetime, until: datetime, limit: int) -> Sequence[Any]:
    """Takes what is due and nobody else has, for this caller alone until then. Counts as an attempt."""
    given = {"now": now, "until": until, "most": limit}
    return (await session.exec(CLAIM, params=given)).all()


async def mark_sent(session: Session, mail_id: UUID, *, now: datetime, keeps_body: bool) -> None:
    """It has arrived. Its body goes: the links in it are stored nowhere else but as hashes."""
    values = {"mail": mail_id, "now": now}
    await session.exec(SENT if keeps_body else SENT_AND_EMPTIED, params=values)


async def put_back(session: Session, mail_id: UUID, *, attempt: int, next_at: datetime, reason: str) -> None:
    """To be tried again then, unless somebody else has taken it meanwhile."""
    await _unless_taken(session, mail_id, attempt, next_at=next_at, leased_until=None, last_error=reason)


async def mark_dead(session: Session, mail_id: UUID, *, attempt: int, reason: str) -> None:
    """Not to be tried again, unless somebody else has taken it meanwhile."""
    await _unless_taken(session, mail_id, attempt, state=MailState.DEAD, leased_until=None, last_error=reason)


async def mark_uncertain(session: Session, mail_id: UUID, *, attempt: int, reason: str) -> None:
    """It may have arrived, and must not arrive twice, unless somebody else has taken it meanwhile."""
    values = {"state": MailState.UNCERTAIN, "leased_until": None, "last_error": reason}
    await _unless_taken(session, mail_id, attempt, **values)


async def mark_lost(session: Session, *, now: datetime, reason: str) -> int:
    """The same for all that must not come twice and whose carrier has not been heard of; says how many."""
    lost = update(Mail).where(QUEUED, col(Mail.at_most_once), col(Mail.leased_until) < now)
    values = {"state": MailState.UNCERTAIN, "leased_until": None, "last_error": reason}
    return (await session.exec(lost.values(**values))).rowcount


async def remove_claimed(session: Session, mail_id: UUID, *, attempt: int) -> None:
    """Takes out a mail that this attempt has, and has not handed over."""
    await session.exec(delete(Mail).where(*_mine(mail_id, attempt)))


async def latest(session: Session, *, limit: int, only_waiting: bool = False) -> Sequence[Mail]:
    """Newest first; `only_waiting` leaves out what has been sent or dropped."""
    newest = select(Mail).order_by(col(Mail.created_at).desc(), col(Mail.id).desc()).limit(limit)
    if only_waiting:
        newest = newest.where(col(Mail.state).not_in(SETTLED))
    return (await session.exec(newest)).all()


async def find(session: Session, mail_id: UUID) -> Mail | None:
    """One mail."""
    return (await session.exec(select(Mail).where(col(Mail.id) == mail_id).limit(1))).first()


async def remove_kind(session: Session, kind: str, *, to: str, now: datetime) -> int:
    """Takes out mails of a kind to a mailbox that nobody is sending just now; says how many."""
    idle = or_(col(Mail.leased_until).is_(None), col(Mail.leased_until) < now)
    waiting = (col(Mail.kind) == kind, col(Mail.recipient) == to, QUEUED, idle)
    return (await session.exec(delete(Mail).where(*waiting))).rowcount


async def _unless_taken(session: Session, mail_id: UUID, attempt: int, **values: Any) -> None:
    await session.exec(update(Mail).where(*_mine(mail_id, attempt)).values(**values))


def _mine(mail_id: UUID, attempt: int) -> tuple[ColumnElement[bool], ...]:
    return (col(Mail.id) == mail_id, QUEUED, col(Mail.attempts) == attempt)
