"""`/towns/` and `/venues/`: the directory, the same for everybody."""

from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openmic import db, urls
from openmic.adapters.html import PLAIN
from openmic.domain import places
from openmic.parts.directory import towns_page, venues_page
from openmic.views.directory import FIELDS, asked
from openmic.web import plain, site
from openmic.web.head import Head


async def towns(request: Request) -> Response:
    """Every town."""
    here = site.of(request)
    async with db.reading() as session:
        page = await places.towns(session)
    head = Head(
        "Towns with open mics in Oxfordshire · OpenMicOxfordshire",
        description="Every town and village of Oxfordshire with open mics coming up, and which night is next.",
        canonical=here.absolute(urls.towns()),
    )
    return plain.respond(head, towns_page(PLAIN, page), styles=here.client.styles)


async def venues(request: Request) -> Response:
    """Venues: all, those of a town, or those under a letter."""
    here = site.of(request)
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    at = asked(pairs)
    if urls.venues(urlencode([pair for pair in pairs if pair[0] in FIELDS])) != at.address:
        return RedirectResponse(at.address, 303)
    async with db.reading() as session:
        page = await places.venues(session, at)
    head = Head(
        f"{page.title} · OpenMicOxfordshire",
        description=f"{page.title}: pubs, halls and cafés with open mics, how to get in, and what is on next.",
        canonical=here.absolute(page.canonical),
        is_indexed=not page.is_empty,
    )
    return plain.respond(head, venues_page(PLAIN, page), styles=here.client.styles)
