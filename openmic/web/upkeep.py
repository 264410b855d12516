"""`/moderation/jobs/` and `/moderation/mail/`: how the site keeps itself going, for moderators."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import unsent, upkeep
from openmic.parts.jobs import jobs
from openmic.parts.moderation_frame import UPKEEP
from openmic.parts.unsent import unsent_mail
from openmic.web import moderation_frame as frame
from openmic.web import plain, site


async def show_jobs(request: Request) -> Response:
    """What is done by the clock."""
    await frame.moderator(request)
    async with db.reading() as session:
        page = await upkeep.look(session, site.of(request).plans)
    return await frame.page(request, "Jobs", UPKEEP, jobs(PLAIN, page))


async def show_mail(request: Request) -> Response:
    """Mail that has not been sent."""
    await frame.moderator(request)
    async with db.reading() as session:
        page = await unsent.look(session, news=request.query_params.get("news", ""))
    return await frame.page(request, "Mail that was not sent", UPKEEP, unsent_mail(PLAIN, page))


async def resend(request: Request) -> Response:
    """Tries one again."""
    by, mail = await frame.moderator(request), frame.id_of(request.path_params["mail"])
    try:
        async with db.transaction() as session:
            await unsent.resend(session, mail, by)
    except errors.NotFound:
        return _back("decided")
    return _back("resent")


async def drop(request: Request) -> Response:
    """Sends one to nobody."""
    by, mail = await frame.moderator(request), frame.id_of(request.path_params["mail"])
    try:
        async with db.transaction() as session:
            await unsent.drop(session, mail, by)
    except errors.NotFound:
        return _back("decided")
    return _back("dropped")


def _back(news: str) -> Response:
    return plain.go(f"{urls.mail()}?news={news}")
