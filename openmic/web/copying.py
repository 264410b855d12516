"""`/manage/copy/`: a night once more, on another day."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from openmic import clock, db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import copying, gate
from openmic.parts.copying import copy_page
from openmic.views import copying as views
from openmic.views import night_form
from openmic.web import allowance, fields, plain, site
from openmic.web.managing import key_of, ours

TITLE = "Copy to a new date"


async def show(request: Request) -> Response:
    """The form, with the next such day in it, or the one that its address names."""
    async with db.reading() as session:
        opened = await copying.open_form(session, await key_of(request))
    page = views.blank(
        opened.original,
        ours=ours(request),
        key=str(fields.key({})),
        now=clock.now(),
        on=request.query_params.get("on", "")[: night_form.LONGEST],
    )
    return plain.private(request, TITLE, copy_page(PLAIN, page))


async def send(request: Request) -> Response:
    """Sends the copy in, or says what is wrong beside each box, with all that was typed."""
    given = await fields.read(request)
    key, form_key = await key_of(request), fields.key(given)
    async with db.reading() as session:
        opened = await copying.open_form(session, key)
    checked = views.check(opened.original, night_form.typed(given), now=clock.now(), mailbox=opened.mailbox)
    refusal: errors.Refusal | None = None
    if checked.night:
        try:
            async with db.reading() as session:
                # the link has proved the address just as being signed in does
                await gate.admit(session, form_key, is_signed_in=True)
            await allowance.spend(request, "submit", mailbox=opened.mailbox)
            async with db.transaction() as session:
                made = await copying.copy(
                    session, key, checked.night, form_key=form_key, home=site.of(request).origin
                )
            if key.person_id:
                return plain.go(urls.managed(urlencode({"night": str(made)}), news="new"))
            return plain.go(urls.managed(ours(request), news="copied"))
        except (errors.TooMany, gate.Shut) as shut:
            refusal = shut
    page = views.again(
        opened.original,
        checked,
        ours=ours(request),
        key=str(form_key),
        now=clock.now(),
        trouble=refusal.in_form if refusal else "",
    )
    status = refusal.status if refusal else 422
    response = plain.private(request, f"Error: {TITLE}", copy_page(PLAIN, page), status=status)
    return plain.asking_to_wait(response, refusal)
