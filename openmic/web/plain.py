"""Pages without any script: the same frame and parts, as one document."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from openmic import errors
from openmic.adapters.html import PLAIN, Node, document, trusted
from openmic.parts.frame import frame
from openmic.web import site
from openmic.web.client import Styles, letting_in, source
from openmic.web.head import Head, tags

h = PLAIN

# For one person's eyes: kept nowhere, and no other site learns its address (docs/decisions/0011).
PERSONAL = {"cache-control": "no-store", "referrer-policy": "same-origin"}

Answer = Callable[[Request], Awaitable[Response]]


def respond(
    head: Head, content: Node, *, styles: Styles, status: int = 200, script: str = ""
) -> HTMLResponse:
    """A whole plain page. `script` is a line of our own that it runs, and the only one it may."""
    last = trusted(f"<script>{script}</script>") if script else None
    page = whole(head, frame(h, content), styles=styles, last=last)
    policy = styles.policy(source(script)) if script else styles.policy()
    policy = letting_in(policy, head.widget)
    return HTMLResponse(page, status, headers={"content-security-policy": policy})


def whole(head: Head, body: Node, *, styles: Styles, last: Node = None) -> str:
    """A document; `last` stands at the end of its head."""
    page = h.html(
        h.head(
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title(head.title),
            trusted(tags(head)),
            trusted(styles.tag),
            last,
        ),
        h.body(body),
        lang="en-GB",
    )
    return document(page)


def private(
    request: Request, title: str, content: Node, *, status: int = 200, script: str = "", widget: str = ""
) -> HTMLResponse:
    """A whole plain page that is meant for one person, and for no search to find."""
    whole = title if "OpenMic" in title else f"{title} · OpenMicOxfordshire"
    head = Head(whole, is_indexed=False, widget=widget)
    styles = site.of(request).client.styles
    response = respond(head, content, styles=styles, status=status, script=script)
    response.headers.update(PERSONAL)
    return response


def asking_to_wait(response: Response, refusal: errors.Refusal | None) -> Response:
    """The same answer, which also tells programs when to try again, if that is why it refuses (RFC 9110 10.2.3)."""
    if isinstance(refusal, errors.TooMany):
        response.headers["retry-after"] = str(refusal.retry_after)
    if isinstance(refusal, errors.Unavailable):
        response.headers["retry-after"] = "5"
    return response


def go(address: str) -> RedirectResponse:
    """On to another page after a form, so that reloading sends nothing twice."""
    return RedirectResponse(address, 303, headers=PERSONAL)


def either(*, show: Answer, act: Answer) -> Answer:
    """One address with a page (GET) and what its form does (POST)."""

    async def answer(request: Request) -> Response:
        return await (act if request.method == "POST" else show)(request)

    return answer
