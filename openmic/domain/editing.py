"""A moderator mends a slip in what an organiser wrote. The mended words have a number of their own (TRUST T27)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import audit, content, suspicion
from openmic.domain.decision import Changed, Decision, Unproved
from openmic.domain.moderation import found
from openmic.domain.submissions import Extras
from openmic.models import Act, AuditEntry, Event, Revision, RevisionState, Status
from openmic.queries import moderation as rows
from openmic.queries import submissions as nights
from openmic.views import night_form, place, queue_night
from openmic.views.submission import Submission


class NothingToMend(errors.Refusal):
    """The night is turned down, withdrawn or put away."""

    status = 409
    title = "This night can’t be edited"
    advice = "Only what waits or is listed can be edited: anything else is its organiser’s to mend."


@dataclass(frozen=True)
class Opened:
    """A night opened for an edit: what the boxes hold, the number of those words, and its picture.

    `mailbox` is for the check of the form alone: it is shown to nobody.
    """

    title: str
    typed: dict[str, str]
    seen: int
    is_change: bool
    picture: str | None
    mailbox: str


async def open_form(session: Session, event_id: UUID) -> Opened:
    """The words of a night, or of the change that waits. Raises NotFound, Unproved or NothingToMend."""
    event = await nights.find(session, event_id)
    if event is None:
        raise errors.NotFound
    change = await _waiting(session, event)
    night = content.restored(event, change) if change else event
    town = next((one.slug for one in place.towns() if one.name == event.town_name), "")
    town = place.present(str(change.content.get("town", ""))) if change else town
    picture, words = event.image_key, event.image_alt
    if change:
        picture, words = change.content.get("image_key"), change.content.get("image_alt", "")
    return Opened(
        title=night.title,
        typed=night_form.of_night(night) | {"town": town, "image_alt": words},
        seen=change.number if change else event.revision,
        is_change=change is not None,
        picture=picture,
        mailbox=event.organiser_email,
    )


async def edit(
    session: Session, event: Event, made: Decision, night: Submission, *, seen: int, extras: Extras
) -> bool:
    """Mends the words `seen` of a locked night: what waits goes on waiting, what is listed is at once as it says now.

    Says whether anything was different from before: if not, nothing is done. Raises Unproved, NothingToMend or Changed.
    """
    change, listed = await _waiting(session, event), audit.snapshot(event)
    if seen != (change.number if change else event.revision):
        raise Changed
    if change:
        words = night.model_dump(mode="json", exclude={"organiser_email"})
        words |= {"image_key": extras.picture, "image_alt": extras.image_alt}
        if all(change.content.get(name) == value for name, value in words.items()):
            return False
        flags = _flags(change.flags, extras)
        number = await _replace(session, event, change, words, flags)
        await _note(
            session,
            event,
            made,
            number,
            before=queue_night.of_change(listed, change.content) | {"edited_change": change.number},
            after=queue_night.of_change(listed, words) | {"edited_change": number},
        )
        return True
    values: dict[str, Any] = {name: getattr(night, name) for name in content.CONTENT}
    values |= await content.placed(session, night)
    values |= {"image_key": extras.picture, "image_alt": extras.image_alt}
    if all(getattr(event, name) == value for name, value in values.items()):
        return False
    await _rewrite(session, event, values | {"flags": _flags(event.flags, extras)})
    now_so = await found(session, event.id)
    await _note(session, event, made, now_so.revision, before=listed, after=audit.snapshot(now_so))
    return True


async def take_back(session: Session, event: Event, entry: AuditEntry) -> None:
    """Brings back the words there were before an edit, under a new number: none ever means two texts.

    Raises Changed when it does not have the edited words any more.
    """
    if number := entry.after.get("edited_change"):
        change = await nights.waiting_revision(session, event.id)
        was = await rows.numbered(session, event.id, number=entry.before["edited_change"])
        if not was or not change or change.number != number:
            raise Changed
        await _replace(session, event, change, was.content, was.flags)
        return
    if event.revision != entry.revision:
        raise Changed
    words = audit.restored({name: entry.before[name] for name in (*audit.WORDS, "flags")})
    await _rewrite(session, event, words)


async def _waiting(session: Session, event: Event) -> Revision | None:
    if event.status not in (Status.PENDING, Status.PUBLISHED):
        raise NothingToMend
    if not event.email_verified:
        raise Unproved
    return await nights.waiting_revision(session, event.id) if event.status == Status.PUBLISHED else None


async def _rewrite(session: Session, event: Event, values: dict[str, Any]) -> None:
    values = values | {"revision": nights.next_number()}
    if event.status == Status.PUBLISHED:
        values |= {"approved_revision": nights.next_number(), "sequence": rows.once_more()}
    if not await rows.change(session, event.id, values, seen=event.revision, status=event.status):
        raise Changed


async def _replace(
    session: Session, event: Event, change: Revision, words: dict[str, Any], flags: list[str]
) -> int:
    if not await rows.decide_change(
        session, event.id, number=change.number, state=RevisionState.SUPERSEDED, now=clock.now()
    ):
        raise Changed
    mended = Revision(event_id=event.id, number=event.revision + 1, content=words, flags=flags)
    await nights.add_revision(session, mended)
    return mended.number


async def _note(
    session: Session,
    event: Event,
    made: Decision,
    number: int,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    await audit.note(
        session,
        Act.EDIT,
        by=made.by,
        event=event,
        revision=number,
        batch=made.batch,
        before=before,
        after=after,
    )


def _flags(had: list[str], extras: Extras) -> list[str]:
    """What was odd about how it came stays to be seen; what is odd about its words is looked at anew."""
    return [*(flag for flag in had if not flag.startswith(suspicion.WORD)), *extras.flags]
