"""What a page is about in schema.org's words (JSON-LD), which search engines read. Only what is known is said."""

from collections.abc import Sequence
from typing import Any

from openmic import urls
from openmic.views.detail import ListingDetail

Data = dict[str, Any]
CONTEXT = "https://schema.org"


def night(shown: ListingDetail, *, origin: str, card: str) -> tuple[Data, ...]:
    """A night as an Event, and where its page stands. `card` is the address of its picture for others.

    Nothing about a made-up night: search engines would take it for a real one.
    """
    if shown.is_sample:
        return ()
    steps = [("All nights", urls.finder())]
    steps += [(shown.crumb_words, shown.crumb_href)] if shown.crumb_href else []
    return _event(shown, origin, card), trail([*steps, (shown.heading, shown.path)], origin=origin)


def trail(steps: Sequence[tuple[str, str]], *, origin: str) -> Data:
    """The way from home to a page: each step's name and path."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": urls.absolute(origin, path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def site(*, origin: str) -> Data:
    """The site, and how it is searched."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": "OpenMicOxfordshire",
        "url": urls.absolute(origin, urls.finder()),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": urls.absolute(origin, urls.finder("q={search_term_string}")),
            },
            "query-input": "required name=search_term_string",
        },
    }


def _event(shown: ListingDetail, origin: str, card: str) -> Data:
    address = {
        "@type": "PostalAddress",
        "streetAddress": shown.street,
        "addressLocality": shown.town,
        "postalCode": shown.postcode,
        "addressRegion": "Oxfordshire",
        "addressCountry": "GB",
    }
    said = "\n".join("".join(piece.text for piece in one.pieces) for one in shown.paragraphs)
    data = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": shown.heading,
        "url": shown.link,
        "startDate": shown.starts,
        "endDate": shown.ends,
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if shown.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": shown.venue, "address": _known(address)},
        "image": [urls.absolute(origin, path) for path in (shown.picture, card) if path],
        "description": said or shown.description,
        "organizer": {"@type": "Organization", "name": shown.organiser} if shown.organiser else None,
        "offers": {"@type": "Offer", "url": shown.ticket_href} if shown.ticket_href else None,
    }
    return _known(data)


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}
