"""Every way of saying no, as a page in the site's look, with the true status."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match

from openmic import errors, urls
from openmic.adapters.html import PLAIN
from openmic.parts.missing import missing
from openmic.parts.sign_in import sign_in_button
from openmic.views.path import own_path
from openmic.web import plain, site
from openmic.web.head import Head

BY_STATUS = {kind.status: kind for kind in (errors.NotFound, errors.MethodNotAllowed, errors.TooLarge)}

# The drawing of a refusal, and whether asking again may help.
MARKS = {
    errors.Gone.status: ("stage", False),
    errors.Unexpected.status: ("string", True),
    errors.Unavailable.status: ("string", True),
}


def page(request: Request, refusal: errors.Refusal) -> Response:
    """The page of a refusal."""
    here = site.of(request)
    head = Head(f"{refusal.title} · OpenMicOxfordshire", is_indexed=False)
    mark, again = MARKS.get(refusal.status, ("unplugged", False))
    way = sign_in_button(PLAIN) if isinstance(refusal, errors.NotSignedIn) else None
    content = missing(
        PLAIN, refusal.title, refusal.advice, mark=mark, again=again, way=way, ways=refusal.ways
    )
    response = plain.respond(head, content, styles=here.client.styles, status=refusal.status)
    return plain.asking_to_wait(response, refusal)


async def refused(request: Request, refusal: Exception) -> Response:
    """For a Refusal a route raised."""
    assert isinstance(refusal, errors.Refusal)  # noqa: S101  (Starlette calls it for nothing else)
    if isinstance(refusal, errors.NotSignedIn) and request.method in ("GET", "HEAD"):
        query = f"?{request.url.query}" if request.url.query else ""
        return plain.go(urls.sign_in(own_path(request.url.path + query)))
    return page(request, refusal)


async def not_routed(request: Request, problem: Exception) -> Response:
    """For what Starlette itself refuses: no such address, or not that method."""
    assert isinstance(problem, HTTPException)  # noqa: S101
    if problem.status_code == errors.NotFound.status and (better := with_slash(request)):
        return RedirectResponse(better, 308)
    response = page(request, BY_STATUS.get(problem.status_code, errors.Refusal)())
    response.headers.update(problem.headers or {})
    return response


async def failed(request: Request, problem: Exception) -> Response:
    """For a fault of ours. What it was goes to the log, by Starlette."""
    return page(request, errors.Unexpected())


def with_slash(request: Request) -> str:
    """The canonical address when only the slash at the end is missing, else empty."""
    path = request.url.path + "/"
    if path.startswith("//") or path.endswith("//"):
        return ""
    scope = dict(request.scope) | {"path": path}
    if any(route.matches(scope)[0] == Match.FULL for route in request.app.router.routes):
        return path + (f"?{request.url.query}" if request.url.query else "")
    return ""
