"""`/moderation/venues/` and `/moderation/towns/`: moderators mend venues, and join what is listed twice."""

import re

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import joining, venue_desk
from openmic.domain.decision import Changed
from openmic.parts.joining import join_town_page, join_venue_page
from openmic.parts.moderation_frame import VENUES
from openmic.parts.town_desk import town_list
from openmic.parts.venue_desk import venue_list, venue_page
from openmic.views import venue_desk as views
from openmic.views.venue_form import check, filled
from openmic.web import fields, plain
from openmic.web import moderation_frame as frame

SLUG = re.compile("[a-z0-9-]{1,160}")
STILL_HERE = "What you typed is still here."


async def show(request: Request) -> Response:
    """Venues by name, words and town."""
    await frame.moderator(request)
    said = request.query_params
    at = views.looked(*(said.get(name, "") for name in ("q", "town", "twice", "after")))
    async with db.reading() as session:
        page = await venue_desk.search(session, at)
    return await frame.page(request, "Venues", VENUES, venue_list(PLAIN, page))


async def open_form(request: Request) -> Response:
    """One venue, to be mended."""
    await frame.moderator(request)
    async with db.reading() as session:
        form = await venue_desk.open_form(session, _slug(request))
    told = views.NEWS.get(request.query_params.get("news", ""), "")
    return await frame.page(request, form.title, VENUES, venue_page(PLAIN, form, told=told))


async def edit(request: Request) -> Response:
    """Keeps what was mended, or says what is wrong beside each box, with all that was typed."""
    by, slug = await frame.moderator(request), _slug(request)
    given = await fields.read(request)
    asked, typed, wrong = check(given)
    async with db.reading() as session:
        now_so = await venue_desk.open_form(session, slug)
    seen, trouble, status = given.get("seen", ""), "", 422
    if asked:
        try:
            async with db.transaction() as session:
                is_other = await venue_desk.edit(session, slug, asked, by, seen=seen)
            return plain.go(f"{urls.venue_desk(slug)}?news={'edited' if is_other else 'same'}")
        except venue_desk.Named as refusal:
            wrong = {refusal.field: refusal.advice}
        except Changed as refusal:
            seen, trouble, status = now_so.seen, f"{refusal.advice} {STILL_HERE}", refusal.status
    form = filled(typed, wrong, title=now_so.title, slug=slug, seen=seen)
    content = venue_page(PLAIN, form, trouble=trouble)
    return await frame.page(request, now_so.title, VENUES, content, status=status)


async def ask_venue(request: Request) -> Response:
    """Which venue it is joined to, and whether."""
    await frame.moderator(request)
    return await _venue(request, into=_into(request))


async def join_venue(request: Request) -> Response:
    """Makes one of two venues."""
    by, slug = await frame.moderator(request), _slug(request)
    into = (await fields.read(request)).get("into", "")
    try:
        async with db.transaction() as session:
            await joining.merge_venues(session, slug, into, by)
    except joining.Joined as refusal:
        return await _venue(request, trouble=refusal.advice, status=refusal.status)
    return plain.go(joining.page_of(into))


async def show_towns(request: Request) -> Response:
    """Every town."""
    await frame.moderator(request)
    async with db.reading() as session:
        towns = await joining.every_town(session)
    told = views.NEWS.get(request.query_params.get("news", ""), "")
    return await frame.page(request, "Towns", VENUES, town_list(PLAIN, towns, told=told))


async def ask_town(request: Request) -> Response:
    """Which town it is joined to, and whether."""
    await frame.moderator(request)
    return await _town(request, into=_into(request))


async def join_town(request: Request) -> Response:
    """Makes one of two towns."""
    by, slug = await frame.moderator(request), _slug(request)
    into = (await fields.read(request)).get("into", "")
    try:
        async with db.transaction() as session:
            await joining.merge_towns(session, slug, into, by)
    except joining.Joined as refusal:
        return await _town(request, trouble=refusal.advice, status=refusal.status)
    return plain.go(f"{urls.town_desk()}?news=joined")


async def _venue(request: Request, *, into: str = "", trouble: str = "", status: int = 200) -> Response:
    words = views.looked(request.query_params.get("q", ""), "", "", "").words
    async with db.reading() as session:
        page = await joining.open_venue(session, _slug(request), into=into, words=words)
    content = join_venue_page(PLAIN, page, trouble=trouble)
    status = 422 if page.problem else status
    return await frame.page(request, "Make one of two venues", VENUES, content, status=status)


async def _town(request: Request, *, into: str = "", trouble: str = "", status: int = 200) -> Response:
    async with db.reading() as session:
        page = await joining.open_town(session, _slug(request), into=into)
    content = join_town_page(PLAIN, page, trouble=trouble)
    status = 422 if page.problem else status
    return await frame.page(request, "Make one of two towns", VENUES, content, status=status)


def _slug(request: Request) -> str:
    slug = request.path_params["place"]
    if not SLUG.fullmatch(slug):
        raise errors.NotFound
    return slug


def _into(request: Request) -> str:
    """The other place that an address names; a name that none has where it is no address."""
    into = request.query_params.get("into", "")
    return into if not into or SLUG.fullmatch(into) else "-"
