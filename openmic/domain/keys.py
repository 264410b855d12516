"""Who may look after a night: whoever has a link from our mail, or is signed in as its organiser."""

from dataclasses import dataclass
from uuid import UUID

from openmic import errors
from openmic.db import Session
from openmic.domain import tokens
from openmic.models import Event, Purpose
from openmic.queries import accounts
from openmic.queries import submissions as rows


@dataclass(frozen=True)
class Key:
    """What somebody shows to be let in: a token from a mail, or a night's id and who is signed in."""

    token: str = ""
    night: str = ""
    person_id: UUID | None = None


async def night_of(session: Session, key: Key, *, lock: bool = False) -> Event:
    """The night of a key; with `lock` nobody else changes it until the transaction ends.

    Raises BadLink or NotSignedIn; NotFound for somebody else's.
    """
    if key.token:
        proof = await tokens.look(session, key.token, Purpose.MANAGE)
        night_id, mailbox = proof.event_id, proof.mailbox
    else:
        if key.person_id is None:
            raise errors.NotSignedIn
        mailbox = await accounts.mailbox_of(session, key.person_id)
        night_id = _uuid(key.night)
    event = await (rows.lock if lock else rows.find)(session, night_id) if night_id else None
    is_theirs = event and (
        event.organiser_email == mailbox or (key.person_id and event.account_id == key.person_id)
    )
    if not event or not is_theirs:
        raise errors.BadLink if key.token else errors.NotFound
    return event


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
