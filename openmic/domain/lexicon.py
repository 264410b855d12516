"""Mends a mistyped search with the words that live listings hold."""

import re

from openmic.db import Session
from openmic.queries import lexicon

MENDED_AT_MOST = 5  # words; a longer search that finds nothing is not a typing mistake


async def refresh(session: Session) -> None:
    """Takes in the words of what is listed now."""
    await lexicon.rebuild(session)


async def mend(session: Session, words: str) -> str:
    """The search that was probably meant; empty when it is the same, or when a word is like none we know."""
    tokens = re.findall(r"\w+", words.casefold())
    if len(tokens) > MENDED_AT_MOST:
        return ""
    near = [await _nearest(session, token, is_last=token is tokens[-1]) for token in tokens]
    mended = " ".join(word for word in near if word)
    return mended if all(near) and mended != " ".join(tokens) else ""


async def _nearest(session: Session, token: str, *, is_last: bool) -> str | None:
    if len(token) < lexicon.SHORTEST or any(letter.isdigit() for letter in token):
        return token
    near = await lexicon.nearest(session, token)
    if near is None and is_last and len(token) <= lexicon.LONGEST:
        return await lexicon.nearest_beginning(session, token)
    return near
