"""`/moderation/messages/`: messages that a person looks at first. Each address asks who is there."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import held_messages, relay
from openmic.domain.decision import Decided
from openmic.parts import held_messages as parts
from openmic.web import moderation_frame as frame
from openmic.web import plain, signed_in, site


async def show(request: Request) -> Response:
    """All that wait."""
    await signed_in.require(request, role="moderator")
    async with db.reading() as session:
        page = await held_messages.look(session, news=request.query_params.get("news", ""))
    return plain.private(request, "Messages", parts.held_messages(PLAIN, page))


async def release(request: Request) -> Response:
    """Sends one to its organiser."""
    person = await signed_in.require(request, role="moderator")
    try:
        async with db.transaction() as session:
            await held_messages.release(
                session, frame.id_of(request.path_params["message"]), person, home=site.of(request).origin
            )
    except Decided:
        return _back("decided")
    except (relay.NotTaken, errors.Gone):
        return _back("closed")
    return _back("released")


async def drop(request: Request) -> Response:
    """Sends it to nobody."""
    person = await signed_in.require(request, role="moderator")
    try:
        async with db.transaction() as session:
            await held_messages.drop(session, frame.id_of(request.path_params["message"]), person)
    except Decided:
        return _back("decided")
    return _back("dropped")


def _back(news: str) -> Response:
    return plain.go(urls.moderation("messages", f"news={news}"))
