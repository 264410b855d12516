"""`/e/<uuid>/poster/`, one sheet of A4 to print, and the QR code on it."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from openmic import db, urls
from openmic.adapters import qr_code
from openmic.adapters.html import PLAIN
from openmic.domain import listings
from openmic.parts.poster import poster_page
from openmic.views.poster import poster
from openmic.web import plain, site
from openmic.web.head import Head


async def show(request: Request) -> Response:
    """The poster of a night. NotFound and Gone are true 404 and 410."""
    here, event_id = site.of(request), urls.event_id(request.url.path)
    async with db.reading() as session:
        night = await listings.alone(session, event_id, origin=here.origin)
    head = Head(
        f"Poster: {night.title}", night.description, here.absolute(urls.event(event_id)), is_indexed=False
    )
    content = poster_page(PLAIN, poster(night, str(event_id)))
    styles = here.client.poster
    page = plain.whole(head, content, styles=styles)
    return HTMLResponse(page, headers={"content-security-policy": styles.policy()})


async def code(request: Request) -> Response:
    """The QR code that leads to a night. There is none where there is no night."""
    event_id = urls.event_id(request.url.path)
    async with db.reading() as session:
        await listings.alone(session, event_id)
    address = site.of(request).absolute(urls.event(event_id))
    return Response(qr_code.picture(address), media_type="image/svg+xml")
