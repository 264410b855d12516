"""A feed as JSON: our own form, described by feed_schemas, and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Keys stay as they are for ever; there may be more of them.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from openmic import urls
from openmic.clock import LONDON
from openmic.views.feed import Feed, FeedNight

VERSION = "https://jsonfeed.org/version/1.1"
Absolute = Callable[[str], str]
Document = dict[str, Any]


def document(feed: Feed, absolute: Absolute) -> Document:
    """A page of nights in our own form; `absolute` makes a path of ours a whole address."""
    return {
        "title": feed.title,
        "home_page_url": absolute(feed.page),
        "feed_url": absolute(urls.feed("json", feed.query)),
        "calendar_url": absolute(urls.feed("ics", feed.selection)),
        "next": absolute(urls.feed("json", feed.following)) if feed.following else None,
        "updated": utc(feed.updated_at),
        "nights": [night(one, absolute) for one in feed.nights],
    }


def night(one: FeedNight, absolute: Absolute) -> Document:
    """One night; what is not known is null."""
    picture = one.picture
    return {
        "id": str(one.id),
        "url": absolute(urls.event(one.id)),
        "calendar_url": absolute(urls.event_calendar(one.id)),
        "title": one.title,
        "category": one.category,
        "status": "cancelled" if one.is_cancelled else "confirmed",
        "start": local(one.start_at),
        "end": local(one.end_at),
        "start_utc": utc(one.start_at),
        "end_utc": utc(one.end_at),
        "venue": {
            "name": one.venue.name,
            "slug": one.venue.slug or None,
            "url": absolute(urls.venue(one.venue.slug)) if one.venue.slug else None,
            "address": one.venue.address,
            "postcode": one.venue.postcode,
            "town": one.venue.town or None,
            "town_slug": one.venue.town_slug or None,
        },
        "organiser": one.organiser,
        "excerpt": one.excerpt,
        "description": one.description,
        "ticket_url": one.ticket_url or None,
        "image": picture
        and {
            "url": absolute(picture.path),
            "alt": picture.alt,
            "width": picture.width,
            "height": picture.height,
        },
        "featured": one.is_featured,
        "sample": one.is_sample,
        "sequence": one.sequence,
        "published": utc(one.published_at),
        "updated": utc(one.updated_at),
    }


def json_feed(feed: Feed, absolute: Absolute) -> Document:
    """The same page as news readers know it; there no key may be null."""
    following = {"next_url": absolute(urls.json_feed(feed.following))} if feed.following else {}
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": absolute(feed.page),
        "feed_url": absolute(urls.json_feed(feed.query)),
        "description": "Open mics in Oxfordshire, each checked by a person. London time.",
        "language": "en-GB",
        **following,
        "items": [item(one, absolute) for one in feed.nights],
    }


def item(one: FeedNight, absolute: Absolute) -> Document:
    """One night as news: when and where stand first, since a reader shows nothing else of them."""
    page = absolute(urls.event(one.id))
    told = {
        "id": f"urn:uuid:{one.id}",
        "url": page,
        "external_url": one.ticket_url,
        "title": one.said,
        "summary": one.when_and_where,
        "content_text": f"{one.when_and_where}\n\n{one.told}".strip(),
        "image": absolute(one.picture.path) if one.picture else "",
        "date_published": utc(one.published_at),
        "date_modified": utc(one.updated_at),
        "authors": [{"name": one.organiser}] if one.organiser else [],
        "tags": [one.kind, *([one.venue.town] if one.venue.town else [])],
        "attachments": [
            {"url": absolute(urls.event_calendar(one.id)), "mime_type": "text/calendar", "title": one.title}
        ],
    }
    return {key: value for key, value in told.items() if value}


def utc(moment: datetime) -> str:
    """A moment in UTC (RFC 3339), to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def local(moment: datetime) -> str:
    """The same as London's clocks say it, with their offset."""
    return moment.astimezone(LONDON).isoformat(timespec="seconds")
