"""Pages without any script: the same frame and parts, as one document."""

from starlette.requests import Request
from starlette.responses import HTMLResponse

from openmic.adapters.html import PLAIN, Node, document, trusted
from openmic.parts.frame import frame
from openmic.web import site
from openmic.web.client import Styles, source
from openmic.web.head import Head, tags

h = PLAIN
PRIVATE = {"cache-control": "no-store", "referrer-policy": "no-referrer"}


def respond(
    head: Head, content: Node, *, styles: Styles, status: int = 200, script: str = ""
) -> HTMLResponse:
    """A whole plain page. `script` is a line of our own that it runs, and the only one it may."""
    page = h.html(
        h.head(
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title(head.title),
            trusted(tags(head)),
            trusted(styles.tag),
            trusted(f"<script>{script}</script>") if script else None,
        ),
        h.body(frame(h, content)),
        lang="en-GB",
    )
    policy = styles.policy(source(script)) if script else styles.policy()
    return HTMLResponse(document(page), status, headers={"content-security-policy": policy})


def private(
    request: Request, title: str, content: Node, *, status: int = 200, script: str = ""
) -> HTMLResponse:
    """A page that is one person's own: kept by nobody, found by no search, and its address told to no other site."""
    head = Head(title if "OpenMic" in title else f"{title} · OpenMicOxfordshire", is_indexed=False)
    styles = site.of(request).client.styles
    response = respond(head, content, styles=styles, status=status, script=script)
    response.headers.update(PRIVATE)
    return response
