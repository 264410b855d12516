"""Typed letter by letter, right or wrong, a search shows something sensible at each letter."""

from urllib.parse import urlencode

import pytest

from openmic import clock
from openmic.db import Session
from openmic.domain import lexicon, listings
from openmic.views.criteria import at
from tests.builders import in_town, keep, night

# what somebody types, and a word that must stand on each night shown when it is all there
TYPED = {
    "wheately": "wheatley",
    "jerico tavern": "jericho",
    "acustic": "acoustic",
    "café": "café",
    "henly": "henley",
    "spoken": "spoken",
    "poerty": "poetry",
    "comdy": "comedy",
    "guitr": "guitar",
    "ukelele": "ukulele",
    "whitney": "witney",
    "didcott": "didcot",
    "abbingdon": "abingdon",
    "bansbury": "banbury",
    "bister": "bicester",
    "chiping nortn": "chipping norton",
    "open mic oxford": "oxford",
    "jam session": "jam",
    "singer-songwriter": "songwriter",
    "cafe": "café",
    "ROOTS & blues": "blues",
    "catweezle": "catweazle",
    "the jericho": "jericho",
    "fiddle tunes": "fiddle",
    "beginners welcome": "beginner",
    "ox2 6ah": "ox2",
}
NIGHTS = {
    "wheatley": "Wheatley open mic",
    "oxford": "Catweazle open mic at the Jericho Tavern: a singer-songwriter night for beginners",
    "henley": "Acoustic roots and blues",
    "witney": "Ukulele and guitar evening",
    "didcot": "Poetry and spoken word",
    "abingdon": "Café stories",
    "banbury": "Fiddle tunes and folk",
    "bicester": "Comedy try-outs",
    "chipping-norton": "Open mic upstairs",
}


async def settle(session: Session) -> None:
    """A county with a good deal on."""
    start_at = clock.now()
    for slug, title in NIGHTS.items():
        town = await in_town(session, slug)
        await keep(
            session,
            night(
                title=title,
                start_at=start_at,
                category="comedy" if "Comedy" in title else "spoken" if "Poetry" in title else "music",
                venue_name="The Jericho Tavern" if slug == "oxford" else "The Lantern",
                description="Beginners welcome.",
                address="56 Walton Street, OX2 6AH",
                **town,
            ),
        )
    await keep(session, night(title="Monday jam", start_at=start_at, category="jam"))
    await lexicon.refresh(session)


@pytest.mark.parametrize("words", TYPED)
async def test_each_letter_finds_something(session: Session, words: str):
    await settle(session)
    typed = [words[:length] for length in range(1, len(words) + 1)]
    pages = [await listings.search(session, at(f"/?{urlencode({'q': part})}")) for part in typed]
    assert [part for part, page in zip(typed, pages, strict=True) if page.is_empty] == []
    first = pages[-1].days[0].cards[0]
    assert TYPED[words] in f"{first.title} {first.category} {first.where} {first.excerpt} OX2".casefold()
