"""`/feed/...`: upcoming nights for programs, wherever they come from."""

import asyncio
import json
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors
from openmic.adapters import atom
from openmic.adapters.calendars import writing
from openmic.domain import feeds
from openmic.views import feed_api, feed_json, selection
from openmic.views.criteria import Criteria
from openmic.views.feed import Feed
from openmic.web import plain, site

# there is nothing in them that is not for everybody, so pages of any site may read them
OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "etag",
    "cross-origin-resource-policy": "cross-origin",
}
ASKED_BEFORE = {
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
}


def for_programs(answer: plain.Answer) -> plain.Answer:
    """The same answer, open to pages of every site; what it refuses is a problem document (RFC 9457)."""

    async def answered(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=OPEN | ASKED_BEFORE)
        try:
            response = await answer(request)
        except errors.Refusal as refusal:
            response = plain.asking_to_wait(problem(refusal), refusal)
        response.headers.update(OPEN)
        return response

    return answered


async def as_json(request: Request) -> Response:
    """A page of nights in our own form."""
    document = feed_json.document(await _look(request), site.of(request).absolute)
    return _json(document, "application/json")


async def as_json_feed(request: Request) -> Response:
    """The same as a JSON Feed."""
    document = feed_json.json_feed(await _look(request), site.of(request).absolute)
    return _json(document, "application/feed+json")


async def as_atom(request: Request) -> Response:
    """The same as Atom."""
    body = atom.write(await _look(request), site.of(request).absolute)
    return Response(body, media_type="application/atom+xml; charset=utf-8")


async def as_calendar(request: Request) -> Response:
    """All of them as a calendar."""
    wanted, origin = asked(request), site.of(request).origin
    async with db.reading() as session:
        facts, entries = await feeds.calendar_of(session, wanted, origin=origin)
    # nights it has not written before take a while, in which others are answered
    body = await asyncio.to_thread(writing.write, entries, origin=origin, facts=facts)
    named = {"content-disposition": 'inline; filename="open-mics.ics"'}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=named)


async def description(request: Request) -> Response:
    """What the feeds are (OpenAPI 3.1)."""
    return _json(feed_api.document(site.of(request).origin), "application/json")


def asked(request: Request) -> Criteria:
    """The search in an address. Raises NotUnderstood."""
    try:
        pairs = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise errors.Refusal("That is more than 50 fields.") from None
    return selection.strict(pairs)


def problem(refusal: errors.Refusal) -> Response:
    """A refusal for programs."""
    document = {"title": refusal.title, "status": refusal.status, "detail": refusal.advice}
    if isinstance(refusal, selection.NotUnderstood):
        document["errors"] = [{"field": name, "detail": sentence} for name, sentence in refusal.problems]
    return _json(document, "application/problem+json", status=refusal.status)


async def _look(request: Request) -> Feed:
    wanted = asked(request)
    async with db.reading() as session:
        return await feeds.look(session, wanted)


def _json(document: dict[str, object], kind: str, *, status: int = 200) -> Response:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, media_type=kind)
