"""What an organiser sees of their own nights, and takes along as a spreadsheet."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from openmic import clock
from openmic.adapters import spreadsheets
from openmic.db import Session
from openmic.domain import counts
from openmic.domain.keys import Key, night_of
from openmic.models import Status
from openmic.queries import own_nights
from openmic.views import night_sheet, reasons
from openmic.views.own_nights import PER_PAGE, OwnNights, page

LINES_AT_MOST = 5000  # of a spreadsheet


async def look(session: Session, account_id: UUID, *, number: int = 1) -> OwnNights:
    """A page, counted from 1, of the nights of an account and of the address it has proved to read."""
    now = clock.now()
    rows = await own_nights.of_account(
        session, account_id, now=now, offset=PER_PAGE * (number - 1), limit=PER_PAGE + 1
    )
    counted = await counts.of(session, [row.id for row in rows], days=1)
    return page(rows, now, number=number, counts=counted, why=await why(session, rows))


async def why(session: Session, rows: Sequence[Any]) -> dict[UUID, tuple[str, ...]]:
    """What the organisers of those nights that were turned down were told."""
    down = [row.id for row in rows if row.status == Status.REJECTED]
    lines = await own_nights.refusals(session, down) if down else {}
    return {event_id: reasons.told(line) for event_id, line in lines.items()}


async def sheet(session: Session, account_id: UUID, *, home: str) -> bytes:
    """All nights of an account with their counts, as a CSV file. `home` is the site's address."""
    rows = await own_nights.of_account(session, account_id, now=clock.now(), limit=LINES_AT_MOST)
    return await _written(session, rows, home=home)


async def sheet_of_one(session: Session, key: Key, *, home: str) -> bytes:
    """The same of the one night of a key. Raises BadLink or NotSignedIn; NotFound for somebody else's."""
    event = await night_of(session, key)
    return await _written(session, [await own_nights.one(session, event.id)], home=home)


async def _written(session: Session, rows: Sequence[Any], *, home: str) -> bytes:
    counted = await counts.of(session, [row.id for row in rows], days=1)
    lines = night_sheet.lines(rows, counted, now=clock.now(), home=home)
    return spreadsheets.write(night_sheet.COLUMNS, lines)
