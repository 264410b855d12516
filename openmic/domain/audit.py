"""The audit trail: who did what, when, why, and how it was before."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from openmic import clock
from openmic.db import Session
from openmic.models import Act, Actor, AuditEntry, Event, Status
from openmic.queries import audit
from openmic.views.people import Person

WORDS = (
    "title",
    "description",
    "category",
    "venue_name",
    "address",
    "postcode",
    "start_at",
    "end_at",
    "organiser_name",
    "ticket_url",
    "town_id",
    "town_name",
    "venue_id",
    "image_key",
    "image_alt",
)
STATE = (
    "status",
    "revision",
    "approved_revision",
    "published_at",
    "queued_at",
    "held_at",
    "hidden_at",
    "is_unreviewed",
    "appeal",
    "featured",
    "featured_until",
    "flags",
)
KEPT = (*WORDS, *STATE)
LOOKED_BACK = 100  # lines


def snapshot(event: Event) -> dict[str, Any]:
    """A night as it is now, for `before` or `after`: never its organiser's address."""
    return event.model_dump(mode="json", include=set(KEPT))


def restored(kept: dict[str, Any]) -> dict[str, Any]:
    """A snapshot as columns again."""
    return {name: _reader(name).validate_python(value) for name, value in kept.items() if name in KEPT}


async def note(
    session: Session,
    act: Act,
    *,
    by: Actor | Person,
    event: Event | None = None,
    revision: int | None = None,
    batch: UUID | None = None,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Adds a line. `by` is the moderator, or else what kind of somebody; `event` is the night, as it is now."""
    is_person = isinstance(by, Person)
    entry = AuditEntry(
        at=clock.now(),
        act=act,
        by=Actor.MODERATOR if is_person else by,
        person_id=by.id if is_person else None,
        event_id=event.id if event else None,
        revision=revision if revision is not None else (event.revision if event else None),
        batch_id=batch,
        reason=reason,
        before=before or {},
        after=after or {},
    )
    await audit.add(session, entry)
    return entry


async def note_end(session: Session, act: Act, events: Sequence[Event], *, after: Status) -> None:
    """Adds a line for each of these locked nights: the site itself has put them so."""
    lines = [
        AuditEntry(
            at=clock.now(),
            act=act,
            by=Actor.SITE,
            event_id=event.id,
            revision=event.revision,
            before={"status": event.status},
            after={"status": after},
        )
        for event in events
    ]
    await audit.add_each(session, lines)


async def is_mended(session: Session, event_id: UUID) -> bool:
    """Whether a moderator has edited what its organiser last wrote, and left it at that."""
    acts = await audit.latest_acts(session, event_id, limit=LOOKED_BACK)
    undone = False
    for act in acts:
        if undone:
            undone = False  # the line below "undo" is what was undone
        elif act == Act.EDIT:
            return True
        elif act in (Act.SUBMIT, Act.CHANGE, Act.APPROVE):
            return False
        else:
            undone = act == Act.UNDO
    return False


@lru_cache
def _reader(name: str) -> TypeAdapter:
    kind: Any = Event.model_fields[name].annotation
    return TypeAdapter(kind)
