"""The feeds as an OpenAPI 3.1 document, from the same definitions that read their queries."""

from typing import Any

from openmic import urls
from openmic.views.criteria import CATEGORIES, NEAR, WORDS_AT_MOST
from openmic.views.feed import IN_A_CALENDAR, PER_PAGE
from openmic.views.feed_schemas import SCHEMAS

Part = dict[str, Any]

ABOUT = f"""Upcoming open-mic nights in Oxfordshire, each checked by a person. Anybody may read them, from any site,
without a key.

Every feed takes the same fields, those of the finder's own address; without any it has every night. Nights are in
order of start, and stay until they are over; a cancelled one too, marked. Feeds of pages have up to {PER_PAGE} nights
each, the calendar up to {IN_A_CALENDAR:,}.

Keys stay as they are; there may be more of them one day. A value we do not know is refused: 400, or 404 for a town or
venue, with a problem document that names each field. Fields we do not know are left out of account.

Please ask with `If-None-Match` and the last `ETag`: the answer is 304 until something changes."""
SLUG = "^[a-z0-9-]{1,160}$"


def document(origin: str) -> Part:
    """The whole description; `origin` is the site's public address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OpenMicOxfordshire feeds",
            "version": "1",
            "summary": "Upcoming open-mic nights as JSON, iCalendar, Atom and JSON Feed",
            "description": ABOUT,
        },
        "servers": [{"url": origin}],
        "paths": {
            urls.feed("json"): _feed(
                "nights", "Upcoming nights as JSON", "application/json", {"$ref": "#/components/schemas/Feed"}
            ),
            urls.json_feed(): _feed(
                "jsonFeed",
                "The same as a JSON Feed",
                "application/feed+json",
                {"$ref": "#/components/schemas/JsonFeed"},
            ),
            urls.feed("atom"): _feed(
                "atom", "The same as Atom (RFC 4287)", "application/atom+xml", {"type": "string"}
            ),
            urls.feed("ics"): _feed(
                "calendar",
                "All of them as a calendar (RFC 5545)",
                "text/calendar",
                {"type": "string", "pattern": "^BEGIN:VCALENDAR"},
            ),
        },
        "components": {
            "parameters": {one["name"]: one for one in PARAMETERS},
            "responses": {"Refused": _refused()},
            "schemas": SCHEMAS,
        },
    }


def _feed(name: str, summary: str, kind: str, schema: Part) -> Part:
    refused = {"$ref": "#/components/responses/Refused"}
    tag = {"description": "Send it back as `If-None-Match`.", "schema": {"type": "string"}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [{"$ref": f"#/components/parameters/{one['name']}"} for one in PARAMETERS],
            "responses": {
                "200": {
                    "description": summary,
                    "headers": {"ETag": tag},
                    "content": {kind: {"schema": schema}},
                },
                "304": {"description": "Nothing has changed since."},
                "400": refused,
                "404": refused,
                "503": refused,
            },
        }
    }


def _refused() -> Part:
    return {
        "description": "A field has a value we do not know, or the site is restarting.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _field(name: str, words: str, schema: Part, **more: Any) -> Part:
    return {"name": name, "in": "query", "description": words, "schema": schema, **more}


def _day(name: str, words: str) -> Part:
    return _field(name, words, {"type": "string", "format": "date"}, example="2026-11-28")


PARAMETERS = (
    _field("q", "Words that a night must have.", {"type": "string", "maxLength": WORDS_AT_MOST}),
    _field(
        "town",
        "A town's slug, as in its page's address.",
        {"type": "string", "pattern": SLUG},
        example="oxford",
    ),
    _field("venue", "A venue's slug, as in its page's address.", {"type": "string", "pattern": SLUG}),
    _field(
        "category",
        "Kinds of night, any of which will do.",
        {"type": "array", "items": {"enum": [kind.value for kind in CATEGORIES]}},
        style="form",
        explode=True,
    ),
    _field(
        "when", "Today, until Sunday, or Friday to Sunday; not with `on` or `until`.", {"enum": list(NEAR)}
    ),
    _day("on", "One day in London; with `until`, the first of several."),
    _day("until", "The last of several days; without `on`, from today."),
    _field(
        "after", "Where to go on. It stands in `next`, and nowhere else.", {"type": "string", "minLength": 32}
    ),
)
