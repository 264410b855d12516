"""Upcoming nights for programs: feeds and calendars of any search."""

from openmic import clock
from openmic.db import Session
from openmic.queries import directory, feeds
from openmic.queries.matching import Condition, matching
from openmic.views import calendar, cursor, dates, feed
from openmic.views.criteria import Criteria
from openmic.views.selection import NotUnderstood, unknown_venue


async def look(session: Session, wanted: Criteria) -> feed.Feed:
    """A page of the nights of a search. Raises NotUnderstood for an unknown venue."""
    venue, now = await venue_name(session, wanted.venue), clock.now()
    rows = await feeds.nights(
        session, _condition(wanted), after=cursor.read(wanted.after), limit=feed.PER_PAGE + 1
    )
    return feed.feed(wanted, rows, now, venue=venue, many=feed.PER_PAGE)


async def calendar_of(
    session: Session, wanted: Criteria, *, origin: str
) -> tuple[calendar.CalendarFacts, list[calendar.CalendarEntry]]:
    """All nights of a search as a calendar, up to feed.IN_A_CALENDAR. Raises as `look` does."""
    venue = await venue_name(session, wanted.venue)
    rows = await feeds.entries(
        session, _condition(wanted), after=cursor.read(wanted.after), limit=feed.IN_A_CALENDAR
    )
    facts = feed.facts(wanted, clock.today(), origin=origin, venue=venue)
    return facts, [calendar.entry(row) for row in rows]


async def venue_name(session: Session, slug: str) -> str:
    """The name of a venue; empty for none. Raises NotUnderstood for one we don't know."""
    row = await directory.venue(session, slug) if slug else None
    if slug and row is None:
        raise NotUnderstood(unknown_venue())
    return row.name if row else ""


def _condition(wanted: Criteria) -> Condition:
    return matching(
        now=clock.now(),
        window=dates.window(wanted.when, clock.today(), on=wanted.on, until=wanted.last),
        venue=wanted.venue,
        words=wanted.words,
        town=wanted.town,
        categories=wanted.categories,
    )
