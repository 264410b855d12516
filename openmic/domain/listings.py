"""What the public reads: finding nights, and one night."""

from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import lexicon
from openmic.models import Status
from openmic.queries import listings
from openmic.views import calendar, cursor, dates, detail, finder
from openmic.views.criteria import Criteria


async def search(session: Session, criteria: Criteria) -> finder.FinderPage:
    """The nights a visitor looks for, that are not over yet, in order of start.

    Words that find nothing are taken for mistyped: then the page holds what was probably meant, and says so.
    """
    page = await _look(session, criteria)
    if page.is_empty and criteria.words and not criteria.after:
        meant = await lexicon.mend(session, criteria.words)
        instead = await _look(session, criteria.instead_of_words(meant)) if meant else page
        return page if instead.is_empty else finder.mended(page, instead, meant)
    return page


async def _look(session: Session, criteria: Criteria) -> finder.FinderPage:
    today = clock.today()
    condition = listings.matching(
        now=clock.now(),
        window=dates.window(criteria.when, today),
        town=criteria.town,
        category=criteria.category,
        words=criteria.words,
    )
    rows = await listings.search(
        session, condition, after=cursor.read(criteria.after), limit=finder.PER_PAGE + 1
    )
    whole = len(rows) <= finder.PER_PAGE and not criteria.after
    total = len(rows) if whole else await listings.count(session, condition, limit=finder.COUNTED_AT_MOST)
    return finder.page(criteria, rows, total=total, today=today)


async def find(session: Session, event_id: UUID) -> detail.ListingDetail:
    """One listing, also when its night is over.

    Raises NotFound when there is none or it was never public, Gone when it was taken down or put away.
    """
    return detail.detail(await _public(session, event_id), clock.now())


async def calendar_entry(session: Session, event_id: UUID) -> calendar.CalendarEntry:
    """One listing for a calendar. Raises as `find` does."""
    return calendar.entry(await _public(session, event_id))


async def _public(session: Session, event_id: UUID) -> detail.Row:
    row = await listings.find(session, event_id)
    if row is None or row.published_at is None:
        raise errors.NotFound
    if row.status != Status.PUBLISHED:
        raise errors.Gone
    return row
