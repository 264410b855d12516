"""`/feeds/`: how to have nights in one's own calendar or reader, for any search."""

from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openmic import clock, db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import feeds
from openmic.parts.keep_up import keep_up_page
from openmic.views import selection
from openmic.views.criteria import Criteria
from openmic.views.keep_up import keep_up
from openmic.web import plain, site
from openmic.web.head import Alternate, Head
from openmic.web.site import Site


async def show(request: Request) -> Response:
    """The page; an address its form made is tidied first, as the finder's is."""
    try:
        asked = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise errors.NotFound from None
    wanted = selection.parse(asked)
    known = [pair for pair in asked if pair[0] in selection.FIELDS]
    if not wanted.problems and urlencode(known) != selection.query(wanted):
        return RedirectResponse(urls.keep_up(selection.query(wanted)), 303)
    here = site.of(request)
    async with db.reading() as session:
        wanted, venue = await feeds.settle(session, wanted)
    page = keep_up(wanted, clock.today(), origin=here.origin, venue=venue)
    head = Head(
        f"Keep up with {page.title} · OpenMicOxfordshire",
        description="New nights in your own calendar or news reader, by themselves. Free, and without an account.",
        canonical=here.absolute(urls.keep_up(selection.query(wanted))),
        is_indexed=not wanted.is_narrow and not wanted.venue,
        alternates=alternates(here, wanted, page.title),
    )
    return plain.respond(head, keep_up_page(PLAIN, page), styles=here.client.styles)


def alternates(here: Site, wanted: Criteria, title: str) -> tuple[Alternate, ...]:
    """The feeds of a search, by which programs find them from a page."""
    query = selection.query(wanted)
    return (
        Alternate(here.absolute(urls.feed("atom", query)), "application/atom+xml", title),
        Alternate(here.absolute(urls.json_feed(query)), "application/feed+json", title),
        Alternate(here.absolute(urls.feed("ics", query)), "text/calendar", title),
    )
