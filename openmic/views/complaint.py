"""A complaint about how personal data are handled: the form, and the clock that runs for who answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from openmic.views import dates, email_address
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.report import reference
from openmic.views.wording import tidy_line, tidy_paragraphs

LONGEST = 5000
LONGEST_NAME = 120
KEPT = 12_000  # characters of a box that come back when something is wrong with it
NAMES = ("name", "address", "words")
DAYS = 30  # Data (Use and Access) Act 2025, section 103: acknowledged within 30 days; we mean to have answered by then
WHAT = "Tell us what happened, and what you would like us to do."
OUTCOME = "Write what you found and what you have done: it is mailed to them."
NEWS = {"answered": "Answered: the mail is on its way.", "decided": "Somebody has answered that one already."}


@dataclass(frozen=True)
class Said:
    """One complaint, checked. `mailbox` is where the answer goes."""

    name: str
    mailbox: str
    words: str


@dataclass(frozen=True)
class ComplaintForm:
    """The boxes as they are shown. `key` is the form's own: the same form sent twice is one complaint."""

    name: Field = EMPTY
    address: Field = EMPTY
    words: Field = EMPTY
    key: str = ""
    summary: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Complaint:
    """One of them for an admin. Never its sender's address: the answer finds its way without."""

    id: str
    reference: str
    came: str
    name: str
    paragraphs: tuple[str, ...]
    clock: str = ""
    is_late: bool = False
    is_unacknowledged: bool = False
    answered: str = ""
    outcome: tuple[str, ...] = ()
    answer: Field = EMPTY


@dataclass(frozen=True)
class Complaints:
    """Those that wait, the oldest first, and those that were answered, the last first."""

    open: tuple[Complaint, ...] = ()
    answered: tuple[Complaint, ...] = ()
    news: str = ""
    summary: tuple[Problem, ...] = ()


def check(given: Mapping[str, str]) -> tuple[Said | None, ComplaintForm]:
    """The complaint, or None while anything is wrong; and the form that says so, with all that was typed."""
    typed = {name: given.get(name, "")[:KEPT] for name in NAMES}
    name, words = tidy_line(typed["name"]), tidy_paragraphs(typed["words"])
    mailbox = email_address.normalise(typed["address"])
    wrong = {
        "name": _too_long(name, LONGEST_NAME),
        "address": "" if mailbox else email_address.NOT_ONE,
        "words": _too_long(words, LONGEST) if words else WHAT,
    }
    name_box, address_box, words_box = (Field(typed[name], wrong[name]) for name in NAMES)
    form = ComplaintForm(
        name_box,
        address_box,
        words_box,
        summary=tuple(Problem(f"#{name}", wrong[name]) for name in NAMES if wrong[name]),
    )
    if form.summary or mailbox is None:
        return None, form
    return Said(name, mailbox, words), form


def check_answer(typed: str) -> tuple[str, Field]:
    """An answer, empty while anything is wrong with it; and the box that says so."""
    words = tidy_paragraphs(typed)
    problem = _too_long(words, LONGEST) if words else OUTCOME
    return "" if problem else words, Field(typed[:KEPT], problem)


def days_left(since: datetime, *, now: datetime) -> int:
    """How many of the 30 days are left, in London's days; less than 0 when they are over."""
    return (dates.on_day(since) + timedelta(days=DAYS) - dates.on_day(now)).days


def clock_words(since: datetime, *, now: datetime) -> str:
    """The same in words."""
    left = days_left(since, now=now)
    if left < 0:
        return f"{-left} day{'' if left == -1 else 's'} overdue"
    return (
        f"{left} day{'' if left == 1 else 's'} left of {DAYS}"
        if left
        else f"The last of {DAYS} days is today"
    )


def last_day(since: datetime) -> str:
    """By when it should be answered: "Saturday 12 December 2026"."""
    on = dates.on_day(since) + timedelta(days=DAYS)
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def waiting(row, *, now: datetime, answer: Field = EMPTY) -> Complaint:
    """One that is not answered yet."""
    return Complaint(
        **_usual(row),
        clock=clock_words(row.created_at, now=now),
        is_late=days_left(row.created_at, now=now) < 0,
        is_unacknowledged=row.acknowledged_at is None,
        answer=answer,
    )


def answered(row) -> Complaint:
    """One that is."""
    return Complaint(
        **_usual(row), answered=dates.moment_in_full(row.answered_at), outcome=_paragraphs(row.outcome)
    )


def box(complaint_id: UUID | str) -> str:
    """The name of the box for an answer."""
    return f"outcome-{complaint_id}"


def _usual(row) -> dict:
    return {
        "id": str(row.id),
        "reference": reference(row.id),
        "came": dates.moment_in_full(row.created_at),
        "name": row.name,
        "paragraphs": _paragraphs(row.words),
    }


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("\n\n") if part)


def _too_long(text: str, most: int) -> str:
    return f"Keep this to {most:,} characters; it has {len(text):,}." if len(text) > most else ""
