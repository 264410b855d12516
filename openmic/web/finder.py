"""The finder as the server sends it: `/`, `/towns/<slug>/`, `/venues/<slug>/`, `/tonight/` and its like."""

from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openmic import db, urls
from openmic.adapters.html import PLAIN
from openmic.domain import listings
from openmic.parts.finder import finder
from openmic.views import about, card, criteria
from openmic.views.criteria import Criteria
from openmic.views.finder import FinderPage
from openmic.web import cards, site
from openmic.web.head import Head
from openmic.web.keep_up import alternates

SHELLS = {"town": "/towns/_/", "venue": "/venues/_/"}


async def show(request: Request) -> Response:
    """The list of nights for an address; an address a form made is tidied first, so that there is one of each.

    The address of a town or venue that was joined to another leads on to that one for good.
    """
    query = request.url.query
    wanted = criteria.at(f"{request.url.path}?{query}")
    if wanted.page == "town" and urls.town(wanted.town) != request.url.path:
        return RedirectResponse(urls.town(wanted.town, query), 308)
    asked = [
        (key, value) for key, value in parse_qsl(query, keep_blank_values=True) if key in criteria.FIELDS
    ]
    is_tidy = urlencode(asked) == wanted.query and wanted.address.partition("?")[0] == request.url.path
    if not wanted.problems and not is_tidy:
        return RedirectResponse(wanted.address, 303)
    async with db.reading() as session:
        page = await listings.search(session, wanted)
    if wanted.page == "venue" and page.path != request.url.path:
        return RedirectResponse(page.path + (f"?{query}" if query else ""), 308)
    here = site.of(request)
    shell = here.client.shells[SHELLS.get(wanted.page, page.path)]
    return here.live(shell, head(here, page, wanted), finder(PLAIN, page))


def head(here: site.Site, page: FinderPage, wanted: Criteria) -> Head:
    """The head of a list: search engines keep the first page of each, and readers find its feeds. A town and a venue
    have a card of their own.
    """
    picture = None
    data = (about.site(origin=here.origin),) if page.canonical == urls.finder() else ()
    if wanted.page in SHELLS:
        of = card.of_place(wanted.town, page.venue)
        picture = cards.shown(of, page.path)
        data = (about.trail([("All nights", urls.finder()), (of.title, page.path)], origin=here.origin),)
    return Head(
        page.title,
        page.description,
        here.absolute(page.canonical),
        is_indexed=not page.is_empty,
        picture=picture,
        alternates=alternates(here, wanted, page.heading),
        data=data,
    )
