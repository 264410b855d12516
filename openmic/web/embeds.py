"""A list on another site: `/embed/` for its frame, `/embed/code/` to copy from, `/events/partial-list/` as a piece.

`/embed/` is the only page that may stand in another site's frame (TRUST T29; web/protection.py).
"""

from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN, Node, render
from openmic.domain import listings
from openmic.parts import embed
from openmic.views import criteria, embedding, selection
from openmic.views.criteria import Criteria
from openmic.views.finder import FinderPage
from openmic.web import plain, site
from openmic.web.head import Head

h = PLAIN
BY_ANYBODY = ("frame-ancestors 'none'", "frame-ancestors *")
FOR_ANYBODY = {"cross-origin-resource-policy": "cross-origin"}


class NoSuchList(errors.NotFound):
    """A town or venue we don't have, or no longer."""

    title = "We can’t find that list"
    advice = "Its town or venue may have been renamed. Everything that is on is on our own page."


async def show(request: Request) -> Response:
    """The list for a frame: a page of its own without scripts. What cannot be shown is said in the frame as well."""
    try:
        page = await found(replace(asked(request), after=""), many=embedding.NIGHTS)
    except errors.Refusal as refusal:
        return plain.asking_to_wait(refused(request, refusal), refusal)
    return in_frame(request, page.title, embed.embedded(h, page))


def refused(request: Request, refusal: errors.Refusal) -> Response:
    """Why there is no list."""
    content = embed.not_embedded(h, refusal.title, refusal.advice)
    return in_frame(request, f"{refusal.title} · OpenMicOxfordshire", content, status=refusal.status)


def in_frame(request: Request, title: str, content: Node, *, status: int = 200) -> Response:
    """A document that may be framed, and leads out of the frame."""
    styles = site.of(request).client.styles
    head = Head(title, is_indexed=False)
    page = plain.whole(head, content, styles=styles, last=h.base(target="_blank"))
    policy = {"content-security-policy": styles.policy().replace(*BY_ANYBODY)}
    return HTMLResponse(page, status, headers=policy | FOR_ANYBODY)


async def piece(request: Request) -> Response:
    """The cards as a piece of HTML, for our own pages to fetch."""
    wanted = asked(request)
    page = await found(wanted)
    following = criteria.at(page.next_address).after if page.next_address else ""
    query = selection.query(wanted)
    more = "&".join(part for part in (query, f"after={following}") if part)
    text = render(embed.piece(h, page, more_href=urls.partial_list(more)))
    return HTMLResponse(text, headers={"x-robots-tag": "noindex"})


async def code(request: Request) -> Response:
    """Which list, what it looks like, and the code to copy. Days pass, so that none is in it."""
    here = site.of(request)
    wanted = embedding.lasting(asked(request))
    async with db.reading() as session:
        page = await listings.search(session, wanted, many=embedding.NIGHTS)
    told = embedding.code(wanted, page, origin=here.origin)
    content = embed.code_page(
        h,
        told,
        frame=frame(told.src, told, class_="w-100 border rounded"),
        code=render(frame(told.whole_src, told, style="border: 0")),
        link=render(h.a(told.heading, href=told.list_href)),
    )
    head = Head("Put this list on your site · OpenMicOxfordshire", is_indexed=False)
    response = plain.respond(head, content, styles=here.client.styles)
    response.headers["content-security-policy"] += "; frame-src 'self'"
    return response


def frame(src: str, told: embedding.EmbedCode, **more: str) -> Node:
    """The frame, as it is copied and as it is shown."""
    return h.iframe(src=src, title=told.heading, width="100%", height="600", loading="lazy", **more)


def asked(request: Request) -> Criteria:
    """The search in a request's query."""
    try:
        pairs = parse_qsl(request.url.query, max_num_fields=50)
    except ValueError:
        raise errors.NotFound from None
    wanted = selection.parse(pairs)
    return replace(wanted, page="venue" if wanted.venue else "")


async def found(wanted: Criteria, **how: int) -> FinderPage:
    """The list for a search. Raises NoSuchList for a town or venue we don't have."""
    if wanted.problem("town") or wanted.problem("venue"):
        raise NoSuchList
    try:
        async with db.reading() as session:
            return await listings.search(session, wanted, **how)
    except errors.NotFound:
        raise NoSuchList from None
