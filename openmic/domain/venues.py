"""Gives nights that are at the same place the same venue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from openmic.db import Session
from openmic.models import Town, Venue
from openmic.queries import venues
from openmic.views.submission import Submission
from openmic.views.wording import fold, slugify

Place = tuple[str, int]  # folded name, town's id


@dataclass(frozen=True)
class Linked:
    """The venues of some submissions, by the place they describe."""

    towns: Mapping[str, Town]
    ids: Mapping[Place, UUID]

    def venue_id(self, night: Submission) -> UUID | None:
        """The venue of a night; None if it names no town, since every village has its Village Hall."""
        return self.ids.get(_place(night, self.towns)) if night.town else None


async def find(session: Session, nights: Iterable[Submission], *, towns: Mapping[str, Town]) -> Linked:
    """The venues that the directory knows of these nights. None is added: a guest's word is not proved yet."""
    wanted = {towns[night.town].id or 0 for night in nights if night.town}
    stored = await venues.list_in_towns(session, wanted)
    return Linked(towns, {(fold(venue.name), venue.town_id or 0): venue.id for venue in reversed(stored)})


async def find_or_create(
    session: Session, nights: Iterable[Submission], *, towns: Mapping[str, Town]
) -> Linked:
    """Finds each night's venue by name and town, whatever the case and accents, and adds the missing ones.

    `towns` are the stored towns by slug.
    """
    wanted = {_place(night, towns): night for night in nights if night.town}
    stored = await venues.list_in_towns(session, {town_id for _, town_id in wanted})
    ids = {(fold(venue.name), venue.town_id or 0): venue.id for venue in reversed(stored)}
    missing = {place: night for place, night in wanted.items() if place not in ids}
    turn = 1
    while missing:
        new = {place: _venue(night, place, towns[night.town], turn) for place, night in missing.items()}
        added = await venues.add_free(session, list(new.values()))
        ids |= {place: venue.id for place, venue in new.items() if venue.id in added}
        missing = {place: night for place, night in missing.items() if new[place].id not in added}
        turn += 1
    return Linked(towns, ids)


def _place(night: Submission, towns: Mapping[str, Town]) -> Place:
    return fold(night.venue_name), towns[night.town].id or 0


def _venue(night: Submission, place: Place, town: Town, turn: int) -> Venue:
    name = slugify(night.venue_name)[:80].strip("-") or "venue"
    base = name if name.endswith(town.slug) else f"{name}-{town.slug}"
    return Venue(
        name=night.venue_name,
        slug=base if turn == 1 else f"{base}-{turn}",
        address=night.address,
        postcode=night.postcode,
        town_id=place[1],
    )
