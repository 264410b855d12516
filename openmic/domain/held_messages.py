"""Messages that wait for a moderator: because of what is in them, or because nothing says that a person wrote them."""

from uuid import UUID

from openmic import clock, urls
from openmic.db import Session
from openmic.domain import audit, relay
from openmic.domain.decision import Decided
from openmic.models import Act, MessageState
from openmic.queries import messages
from openmic.queries import submissions as nights
from openmic.views import dates
from openmic.views.message import NEWS, HeldMessage, HeldMessages
from openmic.views.people import Person


async def look(session: Session, *, news: str = "") -> HeldMessages:
    """What waits. `news` is a key of NEWS, or anything else for none."""
    rows = await messages.held(session)
    shown = tuple(
        HeldMessage(
            id=str(row.id),
            title=row.title,
            night_href=urls.event(row.event_id),
            since=f"{dates.day(dates.on_day(row.created_at), clock.today())}, {dates.hour(row.created_at)}",
            name=row.sender_name,
            paragraphs=tuple(part for part in row.words.split("\n\n") if part),
            flags=tuple(row.flags),
        )
        for row in rows
    )
    return HeldMessages(shown, await messages.count_held(session) - len(shown), NEWS.get(news, ""))


async def release(session: Session, message_id: UUID, person: Person, *, home: str) -> None:
    """Sends a message to its organiser.

    Raises Decided if it does not wait any more, and NotFound, Gone or NotTaken as `relay.blank` does.
    """
    await _decide(session, message_id, person, MessageState.SENT, Act.RELEASE_MESSAGE)
    row = await messages.find(session, message_id)
    if row:
        await relay.deliver(session, row.event_id, row, home=home)


async def drop(session: Session, message_id: UUID, person: Person) -> None:
    """Does not send it. Raises Decided if it does not wait any more."""
    await _decide(session, message_id, person, MessageState.DROPPED, Act.DROP_MESSAGE)


async def _decide(session: Session, message_id: UUID, person: Person, to: MessageState, act: Act) -> None:
    now = clock.now()
    if not await messages.move(session, message_id, since=MessageState.HELD, to=to, decided_at=now):
        raise Decided
    row = await messages.find(session, message_id)
    event = await nights.find(session, row.event_id) if row else None
    await audit.note(session, act, by=person, event=event)
