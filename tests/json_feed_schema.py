"""JSON Feed 1.1 as a JSON Schema, from the words of https://www.jsonfeed.org/version/1.1/."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
ADDRESS = TEXT | {"format": "uri"}
MOMENT = TEXT | {"format": "date-time"}
AUTHOR = {
    "type": "object",
    "properties": {"name": TEXT, "url": ADDRESS, "avatar": ADDRESS},
    "minProperties": 1,
    "additionalProperties": False,
}
ATTACHMENT = {
    "type": "object",
    "required": ["url", "mime_type"],
    "properties": {
        "url": ADDRESS,
        "mime_type": TEXT,
        "title": TEXT,
        "size_in_bytes": {"type": "number"},
        "duration_in_seconds": {"type": "number"},
    },
    "additionalProperties": False,
}
ITEM = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": TEXT,
        "url": ADDRESS,
        "external_url": ADDRESS,
        "title": TEXT,
        "content_html": TEXT,
        "content_text": TEXT,
        "summary": TEXT,
        "image": ADDRESS,
        "banner_image": ADDRESS,
        "date_published": MOMENT,
        "date_modified": MOMENT,
        "authors": {"type": "array", "items": AUTHOR},
        "tags": {"type": "array", "items": TEXT},
        "language": TEXT,
        "attachments": {"type": "array", "items": ATTACHMENT},
    },
    "patternProperties": {"^_": {"type": "object"}},
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "additionalProperties": False,
}
JSON_FEED = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": TEXT,
        "user_comment": TEXT,
        "next_url": ADDRESS,
        "icon": ADDRESS,
        "favicon": ADDRESS,
        "authors": {"type": "array", "items": AUTHOR},
        "language": TEXT,
        "expired": {"type": "boolean"},
        "hubs": {"type": "array"},
        "items": {"type": "array", "items": ITEM, "uniqueItems": True},
    },
    "patternProperties": {"^_": {"type": "object"}},
    "additionalProperties": False,
}
