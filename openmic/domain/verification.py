"""A guest proves their address with one button, and can have the mail sent again or elsewhere."""

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import arrivals, limits, outbox, submissions, suspicion, tokens
from openmic.models import Act, Event, Purpose
from openmic.queries import submissions as rows
from openmic.views import verifying
from openmic.views.letters import nights as letters


async def look(session: Session, secret: str) -> verifying.Receipt:
    """What would be confirmed; changes nothing. Raises BadLink."""
    event, _ = await _night(session, await tokens.look(session, secret, Purpose.VERIFY))
    return _receipt(event, secret=secret)


async def verify(session: Session, secret: str, *, home: str) -> str:
    """Uses the link up and proves the address; the secret it returns opens the night to its organiser.

    The mail that says so is written with it. Raises BadLink.
    """
    event, mailbox = await _night(session, await tokens.use(session, secret, Purpose.VERIFY))
    await limits.restore(session, "verify", mailbox=mailbox)
    opened = await tokens.issue(session, Purpose.MANAGE, to=mailbox, event_id=event.id)
    is_news = await rows.verify(session, event.id, mailbox=mailbox, now=clock.now())
    if is_news and not await arrivals.take_in(session, event.id, Act.VERIFY, home=home):
        kept = await tokens.issue(session, Purpose.MANAGE, to=mailbox, event_id=event.id)
        await outbox.post(session, letters.received(event, home=home, secret=kept), to=mailbox)
    return opened


async def receipt(session: Session, secret: str) -> verifying.Receipt:
    """What happens next with a night that was just sent in. Raises BadLink."""
    event, _ = await _receipted(session, secret)
    return _receipt(event, secret=secret)


async def send_again(session: Session, secret: str, *, to: str, home: str) -> None:
    """Writes once more, to another mailbox if the first was mistyped. Raises BadLink.

    A proved address is not changed: that mailbox has the mail that says how to look after the night.
    """
    event, _ = await _receipted(session, secret)
    if to and not event.email_verified and to != event.organiser_email:
        await rows.send_elsewhere(session, event.id, mailbox=to)
        event = await rows.find(session, event.id) or event
    await submissions.write(session, event, home=home)


async def _night(session: Session, proof: tokens.Proof) -> tuple[Event, str]:
    event = await rows.find(session, proof.event_id) if proof.event_id else None
    if event is None or event.organiser_email != proof.mailbox or event.withdrawn_at:
        raise errors.BadLink  # sent elsewhere meanwhile, or gone
    return event, proof.mailbox


async def _receipted(session: Session, secret: str) -> tuple[Event, str]:
    proof = await tokens.look(session, secret, Purpose.RECEIPT)
    event = await rows.find(session, proof.event_id) if proof.event_id else None
    if event is None or event.withdrawn_at:
        raise errors.BadLink
    return event, proof.mailbox


def _receipt(event: Event, *, secret: str) -> verifying.Receipt:
    return verifying.receipt(
        event,
        mailbox=event.organiser_email,
        is_proved=event.email_verified,
        secret=secret,
        is_held=any(flag.startswith(suspicion.UNCHECKED) for flag in event.flags),
    )
