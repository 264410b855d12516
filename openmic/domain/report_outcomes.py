"""Whoever reported a listing and gave a mailbox hears what became of it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from openmic.db import Session
from openmic.domain import outbox
from openmic.models import Event
from openmic.queries import reports as rows
from openmic.views.letters import reports as letters

AT_ONCE = timedelta(0)


async def tell(
    session: Session,
    event: Event,
    reports: Sequence[UUID],
    *,
    entry_id: UUID,
    home: str,
    is_right: bool,
    after: timedelta = AT_ONCE,
) -> None:
    """Mails what was decided about these reports, no sooner than `after`. `entry_id` names the decision."""
    if not reports:
        return
    say = letters.right if is_right else letters.dismissed
    for one in await rows.mailboxes(session, reports):
        mail = say(event, home=home)
        await outbox.post(session, mail, to=one.email, after=after, once=_mail_of(one.id, entry_id))


async def recall(session: Session, reports: Sequence[UUID], *, entry_id: UUID) -> None:
    """Takes those mails out again: the decision is undone."""
    for report_id in reports:
        await outbox.recall(session, _mail_of(report_id, entry_id))


def _mail_of(report_id: UUID, entry_id: UUID) -> str:
    return f"decision-report:{report_id}:{entry_id}"
