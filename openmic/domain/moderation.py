"""A moderator decides, about exactly the words that were seen: one decision, one mail (TRUST T27).

Every decision locks its night first, so that of two at once the second finds the work of the first. The mail
is written in the same transaction, and leaves when the time to undo is over (domain/undoing.py).
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from openmic import clock, errors, urls
from openmic.db import Session
from openmic.domain import audit, outbox, publishing, report_outcomes, tokens
from openmic.domain.decision import MAIL_AFTER, Changed, Decided, Decision, Over, Reported, Unproved, mail_of
from openmic.models import Act, AuditEntry, Event, Purpose, Revision, RevisionState, Status
from openmic.queries import moderation as rows
from openmic.queries import submissions as nights
from openmic.views.letter import Letter
from openmic.views.letters import decisions as letters
from openmic.views.reasons import Why

Say = Callable[..., Letter]


async def approve(session: Session, event_id: UUID, made: Decision, *, seen: int) -> None:
    """Lists a night, or a change of one, with the words of the revision `seen`; one that was published unseen
    by a trusted organiser has then been looked over.

    Raises Decided, Unproved, Changed, Reported, Over or Outdated; NotFound for no night.
    """
    event, change = await _waiting(session, event_id)
    before, page = audit.snapshot(event), urls.event(event.id)
    is_change = change is not None and change.number == seen
    is_mended = await audit.is_mended(session, event.id)
    if event.end_at <= clock.now() and (is_change or event.status == Status.PENDING):
        raise Over
    if change and is_change:
        await publishing.apply(session, event, change)
        entry = await _note(session, Act.APPROVE, event, made, seen=seen, before=before, change=change)
        await _write(session, event, entry, made, letters.change_approved, page=page, is_mended=is_mended)
    elif event.revision != seen:
        raise Changed
    elif event.status == Status.PENDING:
        if event.hidden_at and await rows.has_open_report(session, event.id):
            raise Reported
        await publishing.publish(session, event, seen=seen)
        entry = await _note(session, Act.APPROVE, event, made, seen=seen, before=before)
        await _write(session, event, entry, made, letters.approved, page=page, is_mended=is_mended)
    elif event.is_unreviewed:
        await publishing.set_to(session, event, {"is_unreviewed": False}, seen=seen, status=Status.PUBLISHED)
        await _note(session, Act.LOOK_OVER, event, made, seen=seen, before=before)
    else:
        raise Reported if await rows.has_open_report(session, event.id) else Changed


async def reject(session: Session, event_id: UUID, made: Decision, *, seen: int, why: Why) -> None:
    """Turns a night down, or a change of one, and mails why. A listed one that waits is taken off the site.

    Raises Decided, Unproved or Changed; NotFound for no night.
    """
    event, change = await _waiting(session, event_id)
    if change and change.number == seen:
        before = audit.snapshot(event)
        await publishing.end_change(session, event, change, state=RevisionState.REJECTED)
        entry = await _note(
            session, Act.REJECT, event, made, seen=seen, before=before, change=change, reason=why.line
        )
        await _write(session, event, entry, made, letters.change_rejected, why=why)
    elif event.revision != seen:
        raise Changed
    elif event.status == Status.PENDING:
        await _turn_down(session, event, made, Act.REJECT, why=why, say=letters.rejected)
    elif event.is_unreviewed or await rows.has_open_report(session, event.id):
        await _turn_down(session, event, made, Act.UNPUBLISH, why=why, say=letters.unpublished)
    else:
        raise Changed  # somebody has listed it meanwhile; only a change of it waits


async def unpublish(session: Session, event_id: UUID, made: Decision, *, seen: int, why: Why) -> None:
    """Takes a listed night off the site and mails why; reports about it are settled with that.

    Raises Decided when it is not listed, Changed when it has other words; NotFound for no night.
    """
    event = await found(session, event_id)
    if event.status != Status.PUBLISHED:
        raise Decided
    if event.revision != seen:
        raise Changed
    await _turn_down(session, event, made, Act.UNPUBLISH, why=why, say=letters.unpublished)


async def hold(session: Session, event_id: UUID, made: Decision, *, seen: int, note: str = "") -> None:
    """Puts what waits aside, for later or for somebody else. Raises as `reject` does."""
    await _put(session, event_id, made, Act.HOLD, seen=seen, note=note)


async def release(session: Session, event_id: UUID, made: Decision, *, seen: int) -> None:
    """Puts back what was held. Raises as `reject` does."""
    await _put(session, event_id, made, Act.RELEASE, seen=seen)


async def found(session: Session, event_id: UUID) -> Event:
    """A night, locked until the transaction ends. Raises NotFound."""
    event = await nights.lock(session, event_id)
    if event is None or event.withdrawn_at:
        raise errors.NotFound("There is no such night any more.")
    return event


async def _waiting(session: Session, event_id: UUID) -> tuple[Event, Revision | None]:
    event = await found(session, event_id)
    if event.queued_at is None:
        raise Decided if event.email_verified else Unproved
    is_listed = event.status == Status.PUBLISHED
    return event, await nights.waiting_revision(session, event.id) if is_listed else None


async def _turn_down(session: Session, event: Event, made: Decision, act: Act, *, why: Why, say: Say) -> None:
    before = audit.snapshot(event)
    undone_with = await publishing.turn_down(session, event)
    entry = await _note(
        session, act, event, made, seen=event.revision, before=before, reason=why.line, **undone_with
    )
    await _write(session, event, entry, made, say, why=why)
    reports = [UUID(one) for one in undone_with["reports"]]
    await report_outcomes.tell(
        session, event, reports, entry_id=entry.id, home=made.home, is_right=True, after=MAIL_AFTER
    )


async def _put(
    session: Session, event_id: UUID, made: Decision, act: Act, *, seen: int, note: str = ""
) -> None:
    event, change = await _waiting(session, event_id)
    before = audit.snapshot(event)
    if seen not in (event.revision, change.number if change else event.revision):
        raise Changed
    held = clock.now() if act == Act.HOLD else None
    await publishing.set_to(session, event, {"held_at": held}, seen=event.revision, status=event.status)
    await _note(session, act, event, made, seen=seen, before=before, reason=note)


async def _note(
    session: Session,
    act: Act,
    event: Event,
    made: Decision,
    *,
    seen: int,
    before: dict[str, Any],
    change: Revision | int | None = None,
    reports: list[str] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Settles the night in the queue and writes the line that undo reads."""
    await rows.settle(session, event.id, now=clock.now())
    now_so = await nights.find(session, event.id)
    after = audit.snapshot(now_so) if now_so else {}
    number = change.number if isinstance(change, Revision) else change
    return await audit.note(
        session,
        act,
        by=made.by,
        event=event,
        revision=seen,
        batch=made.batch,
        reason=reason,
        before=before,
        after=after | {"change": number, "reports": reports or []},
    )


async def _write(
    session: Session, event: Event, entry: AuditEntry, made: Decision, say: Say, **said: Any
) -> None:
    secret = await tokens.issue(session, Purpose.MANAGE, to=event.organiser_email, event_id=event.id)
    mail = say(event, home=made.home, secret=secret, **said)
    await outbox.post(session, mail, to=event.organiser_email, after=MAIL_AFTER, once=mail_of(entry.id))
