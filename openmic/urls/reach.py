"""The directory, feeds, what others show of us, and what is printed."""

from uuid import UUID

FEEDS = ("json", "ics", "atom")


def towns() -> str:
    """Every town with nights."""
    return "/towns/"


def venues(query: str = "") -> str:
    """Every venue; `query`, without `?`, narrows it."""
    return f"/venues/?{query}" if query else "/venues/"


def feed(kind: str, query: str = "") -> str:
    """Upcoming nights for programs; `kind` is one of FEEDS, `query` a selection's (views.selection) without `?`."""
    return f"/feed/upcoming.{kind}?{query}" if query else f"/feed/upcoming.{kind}"


def json_feed(query: str = "") -> str:
    """The same as a JSON Feed (version 1.1), which news readers know."""
    return f"/feed/jsonfeed.json?{query}" if query else "/feed/jsonfeed.json"


def openapi() -> str:
    """What the feeds are, for programs (OpenAPI)."""
    return "/feed/openapi.json"


def keep_up(query: str = "") -> str:
    """How to have nights in one's calendar or reader, and keep them up to date."""
    return f"/feeds/?{query}" if query else "/feeds/"


def embed(query: str = "") -> str:
    """The list as a page for other sites' frames."""
    return f"/embed/?{query}" if query else "/embed/"


def embed_code(query: str = "") -> str:
    """How to put the list on another site."""
    return f"/embed/code/?{query}" if query else "/embed/code/"


def partial_list(query: str = "") -> str:
    """The list as a piece of HTML."""
    return f"/events/partial-list/?{query}" if query else "/events/partial-list/"


def card(page: str) -> str:
    """The picture that others show with a link to `page`: a night, a town or a venue."""
    return f"{page}card.png"


def poster(event_id: UUID | str) -> str:
    """One night as a sheet of A4 to print."""
    return f"/e/{event_id}/poster/"


def code_picture(event_id: UUID | str) -> str:
    """The QR code that leads to one night."""
    return f"/e/{event_id}/qr.svg"
