"""The moderators' pages about everything: the audit trail, the figures, the switches."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, urls
from openmic.adapters.html import PLAIN
from openmic.domain import desk, figures, gate
from openmic.parts.figures import figures as figures_part
from openmic.parts.moderation_frame import FIGURES, SWITCHES, TRAIL
from openmic.parts.switches import switches
from openmic.parts.trail import trail
from openmic.web import fields, plain
from openmic.web import moderation_frame as frame


async def show_trail(request: Request) -> Response:
    """What was done, the last first: with all nights or one, of all kinds or one."""
    await frame.moderator(request)
    said = request.query_params
    event, before = (frame.id_of(said[name]) if said.get(name) else None for name in ("event", "before"))
    async with db.reading() as session:
        page = await desk.trail_page(session, act=said.get("act", ""), event_id=event, before=before)
    return await frame.page(request, "What was done", TRAIL, trail(PLAIN, page))


async def show_figures(request: Request) -> Response:
    """How moderation goes."""
    await frame.moderator(request)
    async with db.reading() as session:
        page = await figures.look(session)
    return await frame.page(request, "Figures", FIGURES, figures_part(PLAIN, page))


async def show_switches(request: Request) -> Response:
    """How the switch for new nights stands."""
    await frame.moderator(request)
    async with db.reading() as session:
        stands = await gate.look(session)
    content = switches(PLAIN, stands, news="turned" in request.query_params)
    return await frame.page(request, "Switches", SWITCHES, content)


async def turn(request: Request) -> Response:
    """Turns the switch for new nights."""
    by = await frame.moderator(request)
    value = (await fields.read(request)).get("value", "")
    async with db.transaction() as session:
        await gate.turn(session, value, by)
    return plain.go(urls.moderation("switches", "turned="))
