"""Upcoming nights for programs: feeds and calendars of any search."""

from dataclasses import replace

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import places
from openmic.queries import feeds
from openmic.queries.matching import Condition, matching
from openmic.views import calendar, cursor, dates, feed
from openmic.views.criteria import Criteria
from openmic.views.selection import NotUnderstood, unknown_venue
from openmic.views.venue import VenueFacts


async def look(session: Session, wanted: Criteria) -> feed.Feed:
    """A page of the nights of a search. Raises NotUnderstood for an unknown venue."""
    wanted, venue = await _settle(session, wanted)
    rows = await feeds.nights(
        session, _condition(wanted), after=cursor.read(wanted.after), limit=feed.PER_PAGE + 1
    )
    return feed.feed(wanted, rows, clock.now(), venue=venue.name, many=feed.PER_PAGE)


async def calendar_of(
    session: Session, wanted: Criteria, *, origin: str
) -> tuple[calendar.CalendarFacts, list[calendar.CalendarEntry]]:
    """All nights of a search as a calendar, up to feed.IN_A_CALENDAR. Raises as `look` does."""
    wanted, venue = await _settle(session, wanted)
    rows = await feeds.entries(
        session, _condition(wanted), after=cursor.read(wanted.after), limit=feed.IN_A_CALENDAR
    )
    facts = feed.facts(wanted, clock.today(), origin=origin, venue=venue.name)
    return facts, [calendar.entry(row) for row in rows]


async def settle(session: Session, wanted: Criteria) -> tuple[Criteria, VenueFacts]:
    """The search with the venue's own address, whichever of those it once had was asked for; and the venue.

    So whoever has subscribed to a venue keeps its nights when it is joined to another. Raises NotFound.
    """
    venue = await places.venue(session, wanted)
    return replace(wanted, venue=venue.slug), venue


async def _settle(session: Session, wanted: Criteria) -> tuple[Criteria, VenueFacts]:
    try:
        return await settle(session, wanted)
    except errors.NotFound:
        raise NotUnderstood(unknown_venue()) from None


def _condition(wanted: Criteria) -> Condition:
    return matching(
        now=clock.now(),
        window=dates.window(wanted.when, clock.today(), on=wanted.on, until=wanted.last),
        venue=wanted.venue,
        words=wanted.words,
        town=wanted.town,
        categories=wanted.categories,
    )
