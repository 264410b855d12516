"""Once a day moderators are told that something has waited for long. They are told nothing else by mail."""

from datetime import datetime, timedelta

from openmic import clock
from openmic.db import Session
from openmic.domain import outbox
from openmic.models import Role
from openmic.queries import accounts, complaints, figures, holds
from openmic.views.dates import on_day
from openmic.views.letters import moderators as letters

LONG = timedelta(hours=24)
COMPLAINTS_AFTER = timedelta(days=20)  # of the 30 that the law gives for a first word
FROM = 8  # o'clock in London: nobody is mailed in the night


async def remind(session: Session, *, now: datetime, home: str) -> int:
    """Mails every moderator, at most once for each London day, if something has waited for long, or a legal hold is to
    be looked at again; says how many. However often and by however many processes it is called.
    """
    if now.astimezone(clock.LONDON).hour < FROM:
        return 0
    return await _of_nights(session, now=now, home=home) + await _of_complaints(session, now=now, home=home)


async def _of_nights(session: Session, *, now: datetime, home: str) -> int:
    waiting = await figures.waiting(session)
    due = await holds.count_due(session, today=on_day(now))
    if waiting.nights and now - waiting.since >= LONG:
        oldest = now - waiting.since
        letter = letters.waiting(waiting.nights, oldest=oldest, held=waiting.held, holds=due, home=home)
    elif due:
        letter = letters.holds_due(due, home=home)
    else:
        return 0
    told = 0
    for person in await accounts.list_moderators(session):
        if not person.disabled_at:
            once = f"nudge:{person.id}:{on_day(now).isoformat()}"
            told += await outbox.post_once(session, letter, to=person.email, once=once)
    return told


async def _of_complaints(session: Session, *, now: datetime, home: str) -> int:
    """Admins are told of complaints whose 30 days will soon be over."""
    late = await complaints.count_older(session, than=now - COMPLAINTS_AFTER)
    told = 0
    for person in await accounts.list_moderators(session) if late else ():
        if person.role == Role.ADMIN and not person.disabled_at:
            once = f"complaints:{person.id}:{on_day(now).isoformat()}"
            told += await outbox.post_once(
                session, letters.complaints(late, home=home), to=person.email, once=once
            )
    return told
