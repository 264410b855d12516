"""`/e/<uuid>/` and its calendar file, as the server sends them."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, urls
from openmic.adapters.calendars import writing
from openmic.adapters.html import PLAIN
from openmic.domain import listings
from openmic.parts.detail import listing_detail
from openmic.views import about, card
from openmic.web import cards, site
from openmic.web.head import Head

SHELL = "/e/_/"


async def show(request: Request) -> Response:
    """One night's page. NotFound and Gone are true 404 and 410."""
    event_id = urls.event_id(request.url.path)
    here = site.of(request)
    async with db.reading() as session:
        night = await listings.find(session, event_id, origin=here.origin)
    picture = cards.shown(card.of_night(night), night.path)
    head = Head(
        night.title,
        night.description,
        here.absolute(night.path),
        is_indexed=not night.is_over,
        picture=picture,
        data=about.night(night, origin=here.origin, card=picture.path),
    )
    return here.live(here.client.shells[SHELL], head, listing_detail(PLAIN, night))


async def calendar(request: Request) -> Response:
    """The night as an iCalendar file (RFC 5545)."""
    event_id = urls.event_id(request.url.path)
    async with db.reading() as session:
        entry = await listings.calendar_entry(session, event_id)
    here = site.of(request)
    body = writing.write([entry], origin=here.origin)
    return Response(
        body,
        media_type="text/calendar; charset=utf-8",
        headers={"content-disposition": f'inline; filename="open-mic-{str(event_id)[-8:]}.ics"'},
    )
