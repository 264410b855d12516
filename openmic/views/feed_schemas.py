"""What stands in the feeds that are JSON, as JSON Schema (2020-12). Keys stay; there may be more of them."""

from typing import Any

from openmic.views.criteria import CATEGORIES
from openmic.views.feed import PER_PAGE
from openmic.views.feed_json import VERSION

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WORD: Schema = {"type": "string", "minLength": 1}
ADDRESS: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
UTC: Schema = {"type": "string", "format": "date-time", "pattern": "Z$"}
YES_OR_NO: Schema = {"type": "boolean"}


def or_null(schema: Schema) -> Schema:
    """The same, or null where nothing is known."""
    return {**schema, "type": [schema["type"], "null"]}


def told(schema: Schema, words: str) -> Schema:
    """The same, with what it means."""
    return {**schema, "description": words}


def every(words: str, **properties: Schema) -> Schema:
    """An object that always has all these keys."""
    return {
        "type": "object",
        "description": words,
        "required": list(properties),
        "properties": properties,
    }


def listed(schema: Schema, **more: Any) -> Schema:
    """A list of these."""
    return {"type": "array", "items": schema, **more}


VENUE = every(
    "Where it is, as its organiser wrote it.",
    name=WORD,
    slug=told(or_null(WORD), "The value of `venue` in a query; null where the venue has no page here."),
    url=or_null(ADDRESS),
    address=TEXT,
    postcode=TEXT,
    town=or_null(WORD),
    town_slug=told(or_null(WORD), "The value of `town` in a query."),
)
IMAGE = every(
    "The organiser's picture, a WebP.",
    url=ADDRESS,
    alt=told(WORD, "The picture in words."),
    width={"type": "integer", "minimum": 1},
    height={"type": "integer", "minimum": 1},
)
LONDON = "As London's clocks say it, with their offset from UTC."
NIGHT = every(
    "One night. Its `id` stays for ever.",
    id={"type": "string", "format": "uuid"},
    url=ADDRESS,
    calendar_url=told(ADDRESS, "The night as an iCalendar file."),
    title=WORD,
    category={"enum": [kind.value for kind in CATEGORIES]},
    status=told(
        {"enum": ["confirmed", "cancelled"]},
        "A cancelled night stays in the feed until it would have been over.",
    ),
    start=told({"type": "string", "format": "date-time"}, LONDON),
    end=told({"type": "string", "format": "date-time"}, LONDON),
    start_utc=UTC,
    end_utc=UTC,
    venue={"$ref": "#/components/schemas/Venue"},
    organiser=told(TEXT, "The name they go by; empty where they asked to be forgotten."),
    excerpt=told(TEXT, "The beginning of the description, in one line."),
    description=told(TEXT, "Plain text of several lines. It is never markup: escape it."),
    ticket_url=or_null(ADDRESS),
    image={"anyOf": [{"$ref": "#/components/schemas/Image"}, {"type": "null"}]},
    featured=told(YES_OR_NO, "Whether moderators recommend it just now."),
    sample=told(YES_OR_NO, "Whether it is made up, on a site that is here to be tried out."),
    sequence=told({"type": "integer", "minimum": 0}, "Rises with each change that matters."),
    published=UTC,
    updated=told(UTC, "When anything about it last changed."),
)
FEED = every(
    "A page of upcoming nights, in order of start.",
    title=told(WORD, "The search in words."),
    home_page_url=told(ADDRESS, "The same list for people."),
    feed_url=told(ADDRESS, "This page of the feed."),
    calendar_url=told(ADDRESS, "The whole search as a calendar to subscribe to."),
    next=told(or_null(ADDRESS), "The next page; null at the end. Use it as it is."),
    updated=UTC,
    nights=listed({"$ref": "#/components/schemas/Night"}, maxItems=PER_PAGE),
)
ITEM: Schema = {
    "type": "object",
    "description": "One night. When and where stand first in its text.",
    "required": ["id", "url", "title", "content_text", "date_published", "date_modified", "tags"],
    "properties": {
        "id": {"type": "string", "pattern": "^urn:uuid:"},
        "url": ADDRESS,
        "external_url": told(ADDRESS, "Where tickets are."),
        "title": WORD,
        "summary": WORD,
        "content_text": WORD,
        "image": ADDRESS,
        "date_published": UTC,
        "date_modified": UTC,
        "authors": listed(every("Who runs it.", name=WORD)),
        "tags": listed(WORD),
        "attachments": listed(every("Its calendar file.", url=ADDRESS, mime_type=WORD, title=WORD)),
    },
}
JSON_FEED: Schema = {
    "type": "object",
    "description": "A JSON Feed, version 1.1.",
    "required": ["version", "title", "home_page_url", "feed_url", "items"],
    "properties": {
        "version": {"const": VERSION},
        "title": WORD,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "next_url": ADDRESS,
        "description": TEXT,
        "language": TEXT,
        "items": listed({"$ref": "#/components/schemas/Item"}, maxItems=PER_PAGE),
    },
}
WRONG_FIELD = every("What is wrong with one field.", field=WORD, detail=WORD)
PROBLEM: Schema = {
    "type": "object",
    "description": "Why there is no answer (RFC 9457).",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": WORD,
        "status": {"type": "integer"},
        "detail": WORD,
        "errors": listed(WRONG_FIELD),
    },
}
SCHEMAS: dict[str, Schema] = {
    "Feed": FEED,
    "Night": NIGHT,
    "Venue": VENUE,
    "Image": IMAGE,
    "JsonFeed": JSON_FEED,
    "Item": ITEM,
    "Problem": PROBLEM,
}
