"""Two venues, or two towns, that are the same become one: all that belonged to the one belongs to the other, and its
address leads on. Whoever does so holds all places alone, so that no two do it at once.
"""

from typing import Any

from openmic import clock, errors, urls
from openmic.db import Session
from openmic.domain import audit, venue_desk
from openmic.domain.venue_desk import KEPT
from openmic.models import Act, Town, Venue
from openmic.queries import joining as rows
from openmic.queries import towns
from openmic.queries import venue_desk as lists
from openmic.views import place
from openmic.views import venue_desk as views
from openmic.views.form import Option
from openmic.views.people import Person

CHOICES = 20
ITSELF = "Choose another one: it can’t be joined to itself."
NOT_THERE = "There is no such place any more. Choose another one."


class Joined(errors.Refusal):
    """Somebody was quicker, or one of the two is gone."""

    status = 409
    title = "They can’t be joined like that any more"
    advice = "One of the two was joined to another meanwhile. Nothing was done: look again."


async def open_venue(session: Session, slug: str, *, into: str, words: str) -> views.Joining:
    """The question whether a venue is to be joined to another, or which one. Raises NotFound."""
    venue = await venue_desk.found(session, slug)
    other = await rows.venue(session, into) if into else None
    problem = ""
    if into:
        problem = ITSELF if into == slug else "" if other else NOT_THERE
    page = views.Joining(name=await _called(session, venue), slug=slug, words=words, problem=problem)
    if other and not problem:
        weight = await rows.weigh_venue(session, venue.id)
        moves = views.moving([(weight.nights, "night"), (weight.names, "other name")])
        return views.Joining(page.name, slug, await _called(session, other), into, moves)
    found = await lists.others(session, besides=venue.id, words=words, limit=CHOICES)
    choices = tuple(views.line(row, join_to=slug) for row in found)
    return views.Joining(
        page.name, slug, words=words, choices=choices, problem=problem, has_looked=bool(words)
    )


async def merge_venues(session: Session, slug: str, into: str, by: Person) -> None:
    """Joins a venue to another, which takes from it what was not known of itself. Raises Joined."""
    await towns.hold(session, alone=True)
    found = await rows.venues(session, {slug, into})
    if slug == into or len(found) < 2:
        raise Joined
    old, new = found[slug], found[into]
    before, weight = await venue_desk.snapshot(session, old), await rows.weigh_venue(session, old.id)
    for name in (*KEPT, "town_id"):
        if getattr(new, name) in ("", None):
            setattr(new, name, getattr(old, name))
    await rows.move_venue(session, old, new)
    after = await venue_desk.snapshot(session, new) | {"nights_moved": weight.nights}
    await audit.note(session, Act.MERGE_VENUES, by=by, before=before, after=after)


async def every_town(session: Session) -> tuple[views.TownLine, ...]:
    """All towns there are, also those that were joined to another."""
    return tuple(map(views.town_line, await lists.towns(session)))


async def open_town(session: Session, slug: str, *, into: str) -> views.Joining:
    """The question whether a town is to be joined to another, or which one. Raises NotFound, also for one that was."""
    town = await rows.town(session, slug)
    if town is None or town.id is None or town.merged_into:
        raise errors.NotFound("There is no such town.")
    offered = tuple(
        Option(one.slug, one.name) for one in place.towns() if one.slug not in (slug, place.present(slug))
    )
    other = await rows.town(session, into) if into else None
    problem = ITSELF if into == slug else NOT_THERE if into and not _can_take_in(other) else ""
    if other and not problem:
        weight = await rows.weigh_town(session, town.id)
        moves = views.moving(
            [
                (weight.nights, "night"),
                (weight.venues, "venue"),
                (weight.wishes, "weekly mail"),
            ]
        )
        return views.Joining(town.name, slug, other.name, into, moves)
    return views.Joining(town.name, slug, towns=offered, problem=problem)


async def merge_towns(session: Session, slug: str, into: str, by: Person) -> None:
    """Joins a town to one that is offered; what had been joined to it leads there too. Raises Joined."""
    await towns.hold(session, alone=True)
    found = await rows.towns(session, {slug, into})
    old, new = found.get(slug), found.get(into)
    if old is None or new is None or old.id is None or old is new or old.merged_into or not _can_take_in(new):
        raise Joined
    weight = await rows.weigh_town(session, old.id)
    before: dict[str, Any] = {"town": old.name, "slug": old.slug}
    await rows.move_town(session, old, new, now=clock.now())
    moved = {"nights_moved": weight.nights, "venues_moved": weight.venues, "wishes_moved": weight.wishes}
    await audit.note(
        session, Act.MERGE_TOWNS, by=by, before=before, after={"town": new.name, "slug": new.slug} | moved
    )


def _can_take_in(town: Town | None) -> bool:
    """Only a town of this release's list has a page that could be led to."""
    shipped = {one.slug for one in place.shipped()}
    return town is not None and town.merged_into is None and town.slug in shipped


async def _called(session: Session, venue: Venue) -> str:
    town = await session.get(Town, venue.town_id) if venue.town_id else None
    return views.place_words(venue.name, town.name if town else None)


def page_of(slug: str) -> str:
    """Where a venue is looked after, with word that it took another in."""
    return f"{urls.venue_desk(slug)}?news=joined"
