"""Reading and writing the mail that waits to be delivered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, literal_column
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, or_, select, update

from openmic.db import Session
from openmic.models import Mail
from openmic.models.choices import MailState

# Written out, so that the planner sees that the partial index ix_outbox_queue holds all that is asked for.
TABLE = Mail.__table__  # pyright: ignore
QUEUED = col(Mail.state) == literal_column("'queued'")


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
    added = insert(TABLE).on_conflict_do_nothing(index_elements=["dedupe_key"])
    return (await session.exec(added.execution_options(preserve_rowcount=True), params=given)).rowcount  # pyright: ignore


async def remove_unsent(session: Session, dedupe_key: str) -> bool:
    """Takes out a mail that nobody has begun to send; False if there is none such."""
    untouched = (col(Mail.dedupe_key) == dedupe_key, QUEUED, col(Mail.attempts) == 0)
    return (await session.exec(delete(Mail).where(*untouched))).rowcount == 1


async def claim(session: Session, *, now: datetime, until: datetime, limit: int) -> Sequence[Mail]:
    """Takes what is due and nobody else has, for this caller alone until then. Counts as an attempt."""
    due = (
        select(Mail.id)
        .where(
            QUEUED,
            col(Mail.next_at) <= now,
            or_(col(Mail.leased_until).is_(None), col(Mail.leased_until) < now),
        )
        .order_by(col(Mail.next_at), col(Mail.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # asked once: a subquery may be asked again, and take more than the limit
    )
    taken = (
        update(Mail)
        .where(col(Mail.id) == due.c.id)
        .values(leased_until=until, attempts=col(Mail.attempts) + 1)
        .returning(Mail)
    )
    return (await session.exec(taken)).scalars().all()


async def mark_sent(session: Session, mail_id: UUID, *, now: datetime, keeps_body: bool) -> None:
    """It has arrived. Its body goes: the links in it are stored nowhere else but as hashes."""
    body = {} if keeps_body else {"text": "", "html": ""}
    values = {"state": MailState.SENT, "sent_at": now, "leased_until": None, "last_error": "", **body}
    await session.exec(update(Mail).where(col(Mail.id) == mail_id, QUEUED).values(**values))


async def put_back(session: Session, mail_id: UUID, *, attempt: int, next_at: datetime, reason: str) -> None:
    """To be tried again then, unless somebody else has taken it meanwhile."""
    await _unless_taken(session, mail_id, attempt, next_at=next_at, leased_until=None, last_error=reason)


async def mark_dead(session: Session, mail_id: UUID, *, attempt: int, reason: str) -> None:
    """Not to be tried again, unless somebody else has taken it meanwhile."""
    await _unless_taken(session, mail_id, attempt, state=MailState.DEAD, leased_until=None, last_error=reason)


async def revive(session: Session, mail_id: UUID, *, now: datetime) -> bool:
    """Puts a mail that is not sent at the head of the queue, as if never tried. False if there is none."""
    again = (
        update(Mail)
        .where(col(Mail.id) == mail_id, col(Mail.state) != MailState.SENT)
        .values(state=MailState.QUEUED, next_at=now, leased_until=None, attempts=0)
        .returning(col(Mail.id))
    )
    return (await session.exec(again)).first() is not None


async def latest(session: Session, *, limit: int, only_waiting: bool = False) -> Sequence[Mail]:
    """Newest first; `only_waiting` leaves out what has been sent."""
    newest = select(Mail).order_by(col(Mail.created_at).desc(), col(Mail.id).desc()).limit(limit)
    if only_waiting:
        newest = newest.where(col(Mail.state) != MailState.SENT)
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
    mine = (col(Mail.id) == mail_id, QUEUED, col(Mail.attempts) == attempt)
    await session.exec(update(Mail).where(*mine).values(**values))
