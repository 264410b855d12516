"""`/e/<uuid>/report/`: saying that something is wrong with a listing, and a moderator's decision about it."""

from contextlib import suppress
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import decision, listings, reports
from openmic.domain.decision import Decision
from openmic.parts.report import report_page, reported_page
from openmic.views import queue_address, report
from openmic.views.detail import ListingDetail
from openmic.views.report import ReportForm
from openmic.web import allowance, fields, plain, signed_in, site, visitor
from openmic.web import moderation_frame as frame

TITLE = "Report this listing"
EMPTY = ReportForm()


async def show(request: Request) -> Response:
    """The form. 404 and 410 as the night's own page."""
    event_id = urls.event_id(request.url.path)
    if not request.url.path.endswith("/"):
        return RedirectResponse(urls.report(event_id, is_form=True), 308)
    async with db.reading() as session:
        night = await listings.find(session, event_id, origin=site.of(request).origin)
    return _page(request, event_id, night, EMPTY)


async def send(request: Request) -> Response:
    """Keeps a report, or says beside each box what is wrong with it, with all that was typed."""
    event_id = urls.event_id(request.url.path)
    form = report.check(await fields.read(request))
    if form.said is None:
        return await _again(request, event_id, form, status=422)
    try:
        night = f"{event_id}:{form.said.reason}"
        await allowance.spend(request, "report", mailbox=form.said.mailbox, night=night)
    except errors.TooMany as refusal:
        answer = await _again(request, event_id, form, trouble=refusal.in_form, status=refusal.status)
        return plain.asking_to_wait(answer, refusal)
    ip = allowance.visitor_of(request)
    async with db.transaction() as session:
        report_id = await reports.take_in(
            session,
            event_id,
            form.said,
            ip=ip,
            visitor=visitor.group(ip),
            home=site.of(request).origin,
        )
    return plain.go(urls.reported(event_id, report.reference(report_id)))


async def sent(request: Request) -> Response:
    """The acknowledgement: the same for every report."""
    urls.event_id(request.url.path)
    reference = report.as_reference(request.query_params.get("reference", ""))
    return plain.private(request, "We have your report", reported_page(PLAIN, reference))


async def decide(request: Request) -> Response:
    """A moderator's decision about one report; then back to the queue, with the news and at its night."""
    person = await signed_in.require(request, role="moderator")
    here = queue_address.read(request.query_params)
    is_right = request.url.path.endswith("/review")
    try:
        async with db.transaction() as session:
            made = Decision(person, site.of(request).origin)
            event_id = await reports.decide(
                session, frame.id_of(request.path_params["report"]), made, is_right=is_right
            )
    except decision.Decided:
        return plain.go(queue_address.afterwards(here, news="report-decided"))
    except errors.NotFound:
        return plain.go(queue_address.afterwards(here, news="gone"))
    news = "report-right" if is_right else "report-dismissed"
    return plain.go(queue_address.afterwards(here, news=news, item=str(event_id)))


async def _again(
    request: Request, event_id: UUID, form: ReportForm, *, status: int, trouble: str = ""
) -> Response:
    night: ListingDetail | None = None
    async with db.reading() as session:
        with suppress(listings.LookedAt):  # another report was quicker: this one is wanted as well
            night = await listings.find(session, event_id, origin=site.of(request).origin)
    return _page(request, event_id, night, form, trouble=trouble, status=status)


def _page(
    request: Request,
    event_id: UUID,
    night: ListingDetail | None,
    form: ReportForm,
    *,
    trouble: str = "",
    status: int = 200,
) -> Response:
    content = report_page(PLAIN, urls.report(event_id), night, form, trouble=trouble)
    title = TITLE if status == 200 else f"Error: {TITLE}"
    return plain.private(request, title, content, status=status)
