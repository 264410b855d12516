"""Gives nights that are at the same place the same venue, under whichever of its names."""

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
    """The venues that the directory knows of these nights, whatever the case and accents of the name, also by another
    name. None is added: a guest's word is not proved yet. `towns` are the stored towns by slug.
    """
    wanted = {_place(night, towns): night for night in nights if night.town}
    town_ids = {town_id for _, town_id in wanted}
    # joined to a venue in another town: then only the address it had says where it was
    once = {
        slug_of(night.venue_name, town): place
        for place, night in wanted.items()
        for town in (towns[night.town], night.town)
    }
    ids: dict[Place, UUID] = {}
    for alias in await venues.aliases(session, town_ids=town_ids, slugs=once):
        ids[fold(alias.name), alias.town_id or 0] = alias.venue_id
        at = once.get(alias.slug)
        if at and at[0] == fold(alias.name):
            ids.setdefault(at, alias.venue_id)
    stored = await venues.list_in_towns(session, town_ids)
    ids |= {(fold(venue.name), venue.town_id or 0): venue.id for venue in reversed(stored)}
    return Linked(towns, ids)


async def find_or_create(
    session: Session, nights: Iterable[Submission], *, towns: Mapping[str, Town]
) -> Linked:
    """Finds each night's venue as `find` does, and adds the missing ones."""
    given = list(nights)
    ids = dict((await find(session, given, towns=towns)).ids)
    wanted = {_place(night, towns): night for night in given if night.town}
    missing = {place: night for place, night in wanted.items() if place not in ids}
    turn = 1
    while missing:
        new = {place: _venue(night, place, towns[night.town], turn) for place, night in missing.items()}
        added = await venues.add_free(session, list(new.values()))
        ids |= {place: venue.id for place, venue in new.items() if venue.id in added}
        missing = {place: night for place, night in missing.items() if new[place].id not in added}
        turn += 1
    return Linked(towns, ids)


def slug_of(name: str, town: Town | str | None, turn: int = 1) -> str:
    """The address of a venue of that name in a town, if it is free; further turns give further ones."""
    where = town.slug if isinstance(town, Town) else town or ""
    base = slugify(name)[:80].strip("-") or "venue"
    base = base if base.endswith(where) else f"{base}-{where}"
    return base if turn == 1 else f"{base}-{turn}"


def _place(night: Submission, towns: Mapping[str, Town]) -> Place:
    return fold(night.venue_name), towns[night.town].id or 0


def _venue(night: Submission, place: Place, town: Town, turn: int) -> Venue:
    return Venue(
        name=night.venue_name,
        slug=slug_of(night.venue_name, town, turn),
        address=night.address,
        postcode=night.postcode,
        town_id=place[1],
    )
