"""Mails to moderators."""

from datetime import timedelta

from openmic import urls
from openmic.views import dates
from openmic.views.letter import Letter


def waiting(nights: int, *, oldest: timedelta, held: int, home: str, holds: int = 0) -> Letter:
    """Says how much waits and for how long; not a word that a stranger typed."""
    many = "One night waits" if nights == 1 else f"{nights} nights wait"
    aside = f" ({held} of them held aside)" if held else ""
    return Letter(
        kind="reminder",
        subject=f"{many} for a decision",
        home=home,
        paragraphs=(
            f"{many} for a decision{aside}, the oldest for {dates.length(oldest)}.",
            *([f"{_due(holds)}: {home}{urls.holds()}"] if holds else []),
        ),
        button="Open the queue",
        address=home + urls.queue(),
        afterwards=("You get this at most once a day, and only while something has waited for over a day.",),
    )


def holds_due(holds: int, *, home: str) -> Letter:
    """Says how many legal holds are to be looked at again, where nothing else waits for long."""
    return Letter(
        kind="reminder",
        subject=_due(holds),
        home=home,
        paragraphs=(
            f"{_due(holds)}: is what it keeps still needed? An admin keeps it for longer, or lifts it.",
        ),
        button="Open the holds",
        address=home + urls.holds(),
        afterwards=("You get this at most once a day, and only while the day that was chosen has come.",),
    )


def _due(holds: int) -> str:
    return (
        "A legal hold is to be looked at again"
        if holds == 1
        else f"{holds} legal holds are to be looked at again"
    )


def complaints(count: int, *, home: str) -> Letter:
    """Says to admins how many complaints about personal data have waited for long."""
    many = "One complaint waits" if count == 1 else f"{count} complaints wait"
    return Letter(
        kind="complaints-wait",
        subject=f"{many} for an answer",
        home=home,
        paragraphs=(f"{many} for an answer for over 20 days. We promise one within 30.",),
        button="Open the complaints",
        address=home + urls.complaints(),
        afterwards=("You get this at most once a day, and only while one has waited for over 20 days.",),
    )
