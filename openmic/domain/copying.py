"""A night once more, on another day: a new submission with the same words and picture."""

from dataclasses import dataclass
from uuid import UUID

from openmic import errors
from openmic.db import Session
from openmic.domain import submissions, suspicion
from openmic.domain.keys import Key, night_of
from openmic.domain.submissions import Extras
from openmic.models import Event
from openmic.views import copying, managing, place
from openmic.views.copying import Original
from openmic.views.submission import Submission


class NotAsItIs(errors.Gone):
    """The night is none whose words may be used again as they stand."""

    title = "This night can’t be copied"
    advice = (
        "Only a night that is listed, cancelled or over can, in the words we approved. "
        "Its page says what can be done."
    )


@dataclass(frozen=True)
class Opened:
    """A night to be copied: as its page shows it, and the address that its copy will have proved."""

    original: Original
    mailbox: str


async def open_form(session: Session, key: Key) -> Opened:
    """The night whose words are used again, as everybody reads them: not those of a change that waits.

    Raises BadLink or NotSignedIn; NotFound for somebody else's; NotAsItIs for one that may not be copied.
    """
    event = await _found(session, key)
    town = next((one.slug for one in place.towns() if one.name == event.town_name), "")
    return Opened(copying.original(event, town=town), await _mailbox(session, key, event))


async def copy(session: Session, key: Key, night: Submission, *, form_key: UUID, home: str) -> UUID:
    """Sends the night in, as `open_form` showed it, on its new day; says which it is. It goes the way of every
    submission, and its address is proved: by the link, or by being signed in.

    The form (`form_key`) makes one night however often it is sent. Raises as `open_form` does.
    """
    event = await _found(session, key, lock=True)
    extras = Extras(
        event.image_key,
        event.image_alt,
        suspicion.flags_of_words(night),
        takes_messages=event.takes_messages,
    )
    made = await submissions.take_in(
        session, night, key=form_key, sender_id=key.person_id, is_proved=True, extras=extras, home=home
    )
    return made.id


async def _found(session: Session, key: Key, *, lock: bool = False) -> Event:
    event = await night_of(session, key, lock=lock)
    if not managing.can_copy(event):
        raise NotAsItIs
    return event


async def _mailbox(session: Session, key: Key, event: Event) -> str:
    # a link was mailed to the night's own address; who is signed in may have another
    return await submissions.mailbox_of(session, key.person_id) if key.person_id else event.organiser_email
