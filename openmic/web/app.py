"""The plain world: its route table, and what stands around it."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette_compress import CompressMiddleware, add_compress_type

from openmic import urls
from openmic.errors import Refusal
from openmic.views import directory as places
from openmic.views import selection
from openmic.web import (
    directory,
    errors,
    event,
    feed_routes,
    finder,
    health,
    mailbox,
    media,
    moderation_routes,
    policies,
    sitemap,
    visitor_routes,
)
from openmic.web.cache import PageCache
from openmic.web.site import Site

# The same for everybody, made from the address alone: kept ready to send (web/cache.py).
PAGES = [
    Route("/", finder.show),
    Route("/towns/", directory.towns),
    Route("/venues/", directory.venues),
    Route("/towns/{town}/", finder.show),
    Route("/venues/{venue}/", finder.show),
    *(Route(f"/{slug}/", finder.show) for slug in urls.NEAR_SLUGS),
    Route("/e/{event}/", event.show),
    Route("/e/{event}/event.ics", event.calendar),
    *(Route(urls.policy(name), policies.show) for name in urls.POLICIES),
    *visitor_routes.EMBEDS,
    *feed_routes.FEEDS,
    Route("/sitemap.xml", sitemap.show),
    Route("/sitemap-{number}.xml", sitemap.part),
    Route("/robots.txt", sitemap.robots),
]
ROUTES = [
    *PAGES,
    *visitor_routes.ROUTES,
    *moderation_routes.ROUTES,
    Route("/media/{file}", media.show),
    Route("/healthz", health.alive),
    Route("/readiness", health.ready),
]
# A development site's own; elsewhere these addresses do not exist.
DEV_ROUTES = [
    Route("/dev/mailbox/", mailbox.show),
    Route("/dev/mailbox/{mail}/", mailbox.show_one),
    Route("/dev/mailbox/{mail}/html", mailbox.show_html),
]


def build(site: Site, *, debug: bool = False) -> Starlette:
    """The application that answers every address but the websocket's and the files'."""
    app = Starlette(
        routes=[*ROUTES, *(DEV_ROUTES if debug else ())],
        middleware=[Middleware(CompressMiddleware, minimum_size=1000, zstd_level=5)],
        exception_handlers={
            Refusal: errors.refused,
            HTTPException: errors.not_routed,
            Exception: errors.failed,
        },
    )
    add_compress_type("application/feed+json")  # which the library has not heard of
    app.router.redirect_slashes = False  # ours keep the address relative, whatever host was sent
    app.state.site = site
    return app


def kept(app: Starlette, *, size: int) -> PageCache:
    """The application with up to `size` bytes of pages kept before it; it must be told of changes."""
    addresses = [route.path_regex for route in PAGES]
    fields = {*selection.FIELDS, *places.FIELDS}
    return PageCache(app, addresses=addresses, fields=fields, size=size)
