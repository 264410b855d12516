"""Pages without any script: the same frame and parts, as one document."""

from starlette.responses import HTMLResponse

from openmic.adapters.html import PLAIN, Node, document, trusted
from openmic.parts.frame import frame
from openmic.web.client import Styles
from openmic.web.head import Head, tags

h = PLAIN


def respond(head: Head, content: Node, *, styles: Styles, status: int = 200) -> HTMLResponse:
    """A whole plain page."""
    page = h.html(
        h.head(
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title(head.title),
            trusted(tags(head)),
            trusted(styles.tag),
        ),
        h.body(frame(h, content)),
        lang="en-GB",
    )
    return HTMLResponse(document(page), status, headers={"content-security-policy": styles.policy()})
