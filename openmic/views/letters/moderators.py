"""Mails to moderators."""

from datetime import timedelta

from openmic import urls
from openmic.views import dates
from openmic.views.letter import Letter


def waiting(nights: int, *, oldest: timedelta, held: int, home: str) -> Letter:
    """Says how much waits and for how long; not a word that a stranger typed."""
    many = "One night waits" if nights == 1 else f"{nights} nights wait"
    aside = f" ({held} of them held aside)" if held else ""
    return Letter(
        kind="reminder",
        subject=f"{many} for a decision",
        home=home,
        paragraphs=(f"{many} for a decision{aside}, the oldest for {dates.length(oldest)}.",),
        button="Open the queue",
        address=home + urls.queue(),
        afterwards=("You get this at most once a day, and only while something has waited for over a day.",),
    )
