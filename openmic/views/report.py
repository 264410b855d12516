"""What somebody says is wrong with a listing: the form, and what it said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from openmic.models.choices import ReportReason
from openmic.views import email_address
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.report_reasons import LABELS

LONGEST = 1000  # characters
NEEDS_WORDS = frozenset({ReportReason.WRONG, ReportReason.OTHER})
REFERENCE = re.compile(r"[0-9A-F]{8}")
BOXES = {"reason": f"reason-{next(iter(LABELS))}", "words": "words", "mailbox": "mailbox"}


@dataclass(frozen=True)
class Said:
    """One report. `mailbox` is empty for somebody who does not want to hear of the outcome."""

    reason: ReportReason
    words: str = ""
    mailbox: str = ""


@dataclass(frozen=True)
class ReportForm:
    """The form with what was typed. `said` is the report itself, if nothing is wrong with it."""

    reason: Field = EMPTY
    words: Field = EMPTY
    mailbox: Field = EMPTY
    said: Said | None = None

    @property
    def summary(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the boxes."""
        found = ((box, getattr(self, name).problem) for name, box in BOXES.items())
        return tuple(Problem(f"#{box}", problem) for box, problem in found if problem)


def check(given: Mapping[str, str]) -> ReportForm:
    """Reads what a form has sent; what cannot be taken is kept as it was typed."""
    chosen, typed = given.get("reason", ""), given.get("mailbox", "")
    words = given.get("words", "").replace("\r\n", "\n")
    reason = ReportReason(chosen) if chosen in set(ReportReason) else None
    mailbox = email_address.normalise(typed) if typed.strip() else ""
    form = ReportForm(
        Field(chosen, "" if reason else "Choose what is wrong."),
        Field(words, _problem(words.strip(), reason)),
        Field(typed, email_address.NOT_ONE if mailbox is None else ""),
    )
    if form.summary or reason is None or mailbox is None:
        return form
    return ReportForm(form.reason, form.words, form.mailbox, Said(reason, words.strip(), mailbox))


def _problem(words: str, reason: ReportReason | None) -> str:
    if len(words) > LONGEST:
        return f"Keep this to {LONGEST:,} characters; it has {len(words):,}."
    return "Say in a few words what is wrong." if reason in NEEDS_WORDS and not words else ""


def reference(report_id: UUID) -> str:
    """What to name when asking about a report."""
    return report_id.hex[-8:].upper()


def as_reference(text: str) -> str:
    """The same out of an address, where anybody can write anything; empty if it is none."""
    return text if REFERENCE.fullmatch(text) else ""
