"""`/e/<uuid>/card.png` and those of towns and venues: the pictures that others show with a link to us."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openmic import db, urls
from openmic.adapters import storage
from openmic.domain import cards, listings, places
from openmic.views import card, criteria
from openmic.views.card import Card
from openmic.web.answer import known_to
from openmic.web.head import Shown

# Its address names its content: what is kept longer than it is true is another address by then.
HEADERS = {"cache-control": "public, max-age=86400"}


def shown(of: Card, page: str) -> Shown:
    """A card, as the head of the page names it."""
    return Shown(of.address(page), "1200", "630", of.alt)


async def of_night(request: Request) -> Response:
    """A night's card. NotFound and Gone are true 404 and 410."""
    async with db.reading() as session:
        night = await listings.alone(session, urls.event_id(request.url.path))
    return await _send(request, card.of_night(night))


async def of_place(request: Request) -> Response:
    """A town's or a venue's card; from an address that a venue once had, the way to it."""
    wanted = criteria.at(request.url.path.removesuffix("card.png"))
    async with db.reading() as session:
        venue = await places.venue(session, wanted)
    if venue.slug != wanted.venue:
        return RedirectResponse(urls.card(urls.venue(venue.slug)), 308)
    return await _send(request, card.of_place(wanted.town, venue))


async def _send(request: Request, card: Card) -> Response:
    etag = f'"{card.key}"'
    headers = HEADERS | {"etag": etag}
    if known_to(request.scope) & {etag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(await cards.drawn(card, storage.current()), media_type="image/png", headers=headers)
