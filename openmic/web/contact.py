"""`/e/<uuid>/contact/`: writing to an organiser; and `/messages/confirm/`, which proves who wrote."""

from dataclasses import replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, settings, urls
from openmic.adapters import bot_check
from openmic.adapters.html import PLAIN
from openmic.domain import relay, submissions, suspicion
from openmic.parts.contact import NEXT, confirm_page, contact_page, next_page
from openmic.views import message
from openmic.views.message import MessageForm
from openmic.web import allowance, fields, plain, signed_in, site
from openmic.web.submission import ANSWER, WIDGET

TITLE = "Message the organiser"


async def show(request: Request) -> Response:
    """An empty form."""
    return await _page(request, is_signed_in=await signed_in.who(request) is not None)


async def go_to_form(request: Request) -> Response:
    """For who comes without the slash."""
    return plain.go(urls.contact_form(urls.event_id(request.url.path)))


async def send(request: Request) -> Response:
    """Takes a message, or says what is wrong with it beside each box, with all that was typed."""
    event_id = urls.event_id(request.url.path)
    given = await fields.read(request)
    sender = await signed_in.who(request)
    async with db.reading() as session:
        mailbox = await submissions.mailbox_of(session, sender.id) if sender else ""
    said, form = message.check(given, mailbox=mailbox)
    key = fields.key(given)
    if not said:
        return await _page(request, is_signed_in=sender is not None, form=form, key=key, status=422)
    message_id = relay.identity(key, event_id, said)
    async with db.reading() as session:
        before = await relay.arrived(session, message_id)
    if before:
        return plain.go(urls.contacted(event_id, before))
    try:
        await allowance.spend(request, "message", mailbox=said.mailbox)
        if sender:
            await _spend(event_id)
    except errors.TooMany as refusal:
        return await _page(
            request, is_signed_in=sender is not None, form=form, key=key, status=429, refusal=refusal
        )
    verdict = await bot_check.check(
        given.get(ANSWER, ""), settings=settings.current(), ip=allowance.visitor_of(request), action="contact"
    )
    flags = (*suspicion.flags_of_check(verdict), *suspicion.flags_of_message(said, given))
    async with db.transaction() as session:
        state = await relay.send(
            session,
            event_id,
            said,
            message_id=message_id,
            flags=flags,
            is_proved=sender is not None,
            home=site.of(request).origin,
        )
    return plain.go(urls.contacted(event_id, state))


async def sent(request: Request) -> Response:
    """What happens now."""
    state = request.query_params.get("state", "")
    if state not in NEXT:
        raise errors.NotFound
    night_href = urls.event(urls.event_id(request.url.path))
    return plain.private(request, NEXT[state][0], next_page(PLAIN, state, night_href=night_href))


async def look(request: Request) -> Response:
    """The page of a link: reading it changes nothing."""
    async with db.reading() as session:
        _, proving = await relay.look(session, fields.token(request), _message(request))
    return plain.private(request, "Send your message?", confirm_page(PLAIN, proving))


async def confirm(request: Request) -> Response:
    """Proves the address of a message, once, and sends it on its way. Over a limit both stay as they are."""
    secret, message_id = fields.token(request), _message(request)
    async with db.reading() as session:
        event_id, proving = await relay.look(session, secret, message_id)
    try:
        await _spend(event_id)
    except errors.TooMany as refusal:
        trouble = f"{refusal.in_form} Your message is kept, and so is this link."
        content = confirm_page(PLAIN, proving, trouble=trouble)
        response = plain.private(request, "Error: Send your message?", content, status=refusal.status)
        return plain.asking_to_wait(response, refusal)
    async with db.transaction() as session:
        event_id, state = await relay.confirm(session, secret, message_id, home=site.of(request).origin)
    return plain.go(urls.contacted(event_id, state))


async def _spend(event_id: UUID) -> None:
    async with db.transaction() as session:
        refusal = await relay.spend(session, event_id)
    if refusal:
        raise refusal


def _message(request: Request) -> UUID:
    try:
        return UUID(request.query_params.get("message", ""))
    except ValueError:
        raise errors.BadLink from None


async def _page(
    request: Request,
    *,
    is_signed_in: bool,
    form: MessageForm | None = None,
    key: UUID | None = None,
    status: int = 200,
    refusal: errors.TooMany | None = None,
) -> Response:
    async with db.reading() as session:
        page = await relay.blank(session, urls.event_id(request.url.path), asks_mailbox=not is_signed_in)
    if form:
        page = replace(page, form=form, key=str(key))
    response = plain.private(
        request,
        TITLE if status == 200 else f"Error: {TITLE}",
        contact_page(PLAIN, page, trouble=refusal.in_form if refusal else ""),
        status=status,
        widget=WIDGET if page.bot_check else "",
    )
    return plain.asking_to_wait(response, refusal)
