"""`/dev/mailbox/`: what a development site has written to people. A public site has no such addresses."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from openmic import db, errors, settings
from openmic.adapters.html import PLAIN
from openmic.adapters.mail_making import Sender
from openmic.domain import mailbox
from openmic.parts.mailbox import mail_page
from openmic.parts.mailbox import mailbox as mailbox_part
from openmic.views.mailbox import MailPage
from openmic.web import plain

# Nothing in a mail runs or is fetched, and only the page around it may show it in a frame. A browser that
# knows frame-ancestors obeys it rather than X-Frame-Options, which stays DENY (CSP3 section 6.4.2).
FRAMED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
UNSEEN = {"cache-control": "no-store"}


async def show(request: Request) -> Response:
    """The newest mails."""
    async with db.reading() as session:
        mails = await mailbox.latest(session)
    return plain.private(request, "Mailbox", mailbox_part(PLAIN, mails))


async def show_one(request: Request) -> Response:
    """One mail."""
    mail = await _find(request)
    response = plain.private(request, mail.subject, mail_page(PLAIN, mail))
    response.headers["content-security-policy"] += "; frame-src 'self'"
    return response


async def show_html(request: Request) -> Response:
    """One mail's page as it was written, in a box nothing gets out of."""
    mail = await _find(request)
    return HTMLResponse(mail.html, headers={"content-security-policy": FRAMED, **UNSEEN})


async def _find(request: Request) -> MailPage:
    try:
        mail_id = UUID(request.path_params["mail"])
    except ValueError:
        raise errors.NotFound from None
    sender = Sender.of(settings.current())
    async with db.reading() as session:
        return await mailbox.find(session, mail_id, sender=sender)
