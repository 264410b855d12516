"""What an organiser does to a night is written down, and puts it before a moderator, or onto the site."""

from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import audit, trust
from openmic.models import Act, Actor, Status
from openmic.queries import moderation as queue
from openmic.queries import submissions as nights


async def take_in(session: Session, event_id: UUID, act: Act, *, home: str = "") -> bool:
    """Notes what an organiser did and has the night wait for a person, if anything of it is to be decided.

    With `home`, the site's address, what a trusted organiser sends in is published at once: then it says True,
    and the organiser has mail about it.
    """
    event = await nights.lock(session, event_id)
    if event is None:
        raise errors.NotFound
    await audit.note(session, act, by=Actor.ORGANISER, event=event)
    is_listed = event.status == Status.PUBLISHED
    change = await nights.waiting_revision(session, event.id) if is_listed else None
    is_new = bool(home) and (change is not None or not is_listed)
    is_public = is_new and await trust.wave_through(session, event, home=home, change=change)
    await queue.settle(session, event.id, now=clock.now(), is_news=True)
    return is_public
