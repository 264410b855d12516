"""How often nights were looked at, put into a calendar and written to."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from openmic import clock
from openmic.db import Session
from openmic.models import Counted
from openmic.queries import counts as rows
from openmic.views import counts
from openmic.views.counts import NightCounts


async def of(session: Session, event_ids: Sequence[UUID], *, days: int = 30) -> dict[UUID, NightCounts]:
    """The counts of each of these nights, with the views of the last `days`, today's among them.

    A night nobody looked at has noughts, and so has one that does not exist.
    """
    today = clock.today()
    first = today - timedelta(days=days - 1)
    totals: dict[UUID, Counter[str]] = {one: Counter() for one in event_ids}
    by_day: dict[UUID, dict[date, int]] = {one: {} for one in event_ids}
    for row in await rows.of(session, event_ids, since=first) if event_ids else ():
        totals[row.event_id][row.kind] += int(row.times)
        if row.day:
            by_day[row.event_id][row.day] = int(row.times)
    return {one: counts.night(totals[one], by_day[one], first=first, today=today) for one in event_ids}


async def note_message(session: Session, event_id: UUID) -> None:
    """Counts one message that is passed on to a night's organiser, in the transaction that passes it on."""
    await rows.add(session, [(event_id, clock.today(), Counted.MESSAGE, 1)])
