"""The weekly mail: asking for it, changing it, leaving it, and the way from it to a night."""

from urllib.parse import urlencode
from uuid import UUID


def subscribe(query: str = "") -> str:
    """Where somebody asks for the weekly mail; `query`, without `?`, says which nights are chosen already."""
    return f"/subscribe/?{query}" if query else "/subscribe/"


def subscribe_sent() -> str:
    """What to do now: the same for every address."""
    return "/subscribe/sent/"


def confirm_subscription(token: str, request_id: UUID | str) -> str:
    """Where an address is proved, for what one form asked for: a page with one button."""
    return f"/subscribe/confirm/?{urlencode({'token': token, 'wanted': str(request_id)})}"


def subscriptions(token: str, *, act: str = "", news: str = "") -> str:
    """Where somebody changes what they get; `act` is where a form of that page is sent.

    `news` names what has just been done (views.subscription.NEWS).
    """
    query = urlencode({"token": token} | ({"news": news} if news else {}))
    return f"/subscriptions/{act}/?{query}" if act else f"/subscriptions/?{query}"


def unsubscribe(token: str) -> str:
    """Where one leaves the weekly mail: a page with one button, or one POST of a mail program (RFC 8058)."""
    return f"/unsubscribe/?{urlencode({'token': token})}"


def from_digest(week: str, event_id: UUID | str = "") -> str:
    """The way from a week's mail to a night, which counts that it was gone and not by whom."""
    return f"/digest/{week}/{event_id}/"
