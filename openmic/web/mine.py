"""`/my/`: an organiser's own nights, and the same as a spreadsheet."""

import re

from starlette.requests import Request
from starlette.responses import Response

from openmic import db
from openmic.adapters.html import PLAIN
from openmic.domain import own_nights
from openmic.errors import NotFound
from openmic.parts import own_nights as parts
from openmic.web import plain, signed_in, site
from openmic.web.managing import key_of

FILE = {
    **plain.PERSONAL,
    "content-disposition": 'attachment; filename="my-nights.csv"',
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
}


async def show(request: Request) -> Response:
    """Needs somebody who is signed in."""
    person = await signed_in.require(request)
    async with db.reading() as session:
        nights = await own_nights.look(session, person.id, number=_number(request))
    return plain.private(request, "My nights", parts.own_nights(PLAIN, nights))


async def sheet(request: Request) -> Response:
    """All of them as a file; needs somebody who is signed in."""
    person = await signed_in.require(request)
    async with db.reading() as session:
        data = await own_nights.sheet(session, person.id, home=site.of(request).origin)
    return Response(data, media_type="text/csv; charset=utf-8", headers=FILE)


async def sheet_of_one(request: Request) -> Response:
    """One night as a file, with its link or signed in."""
    async with db.reading() as session:
        data = await own_nights.sheet_of_one(session, await key_of(request), home=site.of(request).origin)
    return Response(data, media_type="text/csv; charset=utf-8", headers=FILE)


def _number(request: Request) -> int:
    said = request.query_params.get("page", "1")
    if not re.fullmatch("[1-9][0-9]{0,2}", said):
        raise NotFound
    return int(said)
