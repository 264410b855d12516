"""What was kept for long enough goes: the table of openmic.views.retention, made true.

Each rule is asked for its next few rows, in a transaction of its own, until it finds none. Whoever is killed on the
way has done what was committed, and the next one goes on from there. What a legal hold keeps is not touched.
"""

from collections.abc import Awaitable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from openmic import clock
from openmic.db import Session
from openmic.queries import archiving, purging
from openmic.queries import forgetting as nights
from openmic.views.retention import TABLE

KEEPS = {row.key: row.after for row in TABLE}
NIGHTS_AT_ONCE, ROWS_AT_ONCE = 100, 500


class Purge(Protocol):
    """Forgets what is as old as `until`, or older: the next of it. Says how much that was, 0 when there is none."""

    def __call__(self, session: Session, *, until: datetime) -> Awaitable[int]: ...


async def _unproved_nights(session: Session, *, until: datetime) -> int:
    due = await nights.lock_unproved(session, until=until, limit=NIGHTS_AT_ONCE)
    await nights.remove(session, [one for one, _ in due])
    return len(due)


async def _rejected_nights(session: Session, *, until: datetime) -> int:
    due = await nights.lock_rejected(session, until=until, limit=NIGHTS_AT_ONCE)
    await nights.anonymise(session, [one for one, was_public in due if was_public], now=clock.now())
    await nights.remove(session, [one for one, was_public in due if not was_public])
    return len(due)


async def _nights(session: Session, *, until: datetime) -> int:
    due, now = await nights.lock_ended(session, until=until, limit=NIGHTS_AT_ONCE), clock.now()
    public = [one for one, was_public in due if was_public]
    await archiving.put_away(
        session, public, now=now
    )  # what somebody reported, and nobody decided, is here still
    await nights.anonymise(session, public, now=now)
    await nights.remove(session, [one for one, was_public in due if not was_public])
    return len(due)


def _rows(name: str) -> Purge:
    return partial(purging.delete_old, name=name, limit=ROWS_AT_ONCE)


# Nights come first: what belongs to them goes with them.
PURGES: Mapping[str, Purge] = {
    "unproved_nights": _unproved_nights,
    "rejected_nights": _rejected_nights,
    "nights": _nights,
    "report_addresses": partial(purging.forget_addresses, limit=ROWS_AT_ONCE),
    **{name: _rows(name) for name in purging.OLD},
}


async def forget_some(session: Session, rule: str) -> int:
    """Forgets the next of what one rule of PURGES finds too old; says how much that was, 0 when there is none."""
    return await PURGES[rule](session, until=clock.now() - KEEPS[rule])
