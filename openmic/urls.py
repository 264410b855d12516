"""Every address of the site, as a function. The trailing slash is canonical."""

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


def submit() -> str:
    """Where an organiser sends a night in."""
    return "/submit/"


def submitted(receipt: str, *, is_again: bool = False) -> str:
    """What happens next, for whoever has just sent a night in; `is_again` when the mail was written once more."""
    return f"/submit/sent/?{urlencode({'receipt': receipt})}" + ("&again=" if is_again else "")


def verify(token: str) -> str:
    """Where a guest proves their address: a page with one button."""
    return f"/verify-email/?{urlencode({'token': token})}"


def manage(*, token: str = "", night: UUID | str = "") -> str:
    """Where an organiser looks after one night: with a link from a mail, or signed in by its id."""
    return "/manage/?" + urlencode({"token": token} if token else {"night": str(night)})


def managed(ours: str, *, act: str = "", news: str = "") -> str:
    """A page of one night's organiser: `ours` is the query of `manage`, `act` what is to be done, if anything.

    `news` names what has just been done (views.managing.NEWS).
    """
    place = f"/manage/{act}/" if act else "/manage/"
    return f"{place}?{ours}" + (f"&news={news}" if news else "")


def manage_links(*, is_sent: bool = False) -> str:
    """Where somebody asks for the links to their nights once more."""
    return "/manage/?sent=" if is_sent else "/manage/"


def sign_in(then: str = "") -> str:
    """Where somebody asks for a link to sign in with; `then` is a path of ours to go to afterwards."""
    return f"/sign-in/?{urlencode({'then': then})}" if then else "/sign-in/"


def sign_in_sent() -> str:
    """What to do when the link has been sent."""
    return "/sign-in/sent/"


def confirm_sign_in(token: str = "", then: str = "") -> str:
    """The page of a sign-in link: one button. Without a token it is where the button leads."""
    said = {name: value for name, value in (("token", token), ("then", then)) if value}
    return f"/sign-in/confirm/?{urlencode(said)}" if said else "/sign-in/confirm/"


def sign_out() -> str:
    """Where one signs out."""
    return "/sign-out/"


def mine() -> str:
    """An organiser's own nights."""
    return "/my/"


def report(event_id: UUID | str, *, is_form: bool = False) -> str:
    """Where anybody says that something is wrong with a listing; `is_form` for the page that asks."""
    return f"/e/{event_id}/report/" if is_form else f"/e/{event_id}/report"


def reported(event_id: UUID | str, reference: str) -> str:
    """What happens next with a report, which `reference` names."""
    return f"/e/{event_id}/report/sent/?{urlencode({'reference': reference})}"


def contact(event_id: UUID | str) -> str:
    """Where anybody writes to a night's organiser."""
    return f"/e/{event_id}/contact"


def contact_form(event_id: UUID | str) -> str:
    """The page on which anybody writes to a night's organiser."""
    return f"/e/{event_id}/contact/"


def contacted(event_id: UUID | str, state: str) -> str:
    """What happens now with a message that has just come; `state` is how far it is (models.MessageState)."""
    return f"/e/{event_id}/contact/sent/?{urlencode({'state': state})}"


def confirm_message(token: str, message_id: UUID | str) -> str:
    """Where who wrote to an organiser proves the address of one message: a page with one button."""
    return f"/messages/confirm/?{urlencode({'token': token, 'message': str(message_id)})}"


def queue(query: str = "") -> str:
    """What waits for a moderator; `query` is a QueueCriteria's query string without `?`."""
    return f"/moderation/?{query}" if query else "/moderation/"


def moderation(page: str, query: str = "") -> str:
    """Another page for moderators, by its name: events, messages, trail, figures, switches."""
    return f"/moderation/{page}/?{query}" if query else f"/moderation/{page}/"


def moderated(event_id: UUID | str, act: str = "") -> str:
    """One night as moderators see it, or where a form about it is sent (SPEC's addresses have no slash there)."""
    return f"/moderation/events/{event_id}/{act}"


def decide_several(query: str = "") -> str:
    """Where a decision about several nights is sent; `query`, with its `?`, names the part of the queue."""
    return f"/moderation/bulk{query}"


def undo_decision(query: str = "") -> str:
    """Where a decision is taken back."""
    return f"/moderation/undo{query}"


def decide_report(report_id: UUID | str, act: str) -> str:
    """Where a decision about a report is sent: `review` or `dismiss`."""
    return f"/moderation/reports/{report_id}/{act}"


def decide_message(message_id: UUID | str, act: str) -> str:
    """Where a decision about a message that is held is sent: `release` or `drop`."""
    return f"/moderation/messages/{message_id}/{act}"


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
