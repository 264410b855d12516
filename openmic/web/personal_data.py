"""`/privacy/request/`: the link to one's own data; `/privacy/data/`: seeing it, keeping it, having it erased."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, urls
from openmic.adapters import storage
from openmic.adapters.html import PLAIN
from openmic.domain import erasures, personal_data, tokens
from openmic.parts import erasing as erasing_parts
from openmic.parts import personal_data as parts
from openmic.views import email_address
from openmic.views.fields import EMPTY, Field
from openmic.web import allowance, fields, plain, site

TITLE = "See or erase your data"
FILES = {"data.json": "application/json", "data.html": "text/html; charset=utf-8"}


async def show(request: Request) -> Response:
    """The form."""
    return plain.private(request, TITLE, parts.request_page(PLAIN, EMPTY))


async def send(request: Request) -> Response:
    """Sends a link. The answer is the same for every address there can be (TRUST T14)."""
    typed = (await fields.read(request)).get("address", "")
    mailbox = email_address.normalise(typed)
    if mailbox is None:
        field = Field(typed[: email_address.LONGEST], email_address.NOT_ONE)
        return plain.private(request, f"Error: {TITLE}", parts.request_page(PLAIN, field), status=422)
    await allowance.spend(request, "privacy", mailbox=mailbox)
    async with db.transaction() as session:
        await personal_data.ask(session, mailbox, home=site.of(request).origin)
    return plain.go(urls.privacy_request(is_sent=True))


async def sent(request: Request) -> Response:
    """What to do now."""
    return plain.private(request, "Look in your mail", parts.request_sent(PLAIN))


async def look(request: Request) -> Response:
    """All that is held, in words. The link works on."""
    token = fields.token(request)
    try:
        held = await _held(token)
    except errors.BadLink as refusal:
        return _bad_link(request, refusal)
    page = held.page(home=site.of(request).origin)
    return plain.private(request, "What we hold about you", parts.data_page(PLAIN, page, token=token))


async def download(request: Request) -> Response:
    """The same as a file to keep."""
    name, home = request.url.path.rpartition("/")[2], site.of(request).origin
    try:
        held = await _held(fields.token(request))
    except errors.BadLink as refusal:
        return _bad_link(request, refusal)
    text = held.as_json(home=home) if name == "data.json" else held.as_html(home=home)
    headers = {
        **plain.PERSONAL,
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }
    return Response(text, media_type=FILES[name], headers=headers)


async def ask(request: Request) -> Response:
    """What would go and what would stay; reading it erases nothing."""
    token = fields.token(request)
    try:
        held = await _held(token)
    except errors.BadLink as refusal:
        return _bad_link(request, refusal)
    page = held.erasing()
    if page.is_moderator:
        return _refused(request, erasures.LooksAfterTheSite(), token)
    content = erasing_parts.erase_page(PLAIN, page, address=held.mailbox, token=token)
    return plain.private(request, "Erase what we hold about you?", content)


async def erase(request: Request) -> Response:
    """Forgets whoever the link was sent to, and uses it up; of two who press at once one does it."""
    token, given = fields.token(request), await fields.read(request)
    try:
        async with db.transaction() as session:
            proof = await tokens.use(session, token, personal_data.PURPOSE)
            withdraw = given.get("withdraw") == "yes"
            await erasures.erase(session, storage.current(), proof.mailbox, withdraw_upcoming=withdraw)
    except errors.BadLink as refusal:
        return _bad_link(request, refusal)
    except erasures.LooksAfterTheSite as refusal:
        return _refused(request, refusal, token)
    return plain.go(urls.erased())


async def done(request: Request) -> Response:
    """The end of it."""
    return plain.private(request, "It is erased", erasing_parts.erased_page(PLAIN))


async def _held(token: str) -> personal_data.Held:
    async with db.reading() as session:
        proof = await tokens.look(session, token, personal_data.PURPOSE)
        return await personal_data.collect(session, proof.mailbox)


def _bad_link(request: Request, refusal: errors.BadLink) -> Response:
    content = erasing_parts.bad_link(PLAIN, refusal.title)
    return plain.private(request, refusal.title, content, status=refusal.status)


def _refused(request: Request, refusal: errors.Refusal, token: str) -> Response:
    content = erasing_parts.refused_page(PLAIN, refusal.title, refusal.advice, token=token)
    return plain.private(request, refusal.title, content, status=refusal.status)
