"""Mail that has not been sent, in words: of what sort it is and why it hangs, never what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openmic.views import dates

KINDS = {
    "verify": "Please confirm your night",
    "received": "We have your night",
    "change-received": "We have your change",
    "cancelled": "Your night is cancelled",
    "link": "Link to a night",
    "sign-in": "Link to sign in",
    "approved": "Your night is listed",
    "change-approved": "Your change is live",
    "rejected": "Your night was turned down",
    "change-rejected": "Your change was turned down",
    "unpublished": "Your night was taken off",
    "hidden": "Your night was hidden",
    "listed-again": "Your night is listed again",
    "report-right": "Your report was right",
    "report-dismissed": "Your report was dismissed",
    "message-proof": "Please confirm your message",
    "message": "Message to an organiser",
    "reminder": "Reminder to moderators",
    "subscribe": "Please confirm the weekly mail",
    "subscriptions": "Link to the weekly mail’s settings",
    "digest": "Weekly mail",
}
NEWS = {
    "resent": "It is at the head of the queue and leaves within a second or two.",
    "dropped": "Dropped. It is sent to nobody.",
    "decided": "That mail had been sent or decided about already.",
}
NOTHING = "All mail has been sent."


@dataclass(frozen=True)
class Unsent:
    """One mail. `to` shows no more of the address than tells one domain from another."""

    id: str
    kind: str
    to: str
    written: str
    tries: str
    why: str
    then: str = ""


@dataclass(frozen=True)
class Pile:
    """Mails that hang for the same reason. `more` says how many are not shown, in words."""

    heading: str
    about: str
    mails: tuple[Unsent, ...]
    count: str
    more: str = ""
    again: str = "Try again"


@dataclass(frozen=True)
class UnsentMail:
    """The whole page; `piles` are those with something in them."""

    piles: tuple[Pile, ...] = ()
    news: str = ""
    nothing: str = NOTHING


def page(
    uncertain: Sequence[Any],
    dead: Sequence[Any],
    delayed: Sequence[Any],
    counts: Any,
    *,
    now: datetime,
    news: str,
) -> UnsentMail:
    """What was found, in words. `counts` says how many there are of each."""
    piles = (
        _pile(
            "May have arrived",
            "The line broke just as these were handed over, so nobody can tell. They must not come twice, and are not "
            "sent again by themselves. When in doubt, drop them.",
            uncertain,
            counts.uncertain,
            now,
            again="Send again",
        ),
        _pile(
            "Given up",
            "Refused for good, or tried for three days. The reason says whose fault it is.",
            dead,
            counts.dead,
            now,
        ),
        _pile(
            "Delayed",
            "These are tried again by themselves, for three days. There is nothing to do, unless all have one reason.",
            delayed,
            counts.delayed,
            now,
            again="Try now",
        ),
    )
    return UnsentMail(tuple(pile for pile in piles if pile.mails), NEWS.get(news, ""))


def warning(count: int) -> str:
    """How many mails wait for a person; empty for none."""
    if not count:
        return ""
    return "1 mail could not be sent." if count == 1 else f"{count:,} mails could not be sent."


def kind(word: str) -> str:
    """What a mail is for, in words."""
    return KINDS.get(word, word.replace("-", " ").capitalize())


def masked(mailbox: str) -> str:
    """An address that only who knows it knows again: r…@example.org."""
    name, _, host = mailbox.rpartition("@")
    return f"{name[:1]}…@{host}"


def _pile(heading: str, about: str, mails: Sequence[Any], count: int, now: datetime, **more: str) -> Pile:
    hidden = count - len(mails)
    return Pile(
        heading,
        about,
        tuple(_unsent(mail, now) for mail in mails),
        f"{count:,}",
        f"And {hidden:,} more." if hidden > 0 else "",
        **more,
    )


def _unsent(mail: Any, now: datetime) -> Unsent:
    waits = mail.state == "queued"
    return Unsent(
        id=str(mail.id),
        kind=kind(mail.kind),
        to=masked(mail.recipient),
        written=dates.moment(mail.created_at, now),
        tries="tried once" if mail.attempts == 1 else f"tried {mail.attempts} times",
        why=mail.last_error or "No reason was given",
        then=f"Next try {soon(mail.next_at, now)}." if waits else "",
    )


def soon(at: datetime, now: datetime) -> str:
    """A moment to come: "now", "in 5 minutes"."""
    return f"in {dates.length(at - now)}" if at > now else "now"
