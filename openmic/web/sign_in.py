"""`/sign-in/`, the page of its link, and `/sign-out/`."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, urls
from openmic.adapters.html import PLAIN
from openmic.domain import sign_in, tokens
from openmic.errors import BadLink
from openmic.parts import sign_in as parts
from openmic.views import email_address
from openmic.views.fields import Field
from openmic.views.path import own_path
from openmic.views.people import SignInForm
from openmic.web import allowance, fields, plain, session_cookie, signed_in, site


async def show(request: Request) -> Response:
    """The form; who is signed in already goes on at once."""
    then = own_path(request.query_params.get("then", ""))
    if await signed_in.who(request):
        return plain.go(then or urls.mine())
    return plain.private(request, "Sign in", parts.sign_in_form(PLAIN, SignInForm(then=then)))


async def send(request: Request) -> Response:
    """Sends a link. The answer is the same for every address there can be (TRUST T14)."""
    given = await fields.read(request)
    typed, then = given.get("address", ""), own_path(given.get("then", ""))
    mailbox = email_address.normalise(typed)
    if mailbox is None:
        form = SignInForm(Field(typed[: email_address.LONGEST], email_address.NOT_ONE), then)
        return plain.private(request, "Error: Sign in", parts.sign_in_form(PLAIN, form), status=422)
    await allowance.spend(request, "sign_in", mailbox=mailbox)
    async with db.transaction() as session:
        await sign_in.ask(session, mailbox, home=site.of(request).origin, then=then)
    return plain.go(urls.sign_in_sent())


async def sent(request: Request) -> Response:
    """What to do now."""
    return plain.private(request, "Look in your mail", parts.link_sent(PLAIN))


async def look(request: Request) -> Response:
    """The page of a link: one button. Programs that merely open links change nothing (TRUST T12)."""
    token = fields.token(request)
    then = own_path(request.query_params.get("then", ""))
    try:
        async with db.reading() as session:
            proof = await tokens.look(session, token, sign_in.PURPOSE)
    except BadLink:
        return bad_link(request)
    return plain.private(request, "Sign in", parts.confirm(PLAIN, whom=proof.mailbox, token=token, then=then))


async def confirm(request: Request) -> Response:
    """Signs the browser in, with a cookie it never had before (TRUST T8)."""
    given = await fields.read(request)
    origin = site.of(request).origin
    try:
        async with db.transaction() as session:
            before = signed_in.secret_of(request)
            entry = await sign_in.confirm(session, given.get("token", ""), before=before)
    except BadLink:
        return bad_link(request)
    answer = plain.go(own_path(given.get("then", "")) or urls.mine())
    session_cookie.give(answer, entry.secret, seconds=entry.seconds, origin=origin)
    return answer


async def offer_sign_out(request: Request) -> Response:
    """For who types the address: the buttons."""
    return plain.private(request, "Sign out", parts.sign_out_page(PLAIN))


async def sign_out(request: Request) -> Response:
    """Ends this browser's sign-in, or all of whoever it belongs to."""
    given = await fields.read(request)
    async with db.transaction() as session:
        await sign_in.end(session, signed_in.secret_of(request), everywhere="everywhere" in given)
    answer = plain.go(urls.finder())
    session_cookie.take_back(answer, origin=site.of(request).origin)
    return answer


def bad_link(request: Request) -> Response:
    """The same page for every link that is not good."""
    return plain.private(request, BadLink.title, parts.bad_link(PLAIN, BadLink.title), status=BadLink.status)
