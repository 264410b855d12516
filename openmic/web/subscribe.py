"""`/subscribe/`: asking for the weekly mail, and the page of the link that proves an address."""

from dataclasses import replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, settings, urls
from openmic.adapters import bot_check
from openmic.adapters.bot_check import Verdict
from openmic.adapters.html import PLAIN
from openmic.domain import subscriptions
from openmic.parts.subscription import bad_link, confirm_page, sent_page, subscribe_page
from openmic.views import subscription as views
from openmic.web import allowance, fields, plain, site
from openmic.web.submission import ANSWER, WIDGET

TITLE = "Open mics by mail"
CONFIRM = "Send you this each week?"


async def show(request: Request) -> Response:
    """The form, with what the address asks for: the finder's own query."""
    asked = request.query_params
    chosen = views.known(asked.get("town", ""), asked.getlist("category"))
    form = views.SubscribeForm(which=views.choice_form(chosen.town, chosen.kinds))
    return _page(request, form)


async def send(request: Request) -> Response:
    """Writes to the address. The answer is the same for every one there can be (TRUST T14)."""
    given, kinds = await fields.read_ticked(request, "category")
    asked, form = views.check(given, kinds)
    if not asked:
        return _page(request, form, status=422)
    try:
        # a robot in the trap is let through as well: browsers that mean too well fill it in
        if not await _is_person(request, given.get(ANSWER, "")) or given.get("website"):
            await allowance.spend(request, "subscribe_unchecked")
        await allowance.spend(request, "subscribe", mailbox=asked.mailbox)
    except errors.TooMany as refusal:
        response = _page(request, form, status=refusal.status, trouble=refusal.in_form)
        return plain.asking_to_wait(response, refusal)
    async with db.transaction() as session:
        await subscriptions.ask(session, asked, home=site.of(request).origin)
    return plain.go(urls.subscribe_sent())


async def sent(request: Request) -> Response:
    """What to do now."""
    return plain.private(request, "Look into your mail", sent_page(PLAIN))


async def look(request: Request) -> Response:
    """The page of a link: reading it changes nothing (TRUST T12)."""
    async with db.reading() as session:
        page = await subscriptions.look(session, fields.token(request), _wanted(request))
    return plain.private(request, CONFIRM, confirm_page(PLAIN, page))


async def confirm(request: Request) -> Response:
    """Begins what that one form asked for, and shows it."""
    async with db.transaction() as session:
        secret = await subscriptions.confirm(session, fields.token(request), _wanted(request))
    return plain.go(urls.subscriptions(secret, news="confirmed"))


def led_on(answer: plain.Answer) -> plain.Answer:
    """The same answer, but whose link is not good is shown the way to a new one."""

    async def led(request: Request) -> Response:
        try:
            return await answer(request)
        except errors.BadLink as refusal:
            content = bad_link(PLAIN, refusal.title)
            return plain.private(request, refusal.title, content, status=refusal.status)

    return led


async def _is_person(request: Request, answer: str) -> bool:
    """Whether the check for robots was passed, or is not asked here. The mail's button follows in any case."""
    if answer and settings.current().has_bot_check:
        await allowance.spend(request, "bot_check")
    verdict = await bot_check.check(
        answer, settings=settings.current(), ip=allowance.visitor_of(request), action="subscribe"
    )
    return verdict in (Verdict.PASSED, Verdict.OFF)


def _wanted(request: Request) -> UUID:
    try:
        return UUID(request.query_params.get("wanted", ""))
    except ValueError:
        raise errors.BadLink from None


def _page(request: Request, form: views.SubscribeForm, *, status: int = 200, trouble: str = "") -> Response:
    current = settings.current()
    form = replace(form, bot_check=current.turnstile_site_key if current.has_bot_check else "")
    return plain.private(
        request,
        TITLE if status == 200 else f"Error: {TITLE}",
        subscribe_page(PLAIN, form, trouble=trouble),
        status=status,
        widget=WIDGET if form.bot_check else "",
    )
