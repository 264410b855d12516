"""An organiser looks after one night: with a link from our mail, or signed in."""

from dataclasses import dataclass
from datetime import timedelta

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import arrivals, content, counts, outbox, own_nights, reports, submissions, tokens
from openmic.domain.keys import Key, night_of
from openmic.models import Act, Event, Purpose, Revision, RevisionState, Status
from openmic.queries import submissions as rows
from openmic.views import managing, night_form, place
from openmic.views.letter import Letter
from openmic.views.letters import nights as letters
from openmic.views.submission import Submission


class Stale(errors.Refusal):
    """The night was changed since the form was opened; what was typed is kept and can be sent again."""

    status = 409
    title = "The night has changed meanwhile"
    advice = "It was changed in another window since you opened this page. Check it, and send it again if it is right."


class TooLate(errors.Gone):
    """The night is over, cancelled or withdrawn, or not public yet: what was asked for cannot be done."""

    title = "That can’t be done with this night"
    advice = "It is over, cancelled, withdrawn or not listed. Its page says what can be done."


@dataclass(frozen=True)
class Opened:
    """A night opened for a change: what the boxes hold, the revision that is seen, the organiser's proved address."""

    typed: dict[str, str]
    seen: int
    mailbox: str
    picture: str | None
    page: managing.ManagePage


async def look(session: Session, key: Key, *, ours: str, news: str = "") -> managing.ManagePage:
    """The night of a key. Raises BadLink or NotSignedIn; NotFound for somebody else's."""
    event = await night_of(session, key)
    return await _page(session, event, ours=ours, news=news)


async def open_form(session: Session, key: Key, *, ours: str) -> Opened:
    """The night's present words, or those of the change that waits. Raises as `look` does."""
    event = await night_of(session, key)
    is_listed = event.status == Status.PUBLISHED
    waiting = await rows.waiting_revision(session, event.id) if is_listed else None
    night = content.to_write_on(event, waiting)
    town = next((one.slug for one in place.towns() if one.name == event.town_name), "")
    town = place.present(str(waiting.content.get("town", ""))) if waiting else town
    picture, words = event.image_key, event.image_alt
    if waiting:
        picture, words = waiting.content.get("image_key"), waiting.content.get("image_alt", "")
    return Opened(
        typed=night_form.of_night(night) | {"town": town, "image_alt": words},
        seen=waiting.number if waiting else event.revision,
        mailbox=event.organiser_email,
        picture=picture,
        page=await _page(session, event, ours=ours),
    )


async def change(
    session: Session, key: Key, night: Submission, *, seen: int, extras: submissions.Extras, home: str
) -> None:
    """Keeps a change. A public night stays as it is until a person has approved it.

    Raises Stale when the night is no longer as it was seen, TooLate when it is over or withdrawn.
    """
    event = await night_of(session, key, lock=True)
    page = await _page(session, event, ours="")
    if not page.can_change:
        raise TooLate
    if event.status == Status.PUBLISHED:
        await _propose(session, event, night, seen=seen, extras=extras)
        if not await arrivals.take_in(session, event.id, Act.CHANGE, home=home):
            await _write(session, event, letters.change_received, home=home)
        return
    values = {name: getattr(night, name) for name in content.CONTENT}
    values |= await content.placed(session, night)
    values |= {"image_key": extras.picture, "image_alt": extras.image_alt, "flags": list(extras.flags)}
    if not await rows.rewrite(session, event.id, values, seen=seen):
        raise Stale
    await rows.set_aside(session, event.id, state=RevisionState.SUPERSEDED, now=clock.now())
    await arrivals.take_in(session, event.id, Act.CHANGE, home=home)


async def cancel(session: Session, key: Key, *, home: str) -> None:
    """Shows the night as cancelled, at once; done twice it is done once.

    Raises as `look` does, and TooLate for a night that is not public.
    """
    event = await night_of(session, key, lock=True)
    if await rows.cancel(session, event.id, now=clock.now()):
        await rows.set_aside(session, event.id, state=RevisionState.WITHDRAWN, now=clock.now())
        await arrivals.take_in(session, event.id, Act.CANCEL)
        await _write(session, event, letters.cancelled, home=home)
    elif not event.cancelled_at:
        raise TooLate


async def withdraw(session: Session, key: Key) -> None:
    """Takes the night away for good; done twice it is done once.

    Raises as `look` does, and TooLate for one that is over.
    """
    event = await night_of(session, key, lock=True)
    now = clock.now()
    if await rows.withdraw(session, event.id, now=now):
        await rows.set_aside(session, event.id, state=RevisionState.WITHDRAWN, now=now)
        await reports.close_all(session, event)
        await arrivals.take_in(session, event.id, Act.WITHDRAW)
    elif not event.withdrawn_at:
        raise TooLate


async def confirm(session: Session, key: Key, *, home: str) -> None:
    """Proves the address of a night to somebody who is signed in with it. Raises as `look` does."""
    event = await night_of(session, key)
    if await rows.verify(session, event.id, mailbox=event.organiser_email, now=clock.now()):
        await arrivals.take_in(session, event.id, Act.VERIFY, home=home)


async def send_links(session: Session, mailbox: str, *, home: str) -> None:
    """Mails the links to all nights of an address; one that has none is told so, by the same mail."""
    now = clock.now()
    found = []
    for event in await rows.of_organiser(session, mailbox, since=now - timedelta(days=1)):
        is_unproved = not event.email_verified
        purpose = Purpose.VERIFY if is_unproved else Purpose.MANAGE
        secret = await tokens.issue(session, purpose, to=mailbox, event_id=event.id)
        found.append((event, secret, is_unproved))
    await outbox.post(session, letters.links(found, home=home), to=mailbox)


async def _page(session: Session, event: Event, *, ours: str, news: str = "") -> managing.ManagePage:
    waits = await rows.waiting_revision(session, event.id) is not None
    return managing.page(
        event,
        now=clock.now(),
        ours=ours,
        change_waits=waits,
        news=news,
        why=(await own_nights.why(session, [event])).get(event.id, ()),
        counts=(await counts.of(session, [event.id]))[event.id],
    )


async def _propose(
    session: Session, event: Event, night: Submission, *, seen: int, extras: submissions.Extras
) -> None:
    waiting = await rows.waiting_revision(session, event.id)
    if (waiting.number if waiting else event.revision) != seen:
        raise Stale
    await rows.set_aside(session, event.id, state=RevisionState.SUPERSEDED, now=clock.now())
    words = night.model_dump(mode="json", exclude={"organiser_email"})
    picture = {"image_key": extras.picture, "image_alt": extras.image_alt}
    revision = Revision(
        event_id=event.id, number=event.revision + 1, content=words | picture, flags=list(extras.flags)
    )
    await rows.add_revision(session, revision)


async def _write(session: Session, event: Event, say, *, home: str) -> None:
    secret = await tokens.issue(session, Purpose.MANAGE, to=event.organiser_email, event_id=event.id)
    mail: Letter = say(event, home=home, secret=secret)
    await outbox.post(session, mail, to=event.organiser_email)
