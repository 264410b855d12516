"""`/my/`: an organiser's own nights."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from openmic import db
from openmic.adapters.html import PLAIN
from openmic.domain import own_nights
from openmic.errors import NotFound
from openmic.parts import own_nights as parts
from openmic.web import plain, signed_in


async def show(request: Request) -> Response:
    """Needs somebody who is signed in."""
    person = await signed_in.require(request)
    async with db.reading() as session:
        nights = await own_nights.look(session, person.id, before=_before(request))
    return plain.private(request, "My nights", parts.own_nights(PLAIN, nights))


def _before(request: Request) -> UUID | None:
    said = request.query_params.get("before")
    try:
        return UUID(said) if said else None
    except ValueError:
        raise NotFound from None
