"""Moderators look after venues: they find them, and mend what is said of them. Nights keep their own words."""

import hashlib
import json
from typing import Any

from openmic import errors
from openmic.db import Session
from openmic.domain import audit
from openmic.domain.decision import Changed
from openmic.domain.venues import slug_of
from openmic.models import Act, Town, Venue, VenueAlias
from openmic.queries import joining as rows
from openmic.queries import towns, venue_desk, venues
from openmic.views import venue_desk as views
from openmic.views.people import Person
from openmic.views.venue_form import LENGTHS, WAYS, Asked, VenueForm, filled, of_venue
from openmic.views.wording import fold

KEPT = (*LENGTHS, "postcode", *WAYS)


class Named(errors.Refusal):
    """Another venue in the town has that name; `field` is the box that says so."""

    status = 422
    title = "That is another venue’s name"

    def __init__(self, name: str, field: str) -> None:
        super().__init__(views.NAMED.format(name))
        self.field = field


async def search(session: Session, at: views.Looked, *, news: str = "") -> views.VenueList:
    """Venues by name, each with those it may be the same as."""
    found = await venue_desk.found(
        session,
        words=at.words,
        town=at.town,
        doubles=at.doubles,
        after=at.after,
        limit=views.PER_PAGE + 1,
    )
    alike = await venue_desk.alike(session, [row.id for row in found])
    return views.lines(found, alike, at, news=news)


async def open_form(session: Session, slug: str) -> VenueForm:
    """A venue as it is now, to be mended. Raises NotFound."""
    venue = await found(session, slug)
    kept = await snapshot(session, venue)
    return filled(of_venue(kept), {}, title=venue.name, slug=slug, seen=_seal(kept))


async def edit(session: Session, slug: str, asked: Asked, by: Person, *, seen: str) -> bool:
    """Has a venue say what is asked for; its address stays, and a name it had is one of its other names.

    Says whether anything was different. Raises NotFound, Changed when it is not as it was `seen`, and Named.
    """
    await towns.hold(session, alone=True)
    venue = (await rows.venues(session, [slug])).get(slug)
    if venue is None:
        raise errors.NotFound("There is no such venue.")
    before = await snapshot(session, venue)
    if seen != _seal(before):
        raise Changed
    town = await rows.town(session, asked.town) if asked.town else None
    others = {fold(name) for name in await rows.named(session, town.id if town else None, besides=venue.id)}
    _is_free(asked, others, before)
    names = {fold(one): one for one in asked.aliases}
    if fold(venue.name) != fold(asked.name):
        names.setdefault(fold(venue.name), venue.name)
    await _rename(session, venue, names, town, now_called=asked.name)
    for name in KEPT:
        setattr(venue, name, getattr(asked, name))
    venue.town_id = town.id if town else None
    session.add(venue)
    await session.flush()
    after = await snapshot(session, venue)
    if after == before:
        return False
    await audit.note(session, Act.EDIT_VENUE, by=by, before=before, after=after)
    return True


async def found(session: Session, slug: str) -> Venue:
    """A venue by its own address. Raises NotFound."""
    venue = await rows.venue(session, slug)
    if venue is None:
        raise errors.NotFound("There is no such venue.")
    return venue


async def snapshot(session: Session, venue: Venue) -> dict[str, Any]:
    """A venue as it is now, for `before` or `after` in the audit trail."""
    town = await session.get(Town, venue.town_id) if venue.town_id else None
    return {
        "venue": venue.name,
        "slug": venue.slug,
        **venue.model_dump(mode="json", include=set(KEPT)),
        "town": town.name if town else "",
        "town_slug": town.slug if town else "",
        "aliases": sorted({one.name for one in await rows.aliases(session, venue.id)}),
    }


def _is_free(asked: Asked, others: set[str], before: dict[str, Any]) -> None:
    """What was the same before stays: two of one name may be there already."""
    had = {fold(one) for one in before["aliases"]}
    if fold(asked.name) in others and (asked.name, asked.town) != (before["venue"], before["town_slug"]):
        raise Named(asked.name, "name")
    for one in asked.aliases:
        if fold(one) in others - had:
            raise Named(one, "aliases")


async def _rename(
    session: Session, venue: Venue, names: dict[str, str], town: Town | None, *, now_called: str
) -> None:
    """Gives a venue these other names and no more; each has an address of its own, which leads on."""
    had = await rows.aliases(session, venue.id)
    await rows.drop_aliases(session, [one.slug for one in had if fold(one.name) not in names])
    known = {fold(one.name) for one in had} | {fold(now_called)}
    for name in (one for key, one in names.items() if key not in known):
        turn = 1
        while await venues.taken(session, [slug := slug_of(name, town, turn)]):
            turn += 1
        session.add(VenueAlias(slug=slug, name=name, venue_id=venue.id))
        await session.flush()


def _seal(kept: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]
