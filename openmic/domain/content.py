"""What a night says, as columns: where it is, and what a waiting change would have it say."""

from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from openmic.db import Session
from openmic.domain import directory, venues
from openmic.domain.decision import Outdated
from openmic.models import Event, Revision, Town
from openmic.views.submission import Submission

CONTENT = (
    "title",
    "description",
    "category",
    "venue_name",
    "address",
    "postcode",
    "start_at",
    "end_at",
    "organiser_name",
    "ticket_url",
)


def restored(event: Event, change: Revision) -> Submission:
    """What a waiting change would have its night say. Raises Outdated if that could not be sent in any more."""
    known = {name: value for name, value in change.content.items() if name in Submission.model_fields}
    try:
        return Submission(**known, organiser_email=event.organiser_email)
    except ValidationError as error:
        raise Outdated from error


def to_write_on(event: Event, change: Revision | None) -> Event | Submission:
    """What its organiser goes on writing: the change that waits, unless it breaks a newer rule, or else the night."""
    with suppress(Outdated):
        return restored(event, change) if change else event
    return event


async def placed(session: Session, night: Submission) -> dict[str, Any]:
    """Where a night is, as columns: its town, and its venue if the directory knows it."""
    stored = await directory.stored(session)
    if night.town and night.town not in stored:
        await directory.sync_towns(session)
        stored = await directory.stored(session)
    linked = await venues.find(session, [night], towns=stored)
    town: Town | None = stored.get(night.town)
    return {
        "town_id": town.id if town else None,
        "town_name": town.name if town else None,
        "venue_id": linked.venue_id(night),
    }
