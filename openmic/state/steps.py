"""Steps from page to page inside the live site, counted as the pages they are (web/counting.py).

A document that is loaded, and a line that comes back, send their address along as they connect: that was counted as a
request. A step sends it as a message of its own, and is one when it leads to another path: words typed into the search
change the query only.
"""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers

from openmic import settings
from openmic.web.counting import is_public, note_page
from openmic.web.visitor import may_count

STEP = "on_load_internal"  # what Reflex's client sends as it goes to another page


class Steps:
    """Where each websocket is."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}

    def begin(self, sid: str, message: Any) -> None:
        """A page has come alive, or is so again."""
        self.paths[sid] = _path(message)

    def follow(self, sid: str, message: Any, environ: Mapping[str, Any] | None) -> None:
        """A message of a page: counts it if it is a step. `environ` is what came as the websocket was opened."""
        if message["name"].rpartition(".")[2] != STEP or not environ:
            return
        before, path = self.paths.get(sid), _path(message)
        self.paths[sid] = path
        scope = environ["asgi.scope"]
        if path != before and path.endswith("/") and is_public(path) and may_count(Headers(scope=scope)):
            note_page(scope, path, hops=settings.current().trusted_proxy_hops)

    def end(self, sid: str) -> None:
        """The websocket has closed."""
        self.paths.pop(sid, None)


def _path(message: Any) -> str:
    whole = message["router_data"].get("asPath", "") if message else ""
    return whole.partition("?")[0].partition("#")[0]
