"""What everybody looks at: the finder, a night, its files."""

from urllib.parse import urlencode
from uuid import UUID

from openmic import errors

# The last word of the address of a near time, and what it means to the finder
NEAR_SLUGS = {"tonight": "tonight", "this-week": "week", "this-weekend": "weekend"}


def finder(query: str = "") -> str:
    """The list of everything upcoming; `query` is a Criteria's query string without `?`."""
    return f"/?{query}" if query else "/"


def town(slug: str, query: str = "") -> str:
    """The finder of one town."""
    return f"/towns/{slug}/?{query}" if query else f"/towns/{slug}/"


def venue(slug: str, query: str = "") -> str:
    """The finder of one venue."""
    return f"/venues/{slug}/?{query}" if query else f"/venues/{slug}/"


def near(when: str, query: str = "") -> str:
    """The finder of tonight, this week or this weekend; `when` is a value of NEAR_SLUGS."""
    slug = next(slug for slug, meaning in NEAR_SLUGS.items() if meaning == when)
    return f"/{slug}/?{query}" if query else f"/{slug}/"


def event(event_id: UUID | str) -> str:
    """One event's page."""
    return f"/e/{event_id}/"


def event_id(path: str) -> UUID:
    """The event that a path of the form /e/<uuid>/... names. Raises NotFound."""
    head = path.removeprefix("/e/").partition("/")[0]
    try:
        if not path.startswith("/e/") or str(UUID(head)) != head:  # one spelling, one address
            raise ValueError(path)
        return UUID(head)
    except ValueError:
        raise errors.NotFound from None


def event_calendar(event_id: UUID | str) -> str:
    """One event as an iCalendar file."""
    return f"/e/{event_id}/event.ics"


def picture(key: str, size: str) -> str:
    """One size of a picture, `large` or `small`."""
    return f"/media/{key}-{size}.webp"


def mailbox(mail_id: UUID | str = "", *, page: str = "") -> str:
    """Development only: the mails of this site, one of them, or its `html` page."""
    return f"/dev/mailbox/{mail_id}/{page}" if mail_id else "/dev/mailbox/"


def map_search(place: str) -> str:
    """OpenStreetMap's search for an address in words; nothing is fetched by us."""
    return "https://www.openstreetmap.org/search?" + urlencode({"query": place})


def absolute(public_url: str, path: str) -> str:
    """A path of ours as a whole address, from the configured public URL and nothing the client sent."""
    return public_url.rstrip("/") + path
