"""How moderation goes: everything is counted when somebody asks."""

from datetime import timedelta

from openmic import clock
from openmic.db import Session
from openmic.queries import digests, visits
from openmic.queries import figures as rows
from openmic.views import figures, progress

WEEKS = 12  # that are shown one by one
MAILS = 6  # weekly mails by themselves
SPANS = (timedelta(days=7), timedelta(days=30))


async def look(session: Session) -> figures.Figures:
    """The figures of this moment."""
    now, today = clock.now(), clock.today()
    since = progress.first_monday(today, many=WEEKS)
    came = await visits.by_day(session, since=since)
    mails = await digests.latest_weeks(session, limit=WEEKS)
    listed = await rows.success_by_week(session, since=clock.start_of_day(since))
    return figures.page(
        await rows.waiting(session),
        [await rows.decisions(session, since=now - span) for span in SPANS],
        [await rows.takedowns(session, since=now - span) for span in SPANS],
        await rows.success(session),
        now,
        weekly=mails[:MAILS],
        visits=progress.of_days(came, today - timedelta(days=progress.MONTH - 1), today),
        progress=progress.by_week(listed, came, mails, today=today, many=WEEKS),
    )
