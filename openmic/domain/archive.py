"""Nights that are over are put away: nobody has to tidy up."""

from openmic import clock
from openmic.db import Session
from openmic.domain import audit
from openmic.models import Act, Status
from openmic.queries import archiving as rows

AT_ONCE = 200


async def archive_some(session: Session) -> int:
    """Puts the next nights away that are over, were proved, and about which no report or appeal waits; says how many.

    A change that waits is superseded; a mail about a decision that has not left yet still leaves.
    """
    now = clock.now()
    due = await rows.lock_due(session, now=now, limit=AT_ONCE)
    await rows.put_away(session, [event.id for event in due], now=now)
    await audit.note_end(session, Act.ARCHIVE, due, after=Status.ARCHIVED)
    return len(due)
