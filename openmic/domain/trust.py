"""Organisers who are trusted publish at once; a person looks at it afterwards."""

from openmic import clock, errors, urls
from openmic.db import Session
from openmic.domain import audit, outbox, publishing, tokens
from openmic.models import Act, Actor, Event, Purpose, Revision, Status
from openmic.queries import accounts
from openmic.queries import audit as trail
from openmic.queries import submissions as nights
from openmic.views.letters import decisions as letters
from openmic.views.people import Person

LISTED_AT_LEAST = 3  # nights that were approved, before a moderator can choose to trust


class NotYet(errors.Refusal):
    """Too little is known of an organiser."""

    status = 409
    title = "Not yet"
    advice = f"An organiser can be trusted once {LISTED_AT_LEAST} of their nights have been approved."


async def wave_through(session: Session, event: Event, *, home: str, change: Revision | None = None) -> bool:
    """Publishes what a trusted organiser has just sent in, unless something about it wants a look first.

    `event` is locked and as it is now; `change` is what waits for it. Says whether it did.
    """
    flags = change.flags if change else event.flags
    is_waiting = event.status == Status.PUBLISHED if change else event.status == Status.PENDING
    if flags or event.hidden_at or not event.email_verified or not is_waiting:
        return False
    if not await accounts.is_trusted(session, event.organiser_email):
        return False
    if await trail.has(session, event.id, Act.REJECT, Act.UNPUBLISH, Act.HIDE):
        return False  # a person has said no to it once: a person looks again
    before, page = audit.snapshot(event), urls.event(event.id)
    if change:
        await publishing.apply(session, event, change, is_unreviewed=True)
    else:
        await publishing.publish(session, event, seen=event.revision, is_unreviewed=True)
    number = change.number if change else event.revision
    await audit.note(session, Act.AUTO_PUBLISH, by=Actor.SITE, event=event, revision=number, before=before)
    secret = await tokens.issue(session, Purpose.MANAGE, to=event.organiser_email, event_id=event.id)
    say = letters.change_approved if change else letters.approved
    await outbox.post(session, say(event, home=home, secret=secret, page=page), to=event.organiser_email)
    return True


async def trust(session: Session, event: Event, by: Person) -> None:
    """Trusts the organiser of a night from now on. Raises NotYet."""
    if await nights.count_listed(session, event.organiser_email) < LISTED_AT_LEAST:
        raise NotYet
    account = await accounts.find_or_add(session, event.organiser_email)
    if account.trusted_at is None:
        await accounts.change(session, account, trusted_at=clock.now())
        await audit.note(session, Act.TRUST, by=by, event=event)


async def distrust(session: Session, event: Event, by: Person) -> None:
    """Trusts the organiser of a night no longer: what they send in waits for a person again."""
    if not event.organiser_email:
        return  # forgotten
    account = await accounts.find_or_add(session, event.organiser_email)
    if account.trusted_at:
        await accounts.change(session, account, trusted_at=None)
        await audit.note(session, Act.DISTRUST, by=by, event=event)
