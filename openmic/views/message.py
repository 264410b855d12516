"""A message to a night's organiser: what a visitor types, and what they and moderators are shown of it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from openmic.views import email_address
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.letters.nights import leads_away
from openmic.views.wording import tidy_line, tidy_paragraphs

LONGEST = 2000
LONGEST_NAME = 120
KEPT = 6000  # characters of a box that come back when something is wrong with it
NAMES = ("name", "mailbox", "words")
WHO = "Tell the organiser your name."
WHAT = "Write what you want to ask or say."
DOT = re.compile(r"[.\u3002\uff0e\uff61\ufe52\u2024](?=[^\W\d_])")


@dataclass(frozen=True)
class Message:
    """What somebody wrote, checked. `mailbox` is theirs."""

    name: str
    mailbox: str
    words: str


@dataclass(frozen=True)
class MessageForm:
    """The boxes as they are shown. The mailbox of who is signed in is known, and not asked for."""

    name: Field = EMPTY
    mailbox: Field = EMPTY
    words: Field = EMPTY
    summary: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class MessagePage:
    """The form for one night. `key` is its own: the same form sent twice is one message."""

    night_id: UUID
    title: str
    when: str
    where: str
    key: str = ""
    asks_mailbox: bool = True
    bot_check: str = ""
    form: MessageForm = MessageForm()


@dataclass(frozen=True)
class Proving:
    """What the button of a link in a mail would send, to which night; `href` is where it leads."""

    title: str
    words: str
    href: str


@dataclass(frozen=True)
class HeldMessage:
    """A message a moderator decides about: never its sender's address."""

    id: str
    title: str
    night_href: str
    since: str
    name: str
    paragraphs: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class HeldMessages:
    """What waits for a moderator, the oldest first; `more` says how many besides those shown."""

    messages: tuple[HeldMessage, ...] = ()
    more: int = 0
    news: str = ""


NEWS = {
    "released": "Released: the message is on its way.",
    "dropped": "Dropped. It will not be sent.",
    "decided": "Somebody else has decided about that message already.",
    "closed": "That night takes no messages any more, so it was not sent. You can drop it.",
}


def check(given: Mapping[str, str], *, mailbox: str = "") -> tuple[Message | None, MessageForm]:
    """The message, or None while anything is wrong; and the form that says so, with all that was typed.

    `mailbox` is the sender's proved address, which is then not asked for.
    """
    typed = {name: given.get(name, "")[:KEPT] for name in NAMES}
    name, words = tidy_line(typed["name"]), tidy_paragraphs(typed["words"])
    where = mailbox or email_address.normalise(typed["mailbox"])
    wrong = {
        "name": _fault(name, LONGEST_NAME, WHO),
        "mailbox": "" if where else email_address.NOT_ONE,
        "words": _fault(words, LONGEST, WHAT),
    }
    form = MessageForm(
        **{name: Field(typed[name], wrong[name]) for name in NAMES},
        summary=tuple(Problem(f"#{name}", wrong[name]) for name in NAMES if wrong[name]),
    )
    if form.summary or not where:
        return None, form
    return Message(name, where, words), form


def unfollowable(text: str) -> str:
    """The same words with nothing in them that a mail program makes a link of: a space stands in each address."""
    return _apart(text if not leads_away(_apart(text)) else unicodedata.normalize("NFKC", text))


def _apart(text: str) -> str:
    text = re.sub(r"(?i)www[.。]", lambda found: f"{found[0][:-1]} .", text.replace("://", ": //"))
    return DOT.sub(". ", text)


def _fault(text: str, most: int, missing: str) -> str:
    if not text:
        return missing
    return f"Keep this to {most:,} characters; it has {len(text):,}." if len(text) > most else ""
