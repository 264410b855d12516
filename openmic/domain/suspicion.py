"""What a moderator should look at twice. Nothing here refuses anybody: a person decides (SPEC, anti-abuse)."""

from collections.abc import Mapping

from openmic.domain import forms
from openmic.views.submission import Submission

TRAPPED = "Filled in a box that people cannot see"
HURRIED = "Filled in faster than people type, or without opening the form"


def flags(night: Submission, fields: Mapping[str, str]) -> tuple[str, ...]:
    """One short sentence for each thing about a form that wants a second look."""
    found = []
    if fields.get("website"):
        found.append(TRAPPED)
    if forms.was_hurried(fields.get("opened", "")):
        found.append(HURRIED)
    return (*found, *flags_of_words(night))


def flags_of_words(night: Submission) -> tuple[str, ...]:
    """The same for what a night's words alone tell."""
    return ()
