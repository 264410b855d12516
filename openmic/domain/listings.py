"""What the public reads: finding nights, and one night."""

import re
from dataclasses import replace
from uuid import UUID

import structlog

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import lexicon, places
from openmic.domain.counting import COUNTS
from openmic.models import Status
from openmic.queries import listings, related
from openmic.queries.matching import matching
from openmic.views import calendar, cursor, dates, detail, finder, place
from openmic.views.chips import Wider, widenings
from openmic.views.criteria import Criteria
from openmic.views.venue import TownFacts, VenueFacts

log = structlog.get_logger()
LONGEST_POSTCODE = 3  # digits; more may be somebody's telephone number


class Over(errors.Gone):
    """It has been, and is put away. Its venue and town may have more."""

    title = "This night is over"
    advice = "It has been and gone. There is plenty more on."

    def __init__(self, ways: tuple[errors.Way, ...] = ()) -> None:
        super().__init__()
        self.ways = ways


class LookedAt(errors.Gone):
    """A report that could not wait has hidden it."""

    title = "This night is being looked at"
    advice = (
        "Somebody told us that something may be wrong with it. Until a person has looked, it is not shown."
    )


async def search(session: Session, criteria: Criteria, *, many: int = finder.PER_PAGE) -> finder.FinderPage:
    """The first `many` nights a visitor looks for, that are not over yet: on the first page the featured ones come
    first, then all others in order of start.

    Words that find nothing are taken for mistyped: then the page holds what was probably meant, and says so.
    A page that stays empty says which wider searches would find something. Asked for a venue by an address it once
    had, the page has the venue's own. Raises NotFound for an unknown venue.
    """
    venue = await places.venue(session, criteria)
    criteria = replace(criteria, venue=venue.slug)
    town = await places.town(session, criteria)
    page = await _look(session, criteria, venue, town, many=many)
    if not page.is_empty or criteria.after:
        return page
    meant = await lexicon.mend(session, criteria.words) if criteria.words else ""
    if meant:
        instead = await _look(session, criteria.instead_of_words(meant), venue, town)
        if not instead.is_empty:
            return finder.mended(page, instead, meant)
    note_miss(criteria)
    return replace(page, wider=await _wider(session, criteria, meant))


async def _look(
    session: Session,
    criteria: Criteria,
    venue: VenueFacts,
    town: TownFacts,
    *,
    many: int = finder.PER_PAGE,
) -> finder.FinderPage:
    today = clock.today()
    window = dates.window(criteria.when, today, on=criteria.on, until=criteria.last)
    condition = matching(
        now=clock.now(),
        window=window,
        venue=criteria.venue,
        words=criteria.words,
        town=criteria.town,
        categories=criteria.categories,
    )
    after, besides = cursor.read(criteria.after), cursor.besides(criteria.after)
    featured = [] if after else await listings.featured(session, condition, limit=finder.FEATURED_AT_MOST)
    besides = (*besides, *(row.id for row in featured))
    found = await listings.search(session, condition, after=after, limit=many + 1 + len(besides))
    rows = [row for row in found if row.id not in besides]
    counted = await COUNTS.tally(session, criteria, window)
    total = None
    if counted.is_whole:
        name = place.by_slug()[criteria.town].name if criteria.town else ""
        total = counted.total(town=name, categories=criteria.categories)
    elif len(featured) + len(rows) <= many and not criteria.after:
        total = len(featured) + len(rows)
    return finder.page(
        criteria,
        rows,
        featured=featured,
        many=many,
        total=total,
        tally=counted,
        today=today,
        venue=venue,
        town=town,
    )


async def _wider(session: Session, criteria: Criteria, meant: str) -> tuple[Wider, ...]:
    """The searches with one filter less that find something; also for the word that was probably meant."""
    found = []
    narrow = [criteria, *([criteria.instead_of_words(meant)] if meant else [])]
    for label, wider in dict.fromkeys(pair for one in narrow for pair in widenings(one)):
        page = await _look(session, wider, VenueFacts(), TownFacts())
        if not page.is_empty:
            found.append(Wider(label, wider.address, page.count))
    return tuple(found)


def note_miss(criteria: Criteria) -> None:
    """Writes down what nobody could find, so that somebody can do something about it.

    Nothing says who looked. Words that may be an address or a telephone number are left out.
    """
    is_number = len(re.findall(r"\d", criteria.words)) > LONGEST_POSTCODE
    words = [
        word
        for word in criteria.words.split()
        if "@" not in word and not (is_number and re.search(r"\d", word))
    ]
    if words:
        log.info(
            "search found nothing", words=" ".join(words), town=criteria.town, kinds=list(criteria.categories)
        )


async def find(session: Session, event_id: UUID, *, origin: str = "") -> detail.ListingDetail:
    """One listing, also when its night is over, and what else there is at its venue and on its day.

    `origin` is the site's public address, for the links that leave it.
    Raises NotFound when there is none or it was never public, Gone when it was taken down, Over when it is put away.
    """
    row, now = await _public(session, event_id), clock.now()
    window = dates.window("", dates.on_day(now), on=dates.on_day(row.start_at).isoformat())
    return detail.detail(
        row,
        now,
        origin=origin,
        at_venue=await related.at_venue(session, row, now=now),
        that_night=await related.that_night(session, row, now=now, window=window),
    )


async def alone(session: Session, event_id: UUID, *, origin: str = "") -> detail.ListingDetail:
    """One listing without what else is on. Raises as `find` does."""
    return detail.detail(await _public(session, event_id), clock.now(), origin=origin)


async def calendar_entry(session: Session, event_id: UUID) -> calendar.CalendarEntry:
    """One listing for a calendar. Raises as `find` does."""
    return calendar.entry(await _public(session, event_id))


async def _public(session: Session, event_id: UUID) -> detail.Row:
    row = await listings.find(session, event_id)
    if row is None or row.published_at is None:
        raise errors.NotFound
    if row.hidden_at:
        raise LookedAt
    if row.status == Status.ARCHIVED and not row.withdrawn_at:
        raise Over(detail.ways_on(row))
    if row.status != Status.PUBLISHED:
        raise errors.Gone
    return row
