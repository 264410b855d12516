"""For a minute a moderator can take a decision back: the night is as it was, and no mail leaves."""

from typing import Any
from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import audit, editing, outbox, report_outcomes
from openmic.domain.decision import UNDO_FOR, Changed, mail_of
from openmic.models import Act, AuditEntry, Event
from openmic.queries import audit as trail
from openmic.queries import joining, towns
from openmic.queries import moderation as rows
from openmic.queries import submissions as nights
from openmic.views.people import Person

CAN_BE_UNDONE = (Act.APPROVE, Act.REJECT, Act.UNPUBLISH, Act.HOLD, Act.RELEASE, Act.LOOK_OVER, Act.EDIT)
HAS_MAIL = (Act.APPROVE, Act.REJECT, Act.UNPUBLISH)


class TooLate(errors.Refusal):
    """More than a minute has passed, or somebody has done something with the night since."""

    status = 409
    title = "That can’t be undone any more"
    advice = "A minute has passed, or the night was changed since: decide again instead."


async def undo(session: Session, batch_id: UUID, by: Person) -> int:
    """Takes back what one press of a button did, all of it or nothing; says how many nights that were.

    Only whoever did it can. Raises TooLate.
    """
    entries = [one for one in await trail.of_batch(session, batch_id) if one.person_id == by.id]
    if not entries or any(one.act not in CAN_BE_UNDONE for one in entries):
        raise TooLate
    for entry in sorted(
        entries, key=lambda one: str(one.event_id)
    ):  # one order, so that no two wait for each other
        await _undo(session, entry, by)
    return len(entries)


async def _undo(session: Session, entry: AuditEntry, by: Person) -> None:
    if entry.event_id is None or clock.now() - entry.at > UNDO_FOR:
        raise TooLate
    event = await nights.lock(session, entry.event_id)
    if event is None or await trail.newest_of(session, event.id) != entry.id:
        raise TooLate
    if entry.act in HAS_MAIL and not await outbox.recall(session, mail_of(entry.id)):
        raise TooLate
    if entry.act == Act.EDIT:
        await _unmend(session, event, entry)
    else:
        await _bring_back(session, event, entry)
    await rows.settle(session, event.id, now=clock.now())
    await audit.note(session, Act.UNDO, by=by, event=event, before=entry.after, after=entry.before)


async def _bring_back(session: Session, event: Event, entry: AuditEntry) -> None:
    values = audit.restored(entry.before)
    await _is_there(session, values)
    if event.status != values["status"] or event.revision != values["revision"]:
        values["sequence"] = rows.once_more()  # calendars may have it as it was for a moment
    if not await rows.change(session, event.id, values, seen=event.revision, status=event.status):
        raise TooLate
    number, reports = entry.after.get("change"), entry.after.get("reports")
    if number and not await rows.reopen_change(session, event.id, number=number):
        raise TooLate
    reopened = [UUID(one) for one in reports or ()]
    await rows.reopen_reports(session, reopened)
    await report_outcomes.recall(session, reopened, entry_id=entry.id)


async def _is_there(session: Session, values: dict[str, Any]) -> None:
    """Its place may have been joined to another meanwhile."""
    await towns.hold(session)
    if not await joining.stands(session, venue_id=values.get("venue_id"), town_id=values.get("town_id")):
        raise TooLate


async def _unmend(session: Session, event: Event, entry: AuditEntry) -> None:
    await _is_there(session, audit.restored(entry.before))
    try:
        await editing.take_back(session, event, entry)
    except Changed:
        raise TooLate from None
