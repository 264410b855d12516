"""The way between a visitor and an organiser, whose address never leaves but in the mail to them (TRUST T17)."""

from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from openmic import clock, errors, urls
from openmic.db import Session
from openmic.domain import counts, keys, limits, outbox, tokens
from openmic.models import Event, MessageState, Purpose, Status
from openmic.models import Message as Row
from openmic.queries import messages
from openmic.queries import submissions as nights
from openmic.settings import current
from openmic.views import dates
from openmic.views.letters import relay as letters
from openmic.views.listing import place_words
from openmic.views.message import Message, MessagePage, Proving


class NotTaken(errors.Gone):
    """A night whose organiser gets no messages through the site."""

    title = "This night takes no messages"
    advice = (
        "Its organiser does not take messages here, or the night is over. Its page says all we know of it."
    )


async def blank(session: Session, event_id: UUID, *, asks_mailbox: bool) -> MessagePage:
    """An empty form. Raises NotFound or Gone as the night's page does, and NotTaken."""
    event = await _open(session, event_id)
    on, today = dates.on_day(event.start_at), clock.today()
    return MessagePage(
        night_id=event.id,
        title=event.title,
        when=f"{dates.day(on, today)}, {dates.hours(event.start_at, event.end_at)}",
        where=place_words(event.venue_name, event.town_name),
        key=str(uuid4()),
        asks_mailbox=asks_mailbox,
        bot_check=current().turnstile_site_key if current().has_bot_check else "",
    )


def identity(key: UUID, event_id: UUID, said: Message) -> UUID:
    """The id of a message: the same for the same words from the same form, however often it is sent."""
    return uuid5(key, repr((str(event_id), said.name, said.mailbox, said.words)))


async def arrived(session: Session, message_id: UUID) -> MessageState | None:
    """How far a message has come; None for one that has not been sent."""
    found = await messages.find(session, message_id)
    return found.state if found else None


async def spend(session: Session, event_id: UUID) -> errors.TooMany | None:
    """Counts one message that is to go on to a night's organiser; the refusal to raise when it was one too many,
    as `limits.spend` does.
    """
    event = await _open(session, event_id)
    return await limits.spend(session, "pass_on", night=str(event.id), organiser=event.organiser_email)


async def send(
    session: Session,
    event_id: UUID,
    said: Message,
    *,
    message_id: UUID,
    flags: tuple[str, ...],
    is_proved: bool,
    home: str,
) -> MessageState:
    """Keeps a message and says how far it has come.

    It goes to the organiser at once if its sender's address is proved and nothing is to be looked at (`flags`);
    else its sender proves the address first, or a moderator looks at it. Raises as `blank` does.
    """
    event = await _open(session, event_id)
    row = Row(
        id=message_id,
        event_id=event.id,
        sender_name=said.name,
        sender_email=said.mailbox,
        words=said.words,
        flags=list(flags),
    )
    if await messages.add(session, row):
        if is_proved:
            return await _move_on(session, event, row, home=home)
        secret = await tokens.issue(session, Purpose.MESSAGE, to=said.mailbox, event_id=event.id)
        page = urls.confirm_message(secret, message_id)
        await outbox.post(session, letters.prove(event, home=home, page=page), to=said.mailbox)
    return await arrived(session, message_id) or MessageState.UNPROVED


async def look(session: Session, secret: str, message_id: UUID) -> tuple[UUID, Proving]:
    """What the button of a link would send, and to which night; changes nothing. Raises BadLink and as `blank`."""
    proof = await tokens.look(session, secret, Purpose.MESSAGE)
    event, row = await _proved(session, proof, message_id)
    return event.id, Proving(event.title, row.words, urls.confirm_message(secret, row.id))


async def confirm(session: Session, secret: str, message_id: UUID, *, home: str) -> tuple[UUID, MessageState]:
    """Uses the link up: that one message moves on. Says how far, and to which night.

    Raises as `look` does; then the link is as good as before.
    """
    proof = await tokens.use(session, secret, Purpose.MESSAGE)
    event, row = await _proved(session, proof, message_id)
    return event.id, await _move_on(session, event, row, home=home)


async def take_messages(session: Session, key: keys.Key, *, is_on: bool) -> None:
    """Says whether visitors may write through the night's page. Raises as `keys.night_of` does."""
    event = await keys.night_of(session, key, lock=True)
    await messages.switch(session, event.id, is_on=is_on)


async def deliver(session: Session, event_id: UUID, row: Row, *, home: str) -> None:
    """Writes the mail to the organiser, and counts it. Raises as `blank` does."""
    event = await _open(session, event_id)
    said = Message(row.sender_name, row.sender_email, row.words)
    switch = urls.managed(urlencode({"night": str(event.id)}), act="messages")
    mail = letters.message(event, said, home=home, switch=switch)
    once = f"message:{row.id}"
    await outbox.post(session, mail, to=event.organiser_email, reply_to=said.mailbox, once=once)
    await counts.note_message(session, event.id)


async def _move_on(session: Session, event: Event, row: Row, *, home: str) -> MessageState:
    to = MessageState.HELD if row.flags else MessageState.SENT
    decided_at = clock.now() if to == MessageState.SENT else None
    moved = await messages.move(session, row.id, since=MessageState.UNPROVED, to=to, decided_at=decided_at)
    if moved and to == MessageState.SENT:
        await deliver(session, event.id, row, home=home)
    return to


async def _proved(session: Session, proof: tokens.Proof, message_id: UUID) -> tuple[Event, Row]:
    """What a link is about: who else writes in somebody's name is not sent with it."""
    row = await messages.find(session, message_id)
    if row is None or row.state != MessageState.UNPROVED:
        raise errors.BadLink
    if (proof.event_id, proof.mailbox) != (row.event_id, row.sender_email):
        raise errors.BadLink
    return await _open(session, row.event_id), row


async def _open(session: Session, event_id: UUID) -> Event:
    event = await nights.find(session, event_id)
    if event is None or event.published_at is None:
        raise errors.NotFound
    if event.status != Status.PUBLISHED:
        raise errors.Gone
    if not event.takes_messages or event.end_at <= clock.now():
        raise NotTaken
    return event
