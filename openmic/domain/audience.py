"""What was looked at in this process and is not yet in the database: added up, so that no page waits for it.

Nothing here is an internet address: a visitor becomes a keyed hash before anything is remembered, and another, with the
salt of the day, before anything is written.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

import structlog

from openmic import clock
from openmic.adapters import secrets
from openmic.db import Session
from openmic.models import Counted
from openmic.queries import counts, visits
from openmic.settings import current

log = structlog.get_logger()

AT_MOST = 20_000  # nights and visitors, each, that wait to be written; those that are known are counted on
AT_ONCE = 1_000  # of each that are written together
MARKS_AT_ONCE = 2_000  # that are taken out together when their day is over

Night = tuple[UUID, date, Counted]
Visit = tuple[date, str]
Key = TypeVar("Key", Night, Visit)


@dataclass(frozen=True)
class Piece:
    """Some of what waits, as it is written: all of it or nothing."""

    nights: Mapping[Night, int]
    visits: Mapping[Visit, int]


class Audience:
    """Adds up. What cannot be written yet stays, up to a bound; what is new beyond that is not counted."""

    def __init__(self, *, at_most: int = AT_MOST) -> None:
        self.at_most = at_most
        self.nights: Counter[Night] = Counter()
        self.visits: Counter[Visit] = Counter()
        self.is_full = False

    def note_view(self, event_id: UUID) -> None:
        """Counts one look at a night's page, today."""
        self._note(self.nights, (event_id, clock.today(), Counted.VIEW), 1)

    def note_calendar(self, event_id: UUID) -> None:
        """Counts one calendar file of a night that was taken, today."""
        self._note(self.nights, (event_id, clock.today(), Counted.CALENDAR), 1)

    def note_page(self, who: str) -> None:
        """Counts one page that somebody saw today; `who` is forgotten at once, but for a hash of it and the day."""
        today = clock.today()
        hashed = secrets.keyed(f"visit {today} {who}", key=current().secret_key)
        self._note(self.visits, (today, hashed), 1)

    def take(self) -> Piece | None:
        """The next piece to be written; None when nothing waits. Who cannot write it gives it back."""
        if not self.nights and not self.visits:
            self.is_full = False
            return None
        return Piece(_first(self.nights), _first(self.visits))

    def give_back(self, piece: Piece) -> None:
        """Takes back what could not be written."""
        for key, times in piece.nights.items():
            self._note(self.nights, key, times)
        for key, times in piece.visits.items():
            self._note(self.visits, key, times)

    def _note(self, counted: Counter[Key], key: Key, times: int) -> None:
        if key in counted or len(counted) < self.at_most:
            counted[key] += times
        elif not self.is_full:
            self.is_full = True
            log.warning("no more is counted until what waits is written", waiting=len(counted))


AUDIENCE = Audience()


async def keep(session: Session, piece: Piece) -> None:
    """Adds a piece to what the database has."""
    await counts.add(session, [(*key, times) for key, times in piece.nights.items()])
    salts = await visits.salts(session, {day for day, _ in piece.visits})
    await visits.add(
        session,
        [
            (day, bytes.fromhex(secrets.keyed(hashed, key=salts[day].hex())), pages)
            for (day, hashed), pages in piece.visits.items()
        ],
    )


async def close_some(session: Session) -> int:
    """Of a day that is over leaves two numbers, and throws away marks and salt; says how much was done, 0 for none."""
    day = await visits.lock_over(session, today=clock.today())
    if day is None:
        return 0
    gone = await visits.forget_some(session, day, limit=MARKS_AT_ONCE)
    if gone < MARKS_AT_ONCE:
        await visits.forget_salt(session, day)
    return gone + 1


def _first(counted: Counter[Key]) -> dict[Key, int]:
    """Takes some out."""
    return {key: counted.pop(key) for key in list(counted)[:AT_ONCE]}
