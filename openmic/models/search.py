"""An event's words as its search vector (stemmed and as written, both without accents), and the words of a search."""

import re

from sqlalchemy import DDL, event
from sqlmodel import SQLModel

# These are trusted extensions: the owner of the database may create them.
CONFIGURATIONS = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS fuzzystrmatch",
    "CREATE TEXT SEARCH CONFIGURATION openmic_english (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION openmic_english"
    " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem",
    "CREATE TEXT SEARCH CONFIGURATION openmic_simple (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION openmic_simple"
    " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple",
)


def _words(column: str) -> str:
    # the parser takes "Music/Poetry" for a file and "openmic.co.uk" for a host, and keeps them whole
    return f"translate({column}, '/.@', '   ')"


def _english(column: str, weight: str) -> str:
    return f"setweight(to_tsvector('openmic_english'::regconfig, {_words(column)}), '{weight}')"


def _simple(column: str, weight: str) -> str:
    return f"setweight(to_tsvector('openmic_simple'::regconfig, {_words(column)}), '{weight}')"


# The copy of the words as written keeps half-typed words findable while the stemmer changes them.
KIND = (
    "CASE category WHEN 'spoken' THEN 'spoken word' WHEN 'jam' THEN 'jam session'"
    " WHEN 'other' THEN '' ELSE category END"
)
NAMES = f"title || ' ' || venue_name || ' ' || coalesce(town_name, '') || ' ' || {KIND}"
VECTOR = " || ".join(
    (
        _english("title", "A"),
        _simple(NAMES, "A"),
        _english("description", "C"),
        _simple("address || ' ' || postcode", "D"),
    )
)

for statement in CONFIGURATIONS:
    event.listen(SQLModel.metadata, "before_create", DDL(statement))

WORDS_AT_MOST = 8


def tokens(words: str) -> list[str]:
    """The words of a search that can be looked for, in small letters; none when a single letter is all there is."""
    found = re.findall(r"\w+", words.casefold())
    long = [token for token in found if len(token) > 1 or token.isdigit()]
    return (long or (found if len(found) > 1 else []))[:WORDS_AT_MOST]  # "r&b" has no long word
