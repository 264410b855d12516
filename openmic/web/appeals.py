"""`/manage/appeal/`: an organiser says that a decision was wrong."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import appeals, managing
from openmic.parts.managing import manage_page
from openmic.views import appeal
from openmic.views.fields import Field
from openmic.web import allowance, fields, plain
from openmic.web.managing import key_of, ours


async def send(request: Request) -> Response:
    """Keeps an appeal, or says what is wrong with it beside its box, with all that was typed."""
    key = await key_of(request)
    async with db.reading() as session:
        await managing.look(session, key, ours="")
    field = appeal.check((await fields.read(request)).get("appeal", ""))
    if field.problem:
        return await _again(request, field, status=422)
    try:
        await allowance.spend(request, "appeal")
    except errors.TooMany as refusal:
        return await _again(request, Field(field.value, refusal.in_form), status=refusal.status)
    async with db.transaction() as session:
        await appeals.appeal(session, key, field.value)
    return plain.go(urls.managed(ours(request), news="appealed"))


async def _again(request: Request, field: Field, *, status: int) -> Response:
    async with db.reading() as session:
        page = await managing.look(session, await key_of(request), ours=ours(request))
    if not page.can_appeal:
        raise managing.TooLate
    return plain.private(request, f"Error: {page.title}", manage_page(PLAIN, page, field), status=status)
