"""`/sitemap.xml` (sitemaps.org) and `/robots.txt` (RFC 9309): what search engines may find, and what they need not."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from openmic import db, errors
from openmic.domain import sitemap
from openmic.web import site

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Forms, and what is for one person or one program. Pages that nobody should find say so themselves as well.
PRIVATE = (
    "/submit/sent/", "/verify-email/", "/manage/", "/my/", "/sign-in/", "/sign-out/", "/complaint/",
    "/subscribe/", "/subscriptions/", "/unsubscribe/", "/digest/", "/messages/", "/moderation/",
    "/privacy/data/", "/privacy/request/", "/privacy/erased/", "/embed/", "/events/",
    "/e/*/report", "/e/*/contact", "/e/*/poster/", "/dev/", "/healthz", "/readiness", "/_event",
)  # fmt: skip


async def show(request: Request) -> Response:
    """Every page, or where there are too many for a file, every file."""
    here = site.of(request)
    async with db.reading() as session:
        files = await sitemap.files(session)
        entries = await sitemap.entries(session) if files == 1 else []
    if files == 1:
        return _pages(here, entries)
    parts = ((here.absolute(f"/sitemap-{number}.xml"), None) for number in range(1, files + 1))
    return _xml("sitemapindex", "sitemap", parts)


async def part(request: Request) -> Response:
    """One file of several."""
    number = re.fullmatch("[1-9][0-9]{0,3}", request.path_params["number"])
    if not number:
        raise errors.NotFound
    async with db.reading() as session:
        entries = await sitemap.entries(session, int(number[0]))
    return _pages(site.of(request), entries)


async def robots(request: Request) -> Response:
    """Where robots need not look."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    return PlainTextResponse(
        "\n".join([*lines, "", f"Sitemap: {site.of(request).absolute('/sitemap.xml')}", ""])
    )


def _pages(here: site.Site, entries: Iterable[sitemap.Entry]) -> Response:
    return _xml("urlset", "url", ((here.absolute(one.path), one.changed_at) for one in entries))


def _xml(whole: str, one: str, found: Iterable[tuple[str, datetime | None]]) -> Response:
    text = "".join(f"<{one}><loc>{escape(address)}</loc>{_changed(at)}</{one}>\n" for address, at in found)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{NAMESPACE}">\n'
    return Response(f"{head}{text}</{whole}>\n", media_type="application/xml")


def _changed(at: datetime | None) -> str:
    return f"<lastmod>{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if at else ""
