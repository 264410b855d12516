"""Sending a night in: once, however often the button is pressed, with the mail that goes with it."""

from dataclasses import dataclass
from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import arrivals, content, outbox, tokens
from openmic.models import Act, Event, Purpose, Status
from openmic.queries import accounts, submissions
from openmic.views.letters import nights as letters
from openmic.views.submission import Submission

CONSENT_WORDING = "2026-11"  # which words were ticked; docs/data-model.md has them


SENT_BEFORE = "This form has been sent in before. Please open a new one for another night."
SAID = (
    *content.CONTENT,
    "town_id",
    "town_name",
    "venue_id",
    "organiser_email",
    "image_key",
    "image_alt",
    "flags",
)


@dataclass(frozen=True)
class Extras:
    """What comes with a night but is not said about it: a picture, and what a moderator should look at."""

    picture: str | None = None
    image_alt: str = ""
    flags: tuple[str, ...] = ()
    takes_messages: bool = True


async def submit(
    session: Session, night: Submission, *, key: UUID, sender_id: UUID | None, extras: Extras, home: str
) -> str:
    """Keeps a night until a person has looked at it, and says what `sent` needs to show what happens next.

    `key` is the form's own: the same form sent twice is one night. A night of somebody who is signed in
    (`sender_id`) is proved at birth; a guest gets a mail with a button. `home` is the site's address.
    """
    is_proved = sender_id is not None
    event = await take_in(
        session, night, key=key, sender_id=sender_id, is_proved=is_proved, extras=extras, home=home
    )
    return await tokens.issue(session, Purpose.RECEIPT, to=event.organiser_email, event_id=event.id)


async def take_in(
    session: Session,
    night: Submission,
    *,
    key: UUID,
    sender_id: UUID | None,
    is_proved: bool,
    extras: Extras,
    home: str,
) -> Event:
    """The same for every way in; `is_proved` says that whoever sends it has shown that the address is theirs."""
    event = await _event(session, night, key=key, sender_id=sender_id, is_proved=is_proved, extras=extras)
    if await submissions.add(session, event):
        if not await arrivals.take_in(session, event.id, Act.SUBMIT, home=home):
            await write(session, event, home=home)
        return event
    return await _sent_again(session, event, key=key, home=home)


async def has_come(session: Session, key: UUID, *, mailbox: str) -> bool:
    """Whether the form of this key is a night of that mailbox already."""
    first = await submissions.by_key(session, key)
    return first is not None and first.organiser_email == mailbox


async def _sent_again(session: Session, event: Event, *, key: UUID, home: str) -> Event:
    """The night that a form has made before: with what was corrected since, as long as it is the form's to correct.

    That is until a guest has proved the address, and for who has proved it before until a person has looked at it.
    """
    found = await submissions.by_key(session, key)
    first = await submissions.lock(session, found.id) if found else None  # its address may just be proved
    if first is None:
        raise errors.Refusal
    is_theirs = (
        not first.email_verified
        or (first.account_id and first.account_id == event.account_id)
        or (event.email_verified and first.organiser_email == event.organiser_email)
    )
    changed = {name: new for name in SAID if (new := getattr(event, name)) != getattr(first, name)}
    if not is_theirs:
        if event.organiser_email != first.organiser_email:
            raise errors.Refusal(SENT_BEFORE)
        return first
    if not changed or not await submissions.rewrite(session, first.id, changed, seen=first.revision):
        return first
    await arrivals.take_in(session, first.id, Act.CHANGE, home=home)
    kept = await submissions.find(session, first.id) or first
    if "organiser_email" in changed:
        await write(session, kept, home=home)
    return kept


async def mailbox_of(session: Session, sender_id: UUID) -> str:
    """The proved address of somebody who is signed in. Raises NotSignedIn if there is no such account any more."""
    mailbox = await accounts.mailbox_of(session, sender_id)
    if mailbox is None:
        raise errors.NotSignedIn
    return mailbox


async def write(session: Session, event: Event, *, home: str) -> None:
    """Writes to the organiser: how to prove the address, or if that is done, how to look after the night."""
    purpose = Purpose.MANAGE if event.email_verified else Purpose.VERIFY
    secret = await tokens.issue(session, purpose, to=event.organiser_email, event_id=event.id)
    say = letters.received if event.email_verified else letters.verify
    await outbox.post(session, say(event, home=home, secret=secret), to=event.organiser_email)


async def _event(
    session: Session,
    night: Submission,
    *,
    key: UUID,
    sender_id: UUID | None,
    is_proved: bool,
    extras: Extras,
) -> Event:
    now = clock.now()
    return Event(
        **night.model_dump(exclude={"town"}),
        **await content.placed(session, night),
        status=Status.PENDING,
        submission_key=key,
        account_id=sender_id,
        email_verified=is_proved,
        verified_at=now if is_proved else None,
        consent_wording=CONSENT_WORDING,
        consented_at=now,
        image_key=extras.picture,
        image_alt=extras.image_alt,
        flags=list(extras.flags),
        takes_messages=extras.takes_messages,
    )
