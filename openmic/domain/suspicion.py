"""What a moderator should look at twice. Nothing here refuses anybody: a person decides (SPEC, anti-abuse)."""

from collections.abc import Mapping

from openmic.adapters import wordlist
from openmic.adapters.bot_check import Verdict
from openmic.domain import forms
from openmic.views import place
from openmic.views.letters.nights import leads_away
from openmic.views.message import Message
from openmic.views.submission import Submission

TRAPPED = "Filled in a box that people cannot see"
UNCHECKED = "Not checked for robots"
WORD = "A word to look at: "
WHY = {
    Verdict.FAILED: "it was not passed",
    Verdict.MISSING: "no scripts, or it did not load",
    Verdict.UNAVAILABLE: "it did not answer",
}
LEADS_AWAY = "Has a web or mail address in it"
HURRIED = "Filled in faster than people type, or without opening the form"


def flags(night: Submission, fields: Mapping[str, str]) -> tuple[str, ...]:
    """One short sentence for each thing about a form that wants a second look."""
    found = []
    if fields.get("website"):
        found.append(TRAPPED)
    if forms.was_hurried(fields.get("opened", "")):
        found.append(HURRIED)
    return (*found, *flags_of_words(night))


def flags_of_check(verdict: Verdict) -> tuple[str, ...]:
    """The same for what came of the check for robots."""
    why = WHY.get(verdict)
    return (f"{UNCHECKED}: {why}",) if why else ()


def flags_of_words(night: Submission) -> tuple[str, ...]:
    """The same for what a night's words alone tell."""
    return _flags_of_text(
        "\n".join((night.title, night.description, night.venue_name, night.organiser_name, night.address))
    )


def flags_of_message(said: Message, fields: Mapping[str, str]) -> tuple[str, ...]:
    """The same for a message to an organiser."""
    text = f"{said.name}\n{said.words}"
    trapped = (TRAPPED,) if fields.get("website") else ()
    leading = (LEADS_AWAY,) if leads_away(text) else ()
    return (*trapped, *leading, *_flags_of_text(text))


def _flags_of_text(text: str) -> tuple[str, ...]:
    names = tuple(town.name for town in place.shipped())
    return tuple(f"{WORD}{word}" for word in wordlist.flagged(text, allowed=names))
