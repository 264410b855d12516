"""Anybody can say that something is wrong with a listing; a moderator decides whether it is.

Reasons that cannot wait hide the night at once (Online Safety Act 2023: swift takedown).
"""

from uuid import UUID

from openmic import clock, errors, settings, urls
from openmic.db import Session
from openmic.domain import audit, moderation, outbox, publishing, report_outcomes, tokens
from openmic.domain.decision import Decided, Decision
from openmic.models import Act, Actor, AuditEntry, Event, Purpose, Report, ReportState, Status
from openmic.queries import moderation as queue
from openmic.queries import reports as rows
from openmic.queries import submissions as nights
from openmic.views.letters import reports as letters
from openmic.views.report import Said
from openmic.views.report_reasons import CANNOT_WAIT, LABELS


async def take_in(session: Session, event_id: UUID, said: Said, *, ip: str, visitor: str, home: str) -> UUID:
    """Keeps a report about a night that is public, or was until a report hid it; says its id.

    `visitor` is the address or network that counts as one visitor: who says the same again adds nothing.
    Raises NotFound and Gone as `listings.find` does.
    """
    event = await nights.lock(session, event_id)
    if event is None or event.published_at is None:
        raise errors.NotFound
    if event.status != Status.PUBLISHED and not event.hidden_at:
        raise errors.Gone
    if visitor and (before := await rows.said_before(session, event.id, said.reason, visitor=visitor)):
        return before
    hides = event.status == Status.PUBLISHED and await _cannot_wait(session, event, said)
    report = Report(
        event_id=event.id,
        reason=said.reason,
        words=said.words,
        email=said.mailbox,
        ip=ip or None,
        hid_listing=hides,
        created_at=clock.now(),
    )
    await rows.add(session, report)
    if hides:
        await _hide(session, event, said, home=home)
    await queue.settle(session, event.id, now=clock.now(), is_news=True)
    return report.id


async def decide(session: Session, report_id: UUID, made: Decision, *, is_right: bool) -> UUID:
    """Closes a report as right, or dismisses it; says which night it was about.

    When the last report of a hidden night is dismissed, it is listed again if it still has the words that were
    approved; otherwise it waits for approval. If one was right it stays hidden until somebody approves or rejects
    it. Raises Decided; NotFound for no report or no night.
    """
    report = await rows.find(session, report_id)
    if report is None:
        raise errors.NotFound
    event = await moderation.found(session, report.event_id)
    before, now = audit.snapshot(event), clock.now()
    state = ReportState.REVIEWED if is_right else ReportState.DISMISSED
    if not await rows.close(session, report.id, state=state, now=now):
        raise Decided
    is_back = await _release(session, event)
    await queue.settle(session, event.id, now=now)
    entry = await _note(session, event, report, made, is_right=is_right, before=before)
    await report_outcomes.tell(
        session, event, [report.id], entry_id=entry.id, home=made.home, is_right=is_right
    )
    if is_back:
        secret = await tokens.issue(session, Purpose.MANAGE, to=event.organiser_email, event_id=event.id)
        mail = letters.listed_again(event, home=made.home, secret=secret, page=urls.event(event.id))
        await outbox.post(session, mail, to=event.organiser_email)
    return event.id


async def close_all(session: Session, event: Event) -> None:
    """Closes what is open about a night that its organiser has taken away: there is nothing left to decide."""
    closed = await queue.close_reports(session, event.id, state=ReportState.REVIEWED, now=clock.now())
    home = settings.current().origin
    await report_outcomes.tell(session, event, closed, entry_id=event.id, home=home, is_right=True)


async def _cannot_wait(session: Session, event: Event, said: Said) -> bool:
    """Whether a report hides a listed night: not if a moderator has dismissed that about these very words."""
    if said.reason not in CANNOT_WAIT:
        return False
    return not await rows.was_dismissed(session, event.id, said.reason, revision=event.revision)


async def _hide(session: Session, event: Event, said: Said, *, home: str) -> None:
    before = audit.snapshot(event)
    values = {
        "status": Status.PENDING,
        "hidden_at": clock.now(),
        "is_unreviewed": False,
        "sequence": queue.once_more(),
    }
    await queue.change(session, event.id, values, seen=event.revision, status=Status.PUBLISHED)
    hidden = await nights.find(session, event.id) or event
    await audit.note(
        session,
        Act.HIDE,
        by=Actor.VISITOR,
        event=hidden,
        reason=LABELS[said.reason],
        before=before,
        after=audit.snapshot(hidden),
    )
    secret = await tokens.issue(session, Purpose.MANAGE, to=event.organiser_email, event_id=event.id)
    mail = letters.hidden(event, home=home, secret=secret, reason=said.reason)
    await outbox.post(session, mail, to=event.organiser_email)


async def _release(session: Session, event: Event) -> bool:
    """Lets go of a hidden night when no report holds it any more; says whether it is listed again."""
    if event.hidden_at is None or await queue.has_open_report(session, event.id):
        return False
    if await rows.found_right(session, event.id, since=event.hidden_at):
        return False
    if event.revision == event.approved_revision:
        was_unreviewed = await rows.was_unreviewed(session, event.id)
        await publishing.publish(session, event, seen=event.revision, is_unreviewed=was_unreviewed)
        return True
    await queue.change(session, event.id, {"hidden_at": None}, seen=event.revision, status=Status.PENDING)
    return False


async def _note(
    session: Session, event: Event, report: Report, made: Decision, *, is_right: bool, before: dict
) -> AuditEntry:
    now_so = await nights.find(session, event.id) or event
    return await audit.note(
        session,
        Act.REVIEW_REPORT if is_right else Act.DISMISS_REPORT,
        by=made.by,
        event=now_so,
        batch=made.batch,
        reason=LABELS[report.reason],
        before=before,
        after=audit.snapshot(now_so) | {"report": str(report.id), rows.SAID: report.reason},
    )
