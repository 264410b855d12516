"""Writes the accepted nights of a file, with the venues and towns they are at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openmic.db import Session
from openmic.domain import directory, venues
from openmic.models import Event, Status, Town
from openmic.queries import events
from openmic.views.submission import Submission

BATCH = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Accepted:
    """A night of the file that is fit to be added."""

    key: str
    night: Submission
    cancelled: bool


@dataclass(frozen=True)
class Making:
    """How the events of this import are made."""

    publish: bool
    sample: bool
    now: datetime


async def add(
    session: Session, nights: Sequence[Accepted], *, making: Making, progress: Progress | None
) -> int:
    """Adds the nights in batches, telling `progress` (done, to do); returns how many were really new."""
    stored = await _towns(session, {each.night.town for each in nights if each.night.town})
    places = await venues.find_or_create(session, [each.night for each in nights], towns=stored)
    added = 0
    for done in range(0, len(nights), BATCH):
        batch = nights[done : done + BATCH]
        added += await events.add_unknown(session, [_event(each, places, making) for each in batch])
        if progress:
            progress(done + len(batch), len(nights))
    return added


async def _towns(session: Session, slugs: set[str]) -> Mapping[str, Town]:
    """The stored towns by slug; those of this release's list are added if one of them is needed."""
    stored = await directory.stored(session)
    if slugs <= stored.keys():
        return stored
    await directory.sync_towns(session)
    return await directory.stored(session)


def _event(each: Accepted, places: venues.Linked, making: Making) -> Event:
    town = places.towns.get(each.night.town)
    return Event(
        **each.night.model_dump(exclude={"town"}),
        town_id=town.id if town else None,
        town_name=town.name if town else None,
        venue_id=places.venue_id(each.night),
        status=Status.PUBLISHED if making.publish else Status.PENDING,
        published_at=making.now if making.publish else None,
        approved_revision=1 if making.publish else None,
        queued_at=None if making.publish else making.now,
        email_verified=True,
        is_sample=making.sample,
        import_key=each.key,
        cancelled_at=making.now if each.cancelled else None,
    )
