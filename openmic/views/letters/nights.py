"""Mails to the organiser of a night."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from openmic import urls
from openmic.views import dates
from openmic.views.letter import Fact, Letter
from openmic.views.listing import place_words

# Anybody may have a mail sent to anybody by typing an address: what they typed must not lure the reader anywhere.
LURE = re.compile(r"://|www\.|[^\s.]\.[^\W\d_]{2,}", re.IGNORECASE)
IGNORE = "If you did not send this in, ignore this mail: nothing happens without you."
KEEP = "Keep this mail: its link lets you change, withdraw or cancel the night for the next 30 days."


class Night(Protocol):
    """What must be known of a night to write about it."""

    title: str
    venue_name: str
    town_name: str | None
    start_at: datetime
    end_at: datetime


def facts(night: Night) -> tuple[Fact, ...]:
    """What, when and where, less what looks like an address to be followed."""
    on = dates.on_day(night.start_at)
    said = (
        ("What", night.title),
        ("When", f"{dates.day(on, on)}, {dates.hours(night.start_at, night.end_at)}"),
        ("Where", place_words(night.venue_name, night.town_name)),
    )
    return tuple(Fact(label, text) for label, text in said if not leads_away(text))


def leads_away(text: str) -> bool:
    """Whether a mail program may make a link of it. Browsers take the dots of other scripts for dots as well."""
    return LURE.search(unicodedata.normalize("NFKC", text).replace("。", ".")) is not None


def verify(night: Night, *, home: str, secret: str) -> Letter:
    """Asks a guest to prove the address."""
    return Letter(
        kind="verify",
        subject="Please confirm your open mic night",
        home=home,
        paragraphs=("Somebody, we hope you, has sent us this night and gave this address.",),
        facts=facts(night),
        button="Confirm this address",
        address=home + urls.verify(secret),
        afterwards=(
            "The link works for 48 hours. After that a person looks at the night and lists it.",
            IGNORE,
        ),
    )


def received(night: Night, *, home: str, secret: str) -> Letter:
    """Says that a proved night waits for a person, and how to look after it."""
    return Letter(
        kind="received",
        subject="We have your open mic night",
        home=home,
        paragraphs=("Thank you. A person will look at it soon; then we’ll write to you again.",),
        facts=facts(night),
        button="See or change your night",
        address=home + urls.manage(token=secret),
        afterwards=(KEEP,),
    )


def change_received(night: Night, *, home: str, secret: str) -> Letter:
    """Says that a change waits, and that the night stays listed as it is meanwhile."""
    return Letter(
        kind="change-received",
        subject="We have your change",
        home=home,
        paragraphs=("A person will look at your change soon. Until then the night stays listed as it was.",),
        facts=facts(night),
        button="See or change your night",
        address=home + urls.manage(token=secret),
    )


def cancelled(night: Night, *, home: str, secret: str) -> Letter:
    """Says that the night is shown as cancelled."""
    return Letter(
        kind="cancelled",
        subject="Your night is shown as cancelled",
        home=home,
        paragraphs=("It stays listed, marked as cancelled, so that nobody comes in vain.",),
        facts=facts(night),
        button="See your night",
        address=home + urls.manage(token=secret),
        afterwards=("If that was not you, please answer this mail.",),
    )


def links(nights: Sequence[tuple[Night, str, bool]], *, home: str) -> Letter:
    """The links to all of somebody's nights: each with its secret, and whether its address is still to be proved."""
    if not nights:
        return Letter(
            kind="link",
            subject="Your open mic nights",
            home=home,
            paragraphs=(
                "Somebody, we hope you, asked us for the links to your nights.",
                "None that is still to come was sent in with this address. Perhaps you used another one?",
            ),
            button="Send in a night",
            address=home + urls.submit(),
            afterwards=("If you did not ask, ignore this mail.",),
        )
    lines = tuple(_link(night, home + _place(secret, is_unproved)) for night, secret, is_unproved in nights)
    return Letter(
        kind="link",
        subject="Your open mic nights",
        home=home,
        paragraphs=("Here are the links to your nights. They work for the next 30 days.",),
        facts=lines,
        afterwards=("If you did not ask, ignore this mail.",),
    )


def _place(secret: str, is_unproved: bool) -> str:
    return urls.verify(secret) if is_unproved else urls.manage(token=secret)


def _link(night: Night, href: str) -> Fact:
    said = {fact.label: fact.text for fact in facts(night)}
    return Fact(said.pop("What", "Your night"), " · ".join(said.values()), href)
