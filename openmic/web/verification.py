"""`/verify-email/`: one button that proves an address."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, urls
from openmic.adapters.html import PLAIN
from openmic.domain import verification
from openmic.parts.verifying import verify_page
from openmic.web import fields, plain, site


async def show(request: Request) -> Response:
    """The page of a link: reading it changes nothing."""
    secret = fields.token(request)
    async with db.reading() as session:
        receipt = await verification.look(session, secret)
    return plain.private(request, "Is this your night?", verify_page(PLAIN, receipt))


async def confirm(request: Request) -> Response:
    """Proves the address, once; then shows the night to its organiser."""
    async with db.transaction() as session:
        secret = await verification.verify(session, fields.token(request), home=site.of(request).origin)
    return plain.go(f"{urls.manage(token=secret)}&news=confirmed")
