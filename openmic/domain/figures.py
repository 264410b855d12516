"""How moderation goes: everything is counted when somebody asks."""

from datetime import timedelta

from openmic import clock
from openmic.db import Session
from openmic.queries import digests
from openmic.queries import figures as rows
from openmic.views import figures

WEEKS = 6  # of the weekly mail
SPANS = (timedelta(days=7), timedelta(days=30))


async def look(session: Session) -> figures.Figures:
    """The figures of this moment."""
    now = clock.now()
    return figures.page(
        await rows.waiting(session),
        [await rows.decisions(session, since=now - span) for span in SPANS],
        [await rows.takedowns(session, since=now - span) for span in SPANS],
        await rows.success(session),
        now,
        weekly=await digests.latest_weeks(session, limit=WEEKS),
    )
