"""`/moderation/events/`: every night there is, and one of them with what can be done."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, urls
from openmic.adapters.html import PLAIN
from openmic.domain import desk, featuring, moderation, trust, undoing
from openmic.parts.desk import desk as desk_page
from openmic.parts.found_nights import found_nights as found_part
from openmic.parts.moderation_frame import EVENTS
from openmic.views import found_nights
from openmic.views.fields import Field
from openmic.web import fields, plain, site
from openmic.web import moderation_frame as frame


async def search(request: Request) -> Response:
    """Nights of any state, by words and state."""
    await frame.moderator(request)
    said = request.query_params
    at = found_nights.asked(said.get("q", ""), said.get("status", ""), said.get("after", ""))
    async with db.reading() as session:
        found = await desk.search(session, at)
    return await frame.page(request, "Every night", EVENTS, found_part(PLAIN, found))


async def show(request: Request, *, until: Field | None = None) -> Response:
    """One night; `until` is the box for a feature that could not be taken."""
    by = await frame.moderator(request)
    async with db.reading() as session:
        page = await desk.look(
            session,
            frame.night_id(request),
            by,
            origin=site.of(request).origin,
            news=request.query_params.get("news", ""),
        )
    page = replace(page, until=until) if until else page
    return await frame.page(request, page.title, EVENTS, desk_page(PLAIN, page), status=422 if until else 200)


async def feature(request: Request) -> Response:
    """Features a night until the end of a day."""
    by, night = await frame.moderator(request), frame.night_id(request)
    typed = (await fields.read(request)).get("until", "")
    until = featuring.ends_at(typed)
    if isinstance(until, str):
        return await show(request, until=Field(typed, until))
    async with db.transaction() as session:
        await featuring.feature(session, await moderation.found(session, night), by, until=until)
    return done(request, "featured")


async def unfeature(request: Request) -> Response:
    """Features a night no longer."""
    by, night = await frame.moderator(request), frame.night_id(request)
    async with db.transaction() as session:
        await featuring.unfeature(session, await moderation.found(session, night), by)
    return done(request, "unfeatured")


async def believe(request: Request) -> Response:
    """Trusts a night's organiser."""
    by, night = await frame.moderator(request), frame.night_id(request)
    async with db.transaction() as session:
        await trust.trust(session, await moderation.found(session, night), by)
    return done(request, "trusted")


async def doubt(request: Request) -> Response:
    """Trusts a night's organiser no longer."""
    by, night = await frame.moderator(request), frame.night_id(request)
    async with db.transaction() as session:
        await trust.distrust(session, await moderation.found(session, night), by)
    return done(request, "distrusted")


async def undo(request: Request) -> Response:
    """Takes back what the moderator has just done with a night, and with all others by the same button."""
    by, night = await frame.moderator(request), frame.night_id(request)
    batch = frame.id_of((await fields.read(request)).get("batch", ""))
    async with db.transaction() as session:
        await moderation.found(session, night)
        await undoing.undo(session, batch, by)
    return done(request, "undone")


def done(request: Request, news: str) -> Response:
    """Back to the night, with word of what was done."""
    return plain.go(f"{urls.moderated(frame.night_id(request))}?news={news}")
