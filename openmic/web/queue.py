"""`/moderation/`: the queue, as the server sends it, and what its forms do. Each asks first who is there."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN, render
from openmic.domain import decision, queue, undoing
from openmic.domain.decision import Decision
from openmic.parts.queue import queue as queue_part
from openmic.parts.queue import queue_list
from openmic.views import queue_address, queue_form
from openmic.views.people import Person
from openmic.views.queue_address import QueueAddress
from openmic.views.queue_form import Asked
from openmic.web import fields, plain, signed_in, site
from openmic.web.head import Head

TITLE = "Queue · OpenMicOxfordshire"
NEWS = {
    decision.Decided: "decided",
    decision.Changed: "changed",
    decision.Unproved: "unproved",
    decision.Reported: "reported",
    decision.Over: "over",
    decision.Outdated: "outdated",
    errors.Busy: "busy",
    undoing.TooLate: "late",
    errors.NotFound: "gone",
}
Refused = tuple(NEWS)


async def show(request: Request) -> Response:
    """A page of the queue."""
    person = await signed_in.require(request, role="moderator")
    return await _page(request, person, at(request))


async def show_part(request: Request) -> Response:
    """Only the nights of that page, for whoever wants to put them into a page of their own."""
    person = await signed_in.require(request, role="moderator")
    async with db.reading() as session:
        page = await queue.look(session, at(request), person)
    return HTMLResponse(render(queue_list(PLAIN, page)), headers=plain.PERSONAL)


async def decide(request: Request) -> Response:
    """One decision about one night; then back to the queue, with the news and at the next night."""
    person = await signed_in.require(request, role="moderator")
    act = request.url.path.rpartition("/")[2]
    asked = queue_form.one(await fields.read(request), act=act, item=request.path_params["event"])
    if not asked.picked:
        raise errors.NotFound
    if asked.is_wrong:
        return await _page(request, person, at(request), asked=asked)
    ((event_id, seen),) = asked.picked
    try:
        async with db.transaction() as session:
            made = Decision(person, site.of(request).origin)
            await queue.decide(session, asked.act, event_id, made, seen=seen, why=asked.why)
    except Refused as refusal:
        return plain.go(queue_address.afterwards(at(request), news=NEWS[type(refusal)], item=str(event_id)))
    return plain.go(queue_address.afterwards(at(request), item=asked.following))


async def decide_several(request: Request) -> Response:
    """One decision about all nights that are ticked."""
    person = await signed_in.require(request, role="moderator")
    asked = queue_form.several(await fields.read(request))
    if not asked.picked or not asked.act:
        return plain.go(queue_address.afterwards(at(request), news="none"))
    if asked.is_wrong:
        return await _page(request, person, at(request), asked=asked)
    async with db.transaction() as session:
        made = Decision(person, site.of(request).origin)
        outcome = await queue.decide_all(session, asked.act, dict(asked.picked), made, why=asked.why)
    return plain.go(queue_address.afterwards(at(request), left=outcome.left))


async def undo(request: Request) -> Response:
    """Takes back what one press of a button did."""
    person = await signed_in.require(request, role="moderator")
    batch = queue_form.batch(await fields.read(request))
    try:
        if batch is None:
            raise undoing.TooLate
        async with db.transaction() as session:
            await undoing.undo(session, batch, person)
    except Refused as refusal:
        return plain.go(queue_address.afterwards(at(request), news=NEWS[type(refusal)]))
    return plain.go(queue_address.afterwards(at(request), news="undone"))


def at(request: Request) -> QueueAddress:
    """The part of the queue that an address names."""
    return queue_address.read(request.query_params)


async def _page(
    request: Request, person: Person, here: QueueAddress, *, asked: Asked | None = None
) -> Response:
    """The page; with `asked` what could not be taken of it, with all that was typed."""
    async with db.reading() as session:
        page = await queue.look(session, here, person, tried=asked.tried if asked else queue.NOT_TRIED)
    world = site.of(request)
    title = f"Error: {TITLE}" if asked else TITLE
    shell = world.client.shells[urls.queue()]
    answer = world.live(shell, Head(title, is_indexed=False), queue_part(PLAIN, page))
    answer.status_code = 422 if asked else 200
    answer.headers.update(plain.PERSONAL)
    return answer
