"""What every plain page for moderators has: who asks is one of them, and what they should know first."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors
from openmic.adapters.html import PLAIN, Node
from openmic.domain import gate, unsent
from openmic.parts.moderation_frame import moderation_nav
from openmic.views.people import Person
from openmic.web import plain, signed_in


async def moderator(request: Request) -> Person:
    """Who asks, if they look after the site. Raises NotSignedIn or NotAllowed."""
    return await signed_in.require(request, role="moderator")


async def page(request: Request, title: str, current: str, content: Node, *, status: int = 200) -> Response:
    """A page for moderators under their navigation; `current` is one of parts.moderation_frame's names."""
    async with db.reading() as session:
        shut, hangs = (await gate.look(session)).warning, await unsent.warning(session)
    whole = [moderation_nav(PLAIN, current, gate=shut, unsent=hangs), content]
    return plain.private(request, title if status == 200 else f"Error: {title}", whole, status=status)


def night_id(request: Request) -> UUID:
    """The night that the address names. Raises NotFound."""
    return id_of(request.path_params["event"])


def id_of(text: str) -> UUID:
    """An id as it stands in an address of ours. Raises NotFound."""
    try:
        found = UUID(text)
    except ValueError:
        raise errors.NotFound from None
    if str(found) != text:  # one spelling, one address
        raise errors.NotFound
    return found


def number(text: str) -> int:
    """The number of words that a form says were seen; 0, which none has, if it is no number."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0
