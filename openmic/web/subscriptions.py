"""`/subscriptions/`, the page of the link in each weekly mail, and `/unsubscribe/`, which leaves it."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import subscriptions, wishes
from openmic.parts.subscriptions import leaving_page, left_page, subscriptions_page
from openmic.views import subscription as views
from openmic.web import fields, plain

TITLE = "Your weekly mail"
LEFT = "No more weekly mail"
TRIES = 3  # the week's mail may just be being written, and a mail program asks once only


async def show(request: Request) -> Response:
    """All one mailbox gets."""
    return await _page(request, news=request.query_params.get("news", ""))


async def act(request: Request) -> Response:
    """What a form of that page does, named by its address; then the page says so."""
    known = {"add": _add, "change": _change, "leave": _leave, "pause": _pause, "start": _start}
    doing = known.get(request.path_params["act"])
    if not doing:
        raise errors.NotFound
    return await doing(request)


async def ask(request: Request) -> Response:
    """One button. Looking changes nothing (TRUST T12)."""
    secret = fields.token(request)
    async with db.reading() as session:
        if await subscriptions.has_left(session, secret):
            return plain.private(request, LEFT, left_page(PLAIN))
    return plain.private(request, "Stop the weekly mail?", leaving_page(PLAIN, secret))


async def leave(request: Request) -> Response:
    """Leaves at once, whoever sends it: a person, or a mail program on their word (RFC 8058). No body is read,
    and nothing redirects.
    """
    for tries_left in range(TRIES - 1, -1, -1):
        try:
            async with db.transaction() as session:
                await subscriptions.leave_by_link(session, fields.token(request))
            break
        except errors.Busy:
            if not tries_left:
                raise
    return plain.private(request, LEFT, left_page(PLAIN))


async def _add(request: Request) -> Response:
    given, kinds = await fields.read_ticked(request, "category")
    choice, form = views.check_choice(given.get("town", ""), kinds)
    if not choice:
        return await _page(request, which=form, status=422)
    async with db.transaction() as session:
        news = await wishes.add(session, fields.token(request), choice)
    return _said(request, news)


async def _change(request: Request) -> Response:
    given = await fields.read(request)
    kind = given.get("category", "")
    choice, _ = views.check_choice(given.get("town", ""), (kind,) if kind else ())
    if not choice:
        return await _page(request, status=422, trouble=f"{views.NOT_A_TOWN} {views.NOT_A_KIND}")
    async with db.transaction() as session:
        news = await wishes.change(session, fields.token(request), _wish(given), choice)
    return _said(request, news)


async def _leave(request: Request) -> Response:
    given = await fields.read(request)
    async with db.transaction() as session:
        news = await wishes.leave(session, fields.token(request), _wish(given))
    return _said(request, news) if news else plain.go(urls.unsubscribe(fields.token(request)))


async def _pause(request: Request) -> Response:
    async with db.transaction() as session:
        return _said(request, await wishes.pause(session, fields.token(request)))


async def _start(request: Request) -> Response:
    async with db.transaction() as session:
        return _said(request, await wishes.start(session, fields.token(request)))


def _said(request: Request, news: str) -> Response:
    return plain.go(urls.subscriptions(fields.token(request), news=news))


def _wish(given: dict[str, str]) -> UUID | None:
    try:
        return UUID(given.get("wish", ""))
    except ValueError:
        return None


async def _page(
    request: Request,
    *,
    news: str = "",
    which: views.ChoiceForm | None = None,
    status: int = 200,
    trouble: str = "",
) -> Response:
    async with db.reading() as session:
        page = await wishes.look(session, fields.token(request), news=news)
    content = subscriptions_page(PLAIN, page, which or views.choice_form(), trouble=trouble)
    return plain.private(request, TITLE if status == 200 else f"Error: {TITLE}", content, status=status)
