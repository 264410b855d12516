"""What an organiser sees of their own nights."""

from uuid import UUID

from openmic import clock
from openmic.db import Session
from openmic.queries import own_nights
from openmic.views.own_nights import PER_PAGE, OwnNights, page


async def look(session: Session, account_id: UUID, *, before: UUID | None = None) -> OwnNights:
    """The nights of an account and of the address it has proved to read, the latest sent first."""
    rows = await own_nights.newest(session, account_id, before=before, limit=PER_PAGE + 1)
    return page(rows, clock.now(), is_first=before is None)
