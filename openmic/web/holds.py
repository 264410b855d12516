"""`/moderation/holds/` and `/moderation/events/<uuid>/hold/`: legal holds. Moderators see them, admins decide."""

from dataclasses import replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from openmic import clock, db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import holds
from openmic.domain.decision import Changed
from openmic.parts.holds import every_hold, lift_page, place_page
from openmic.parts.moderation_frame import EVENTS, HOLDS, UPKEEP, upkeep_nav
from openmic.views import holds as views
from openmic.web import fields, signed_in
from openmic.web import moderation_frame as frame
from openmic.web.moderation_desk import done


async def show(request: Request) -> Response:
    """Every hold that stands."""
    by = await frame.moderator(request)
    async with db.reading() as session:
        found = await holds.every(session)
    content = every_hold(PLAIN, found, is_admin=by.may_act_as(holds.MAY))
    return await frame.page(request, "Legal holds", UPKEEP, [upkeep_nav(PLAIN, HOLDS), content])


async def ask(request: Request) -> Response:
    """The question why a night is to be kept, and until when."""
    await signed_in.require(request, role=holds.MAY)
    night = frame.night_id(request)
    async with db.reading() as session:
        form, _ = await holds.open_form(session, night)
    return await _form(request, night, form)


async def place(request: Request) -> Response:
    """Keeps a night, or says what is wrong beside each box, with all that was typed."""
    by, night = await signed_in.require(request, role=holds.MAY), frame.night_id(request)
    asked, form = views.check(await fields.read(request), today=clock.today())
    async with db.reading() as session:
        form = await holds.dressed(session, night, form)
    if not asked:
        return await _form(request, night, form, status=422)
    try:
        async with db.transaction() as session:
            await holds.place(session, night, asked, by, seen=form.seen)
    except Changed as refusal:
        async with db.reading() as session:
            now_so, _ = await holds.open_form(session, night)
        trouble = f"{refusal.advice} What you typed is still here."
        form = replace(form, seen=now_so.seen)
        return await _form(request, night, form, trouble=trouble, status=refusal.status)
    return done(request, "held")


async def ask_lift(request: Request) -> Response:
    """The question before a hold is lifted."""
    await signed_in.require(request, role=holds.MAY)
    async with db.reading() as session:
        _, hold = await holds.open_form(session, frame.night_id(request))
    if not hold.id:
        raise errors.NotFound("No legal hold stands.")
    return await frame.page(request, "Lift this legal hold?", EVENTS, lift_page(PLAIN, hold))


async def lift(request: Request) -> Response:
    """Lets a night go."""
    by = await signed_in.require(request, role=holds.MAY)
    async with db.transaction() as session:
        await holds.lift(session, frame.night_id(request), by)
    return done(request, "let-go")


async def _form(
    request: Request, night: UUID, form: views.HoldForm, *, trouble: str = "", status: int = 200
) -> Response:
    form = replace(form, action=urls.hold(night), back_href=urls.moderated(night))
    content = place_page(PLAIN, form, trouble=trouble)
    return await frame.page(request, "Keep this night?", EVENTS, content, status=status)
