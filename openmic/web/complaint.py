"""`/complaint/`: complaining about how personal data are handled; `/moderation/complaints/`: an admin's answers."""

from dataclasses import replace
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import complaints
from openmic.domain.decision import Decided
from openmic.parts import complaint as parts
from openmic.parts import complaints_desk as desk
from openmic.parts.moderation_frame import UPKEEP
from openmic.views import complaint as views
from openmic.views.complaint import ComplaintForm
from openmic.views.people import Person
from openmic.views.report import as_reference
from openmic.web import allowance, fields, plain, site
from openmic.web import moderation_frame as frame

TITLE = "Complain about personal data"


async def show(request: Request) -> Response:
    """An empty form."""
    return _page(request, ComplaintForm(key=str(uuid4())))


async def send(request: Request) -> Response:
    """Keeps a complaint, or says what is wrong with it beside each box, with all that was typed."""
    given = await fields.read(request)
    said, form = views.check(given)
    key = fields.key(given)
    form = replace(form, key=str(key))
    if said is None:
        return _page(request, form, status=422)
    try:
        await allowance.spend(request, "complaint", mailbox=said.mailbox)
    except errors.TooMany as refusal:
        return _page(request, form, status=refusal.status, refusal=refusal)
    is_robot = bool(given.get("website"))
    async with db.transaction() as session:
        named = await complaints.take_in(
            session, said, key=key, is_robot=is_robot, home=site.of(request).origin
        )
    return plain.go(urls.complaint(named))


async def sent(request: Request) -> Response:
    """What happens next: the same for every complaint."""
    named = as_reference(request.query_params.get("reference", ""))
    return plain.private(request, "We have your complaint", parts.complaint_sent(PLAIN, named))


async def show_all(request: Request) -> Response:
    """All of them, for admins."""
    if await _admin(request) is None:
        return await _only_admins(request)
    async with db.reading() as session:
        page = await complaints.look(session, news=request.query_params.get("news", ""))
    return await frame.page(request, "Complaints", UPKEEP, desk.complaints(PLAIN, page))


async def answer(request: Request) -> Response:
    """Mails an admin's answer; then back to all of them."""
    person = await _admin(request)
    if person is None:
        return await _only_admins(request)
    complaint_id = frame.id_of(request.path_params["complaint"])
    typed = (await fields.read(request)).get(views.box(complaint_id), "")
    outcome, field = views.check_answer(typed)
    if not outcome:
        async with db.reading() as session:
            page = await complaints.look(session, wrong=(complaint_id, field))
        return await frame.page(request, "Complaints", UPKEEP, desk.complaints(PLAIN, page), status=422)
    try:
        async with db.transaction() as session:
            await complaints.answer(session, complaint_id, outcome, person, home=site.of(request).origin)
    except Decided:
        return plain.go(urls.complaints() + "?news=decided")
    return plain.go(urls.complaints() + "?news=answered")


async def _admin(request: Request) -> Person | None:
    """The admin who asks; None for a moderator. Raises NotSignedIn or NotAllowed for everybody else."""
    person = await frame.moderator(request)
    return person if person.may_act_as("admin") else None


async def _only_admins(request: Request) -> Response:
    content = desk.only_admins(PLAIN)
    return await frame.page(request, "Complaints are for admins", UPKEEP, content, status=403)


def _page(
    request: Request, form: ComplaintForm, *, status: int = 200, refusal: errors.TooMany | None = None
) -> Response:
    trouble = refusal.in_form if refusal else ""
    title = TITLE if status == 200 else f"Error: {TITLE}"
    response = plain.private(
        request, title, parts.complaint_page(PLAIN, form, trouble=trouble), status=status
    )
    return plain.asking_to_wait(response, refusal)
