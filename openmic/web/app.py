"""The plain world's route table, in one screen."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette_compress import CompressMiddleware

from openmic import urls
from openmic.errors import Refusal
from openmic.web import errors, event, finder, health
from openmic.web.site import Site

ROUTES = [
    Route("/", finder.show),
    Route("/towns/{town}/", finder.show),
    Route("/venues/{venue}/", finder.show),
    *(Route(f"/{slug}/", finder.show) for slug in urls.NEAR_SLUGS),
    Route("/e/{event}/", event.show),
    Route("/e/{event}/event.ics", event.calendar),
    Route("/healthz", health.alive),
    Route("/readiness", health.ready),
]


def build(site: Site) -> Starlette:
    """The application that answers every address but the websocket's and the files'."""
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(CompressMiddleware, minimum_size=1000)],
        exception_handlers={
            Refusal: errors.refused,
            HTTPException: errors.not_routed,
            Exception: errors.failed,
        },
    )
    app.router.redirect_slashes = False  # ours keep the address relative, whatever host was sent
    app.state.site = site
    return app
