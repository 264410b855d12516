"""From a week's mail to a night, counted without a word of who; and how that mail looks, for moderators."""

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from openmic import db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import digests
from openmic.parts.digest_preview import digest_preview
from openmic.parts.moderation_frame import DIGEST, UPKEEP, upkeep_nav
from openmic.views import digest_preview as previews
from openmic.views import weeks
from openmic.views.digest import Digest
from openmic.views.edition import Wish
from openmic.web import moderation_frame as frame
from openmic.web import plain, site
from openmic.web.mailbox import FRAMED, UNSEEN
from openmic.web.visitor import may_count


async def follow(request: Request) -> Response:
    """On to the night. Counts one, but for who would not be counted, and never keeps a visitor waiting for that."""
    week, event_id = request.path_params["week"], frame.night_id(request)
    try:
        weeks.monday(week)
    except ValueError:
        raise errors.NotFound from None
    if request.method == "GET" and may_count(request.headers):
        with suppress(errors.Unavailable):
            async with db.transaction() as session:
                await digests.follow(session, week, event_id)
    return plain.go(urls.event(event_id))


async def show_preview(request: Request) -> Response:
    """The weekly mail as it would be just now, for the town and kind of the address."""
    await frame.moderator(request)
    wish, letter = await _look(request)
    shown = previews.page(wish, letter, size=len(digests.page(letter).encode()) if letter else 0)
    content = [upkeep_nav(PLAIN, DIGEST), digest_preview(PLAIN, shown)]
    response = await frame.page(request, "Weekly mail", UPKEEP, content)
    response.headers["content-security-policy"] += "; frame-src 'self'"
    return response


async def show_preview_html(request: Request) -> Response:
    """Its page as it is mailed, in a box nothing gets out of."""
    await frame.moderator(request)
    _, letter = await _look(request)
    text = digests.page(letter) if letter else ""
    return HTMLResponse(text, headers={"content-security-policy": FRAMED, **UNSEEN})


async def _look(request: Request) -> tuple[Wish, Digest | None]:
    said = request.query_params
    async with db.reading() as session:
        wish = await digests.wish_for(session, said.get("town", ""), said.get("category", ""))
        return wish, await digests.preview_of(session, [wish], home=site.of(request).origin)
