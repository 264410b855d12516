"""Moderators find every night, and see one with all that was done with it."""

from typing import Any
from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import counts, holds
from openmic.domain.decision import UNDO_FOR
from openmic.domain.featuring import LONGEST
from openmic.domain.trust import LISTED_AT_LEAST
from openmic.domain.undoing import CAN_BE_UNDONE
from openmic.models import Act
from openmic.queries import audit as audits
from openmic.queries import desk as rows
from openmic.queries import queue
from openmic.views import desk, found_nights, queue_item, trail
from openmic.views.found_nights import Asked, FoundNights
from openmic.views.people import Person

OTHERS = 5


async def search(session: Session, at: Asked) -> FoundNights:
    """Nights of any state; if no night has the words, those that have something like them."""
    limit = found_nights.PER_PAGE + 1
    now, is_near = clock.now(), False
    if at.id:
        row = await rows.night(session, at.id)
        return found_nights.page([row] if row else [], now, at, is_near=False)
    condition = rows.holding(at.words) if at.words else None
    found = await rows.found(session, condition=condition, status=at.status, before=at.after, limit=limit)
    if not found and at.words:
        condition, is_near = rows.like(at.words), True
        found = await rows.found(session, condition=condition, status=at.status, before=at.after, limit=limit)
    return found_nights.page(found, now, at, is_near=is_near and bool(found))


async def look(session: Session, event_id: UUID, by: Person, *, origin: str, news: str = "") -> desk.DeskPage:
    """One night as moderators see it. Raises NotFound."""
    row = await rows.night(session, event_id)
    if row is None:
        raise errors.NotFound("There is no such night.")
    now = clock.now()
    history = {one.id: one for one in await queue.history(session, [event_id])}
    lines = await audits.newest(session, event_id=event_id, limit=trail.PER_PAGE + 1)
    found = desk.Found(
        row=row,
        item=await _item(session, event_id, history),
        sent=await rows.sent_by(session, event_id),
        history=history.get(event_id),
        others=await rows.others_of(session, event_id, limit=OTHERS),
        lines=lines,
        undoes=_undoes(lines, by),
        kept=await holds.of_night(session, row, by),
        counts=(await counts.of(session, [event_id]))[event_id],
    )
    return desk.page(
        found,
        now,
        today=clock.today(),
        origin=origin,
        news=news,
        longest=LONGEST,
        needed=LISTED_AT_LEAST,
    )


async def trail_page(
    session: Session, *, act: str = "", event_id: UUID | None = None, before: UUID | None = None
) -> trail.Trail:
    """What was done with all nights or with one, the last first. `act` is an Act's word, or anything for all."""
    known = Act(act) if act in set(Act) else None
    limit = trail.PER_PAGE + 1
    found = await audits.newest(session, event_id=event_id, act=known, before=before, limit=limit)
    return trail.page(found, clock.now(), act=known or "", night_id=event_id, before=before)


async def _item(session: Session, event_id: UUID, history: dict[UUID, Any]) -> queue_item.QueueItem | None:
    row = await rows.waiting(session, event_id)
    if row is None:
        return None
    beside = queue_item.Beside(
        history=history,
        alike={event_id: await queue.alike(session, [event_id])},
        reports={event_id: await queue.reports(session, [event_id])},
        last_seen={one.id: one.after for one in await queue.last_seen(session, [event_id])},
    )
    return queue_item.item(row, beside, now=clock.now(), following="", tried=queue_item.Tried())


def _undoes(lines: list[Any], by: Person) -> UUID | None:
    """What `by` can still take back: the last thing done, if it was theirs and a minute has not passed."""
    last = lines[0] if lines else None
    if last is None or last.person_id != by.id or last.act not in CAN_BE_UNDONE:
        return None
    return last.batch_id if clock.now() - last.at <= UNDO_FOR else None
