"""The switch for new nights, in words: for who would send one in, and for moderators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from openmic.views import dates

OPEN, SIGNED_IN, CLOSED = "open", "signed_in", "closed"
LABELS = {
    OPEN: "Open to everybody",
    SIGNED_IN: "Only from people who are signed in",
    CLOSED: "Closed",
}
MEANINGS = {
    OPEN: "Anybody can send a night in. This is how it usually is.",
    SIGNED_IN: "Guests are asked to sign in first. Robots seldom do.",
    CLOSED: "Nobody can send in a new night. What is here already can still be mended.",
}
SIGN_IN_FIRST = (
    "Just now we take new nights only from people who are signed in. It takes a minute: we mail you a link."
)
COME_BACK = "Just now we take no new nights. Please come back in a day or two. We are sorry."
KEPT = "We could not take your night just now. All you typed is still here."
WARNINGS = {
    SIGNED_IN: "New nights are taken only from people who are signed in.",
    CLOSED: "No new nights are taken just now.",
}


class Row(Protocol):
    """What a query must bring."""

    value: str
    set_at: datetime
    person: str | None


@dataclass(frozen=True)
class Gate:
    """How the switch stands. `since` says since when, and by whom; `warning` is empty when it is open."""

    value: str = OPEN
    label: str = LABELS[OPEN]
    since: str = ""
    warning: str = ""


def of(row: Row, *, now: datetime) -> Gate:
    """The switch as somebody has turned it."""
    since = f"{dates.moment(row.set_at, now)}, by {row.person or 'a moderator'}"
    return Gate(row.value, LABELS[row.value], since, WARNINGS.get(row.value, ""))


def of_nobody() -> Gate:
    """The switch that nobody ever turned."""
    return Gate()


def notice(value: str, *, is_signed_in: bool) -> str:
    """What somebody is told before they type; empty when their night will be taken."""
    if value == CLOSED:
        return COME_BACK
    return SIGN_IN_FIRST if value == SIGNED_IN and not is_signed_in else ""
