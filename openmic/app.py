"""The composition root of the live world: its pages, its guards, what it does when something goes wrong."""

import reflex as rx
import structlog

from openmic import urls
from openmic.pages import detail, finder, queue, submission
from openmic.state.access import Guard
from openmic.state.detail import DetailState
from openmic.state.finder import FinderState
from openmic.state.messages import keep_door
from openmic.state.queue import QueueState, Secrecy
from openmic.state.submission import SubmissionState

log = structlog.get_logger()


def note(exception: Exception) -> None:
    """A fault in a handler goes to the log; the page stays as it is."""
    log.error("handler failed", exc_info=exception)


def note_report(exception: Exception) -> None:
    """A fault in a visitor's page, in the page's words: anybody can send them, so no more than a short warning."""
    log.warning("page failed", report=str(exception)[:1000])


app = rx.App(
    app_wraps={},
    toaster=None,
    head_components=[],
    backend_exception_handler=note,
    frontend_exception_handler=note_report,
    html_lang="en-GB",
    reset_style=False,
)
app.add_middleware(Guard())
app.add_middleware(Secrecy())
keep_door(app)
for route in ("/", "/towns/[town]", "/venues/[venue]", *(f"/{slug}" for slug in urls.NEAR_SLUGS)):
    app.add_page(finder.page, route=route, title=finder.TITLE, on_load=FinderState.look)
app.add_page(detail.page, route="/e/[night]", title=detail.TITLE, on_load=DetailState.look)
app.add_page(submission.page, route="/submit", title=submission.TITLE, on_load=SubmissionState.look)
app.add_page(
    queue.page,
    route="/moderation",
    title=queue.TITLE,
    on_load=QueueState.look,  # pyright: ignore[reportArgumentType]  (guarded by role)
)
