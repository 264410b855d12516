"""The composition root of the live world: its pages, its guard, what it does when something goes wrong."""

import reflex as rx
import structlog

from openmic.pages import detail, finder
from openmic.state.access import Guard
from openmic.state.detail import DetailState
from openmic.state.finder import FinderState

log = structlog.get_logger()


def note(exception: Exception) -> None:
    """A fault in a handler goes to the log; the page stays as it is."""
    log.error("handler failed", exc_info=exception)


app = rx.App(
    app_wraps={},
    toaster=None,
    head_components=[],
    backend_exception_handler=note,
    html_lang="en-GB",
    reset_style=False,
)
app.add_middleware(Guard())
app.add_page(finder.page, route="/", title=finder.TITLE, on_load=FinderState.look)
app.add_page(finder.page, route="/towns/[town]", title=finder.TITLE, on_load=FinderState.look)
app.add_page(detail.page, route="/e/[night]", title=detail.TITLE, on_load=DetailState.look)
