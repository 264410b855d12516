"""Mail: written in the transaction of the change that causes it, so that it leaves only if the change stood."""

from collections.abc import Sequence
from datetime import timedelta

from openmic import clock
from openmic.adapters.html import PLAIN, document
from openmic.db import Session
from openmic.models import Mail
from openmic.parts.letter import letter
from openmic.queries import outbox
from openmic.views.letter import Letter


async def post(
    session: Session,
    mail: Letter,
    *,
    to: str,
    after: timedelta = timedelta(0),
    once: str | None = None,
    reply_to: str = "",
) -> None:
    """Puts a letter into the outbox. `to` and `reply_to` are one mailbox each, checked (views.email_address).

    It leaves no sooner than `after` has passed. `once` names what must be mailed once only, and lets `recall`
    find it. A night whose organiser was forgotten has nobody to write to: then nothing happens.
    """
    if not to:
        return
    kept = _mail(mail, to=to, once=once, reply_to=reply_to)
    if after:
        kept.next_at = clock.now() + after
    await outbox.add(session, kept)


async def post_once(session: Session, mail: Letter, *, to: str, once: str) -> bool:
    """Puts a letter into the outbox unless one named `once` has ever been there; says whether it did."""
    return await outbox.add_once(session, _mail(mail, to=to, once=once))


def _mail(mail: Letter, *, to: str, once: str | None, reply_to: str = "") -> Mail:
    return Mail(
        kind=mail.kind,
        recipient=to,
        subject=mail.subject,
        text=mail.as_text,
        html=document(letter(PLAIN, mail)),
        reply_to=reply_to,
        dedupe_key=once,
    )


async def post_many(session: Session, mails: Sequence[Mail]) -> int:
    """Puts mails into the outbox that are written already, but those whose `dedupe_key` has ever been there.

    For some hundreds at once: the caller writes them itself. Says how many were put in.
    """
    return await outbox.add_many(session, mails)


async def recall_kind(session: Session, kind: str, *, to: str) -> int:
    """Takes every letter of a kind to a mailbox out that is not being handed over just now; says how many."""
    return await outbox.remove_kind(session, kind, to=to, now=clock.now())


async def recall(session: Session, once: str) -> bool:
    """Takes a letter out that has not begun to leave; says whether it could."""
    return await outbox.remove_unsent(session, once)
