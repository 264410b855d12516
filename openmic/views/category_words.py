"""Tells what kind of night it is from the words people use for it."""

import re
from collections.abc import Iterable

from openmic.models.choices import Category

# The first that matches wins: "comedy open mic with music" is a comedy night.
WORDS = (
    (Category.COMEDY, r"comedy|comedians?|comic|stand[ -]?up|improv|gong show"),
    (Category.SPOKEN, r"spoken|poetry|poets?|poems?|slams?|story|stories|storytell\w*|readings?"),
    (Category.JAM, r"jam|jams|jamming|sessions?|ceilidh"),
)
PATTERNS = tuple((category, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for category, words in WORDS)


def guess(texts: Iterable[str]) -> Category:
    """The kind the first telling text names; music if none does, as most open mics are."""
    for text in texts:
        for category, pattern in PATTERNS:
            if pattern.search(text):
                return category
    return Category.MUSIC
