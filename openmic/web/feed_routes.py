"""The feeds, and the page that explains them: kept ready like every public page."""

from starlette.routing import Route

from openmic import urls
from openmic.web import feeds, keep_up

READ = ["GET", "HEAD", "OPTIONS"]
FEEDS = [
    Route("/feeds/", keep_up.show),
    Route(urls.feed("json"), feeds.for_programs(feeds.as_json), methods=READ),
    Route(urls.feed("ics"), feeds.for_programs(feeds.as_calendar), methods=READ),
    Route(urls.feed("atom"), feeds.for_programs(feeds.as_atom), methods=READ),
    Route(urls.json_feed(), feeds.for_programs(feeds.as_json_feed), methods=READ),
    Route(urls.openapi(), feeds.for_programs(feeds.description), methods=READ),
]
