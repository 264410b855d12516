"""How words come onto the site and leave it, whoever decides: exactly those that were seen (TRUST T27, T28)."""

from typing import Any

from openmic import clock
from openmic.db import Session
from openmic.domain import content
from openmic.domain.decision import Changed, Over
from openmic.models import Event, ReportState, Revision, RevisionState, Status
from openmic.queries import moderation as rows
from openmic.queries import submissions as nights


async def publish(session: Session, event: Event, *, seen: int, is_unreviewed: bool = False) -> None:
    """Makes the words of a waiting night public. Raises Changed when it is not as it was seen, or unproved."""
    values: dict[str, Any] = {
        "status": Status.PUBLISHED,
        "approved_revision": seen,
        "published_at": event.published_at or clock.now(),
        "hidden_at": None,
        "is_unreviewed": is_unreviewed,
        "appeal": "",
    }
    if event.published_at:
        values["sequence"] = rows.once_more()  # calendars may have it: they take it as new
    await set_to(session, event, values, seen=seen, status=Status.PENDING)


async def apply(session: Session, event: Event, change: Revision, *, is_unreviewed: bool = False) -> None:
    """Makes a waiting change of a listed night public.

    Raises Changed when it does not wait any more, Over or Outdated when it would not be right any more.
    """
    night = content.restored(event, change)
    if night.end_at <= clock.now():
        raise Over
    values: dict[str, Any] = {name: getattr(night, name) for name in content.CONTENT}
    values |= await content.placed(session, night)
    values |= {
        "image_key": change.content.get("image_key"),
        "image_alt": change.content.get("image_alt", ""),
        "revision": change.number,
        "approved_revision": change.number,
        "is_unreviewed": is_unreviewed,
        "flags": change.flags,
        "sequence": rows.once_more(),
    }
    await end_change(session, event, change, state=RevisionState.APPROVED)
    await set_to(session, event, values, seen=event.revision, status=Status.PUBLISHED)


async def end_change(session: Session, event: Event, change: Revision, *, state: RevisionState) -> None:
    """Ends the wait of a change. Raises Changed when it does not wait any more."""
    if not await rows.decide_change(session, event.id, number=change.number, state=state, now=clock.now()):
        raise Changed


async def turn_down(session: Session, event: Event) -> dict[str, Any]:
    """Rejects a night that waits, or takes one off the site, with what waits beside it.

    Says which reports it settled and which change it set aside, for undo. Raises Changed.
    """
    now = clock.now()
    waiting = await nights.waiting_revision(session, event.id)
    await nights.set_aside(session, event.id, state=RevisionState.SUPERSEDED, now=now)
    reports = await rows.close_reports(session, event.id, state=ReportState.REVIEWED, now=now)
    values: dict[str, Any] = {
        "status": Status.REJECTED,
        "queued_at": None,
        "hidden_at": None,
        "held_at": None,
        "is_unreviewed": False,
        "appeal": "",
        "featured": False,
        "featured_until": None,
    }
    if event.status == Status.PUBLISHED:
        values["sequence"] = rows.once_more()
    await set_to(session, event, values, seen=event.revision, status=event.status)
    return {"reports": [str(one) for one in reports], "change": waiting.number if waiting else None}


async def set_to(
    session: Session, event: Event, values: dict[str, Any], *, seen: int, status: Status
) -> None:
    """Changes a night that has these words and stands so. Raises Changed if it does not."""
    if not await rows.change(session, event.id, values, seen=seen, status=status):
        raise Changed
