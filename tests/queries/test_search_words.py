"""How words find nights."""

from datetime import UTC, datetime

import pytest

from openmic.db import Session
from openmic.models.search import WORDS_AT_MOST, tokens
from openmic.queries import listings
from openmic.queries.matching import matching
from tests.builders import in_town, keep, night

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BACKSLASH_AND_QUOTES = r"\' '' \\' ' \" "


async def finds(session: Session, words: str) -> bool:
    condition = matching(now=NOW, words=words)
    return bool(await listings.search(session, condition, after=None, limit=5))


@pytest.fixture
async def kept(session: Session) -> Session:
    """One night with all sorts of words, and another that has none of them."""
    await keep(
        session,
        night(
            title="Singing Poets’ Café",
            description="Music/Poetry from 7.30, at openmic.co.uk/r&b. Acoustic guitars, ukuleles, a straight-talking"
            " host. Doors 7.",
            venue_name="O’Neill's Rock'n'Roll Barn",
            address="Zoë Street",
            start_at=NOW,
            **await in_town(session, "chipping-norton"),
        ),
    )
    return session


@pytest.mark.parametrize(
    "words",
    [
        "singing",
        "sing",
        "sings",
        "SINGING",
        "poet",
        "poets",
        "café",
        "cafe",
        "CAFÉ",
        "guitar",
        "guitars",
        "ukulele",
        "straight-talking",
        "talking",
        "zoe",
        "Zoë",
        "street",
        "chipping norton",
        "norton singing",
        "neill",
        "o'neill",
        "O’Neill’s",
        "rock'n'roll",
        "rock roll",
        "barn poets",
        "singing at the barn",
        "poets in chipping norton",
        "the singing",
        "poetry",
        "music poetry",
        "music/poetry",
        "7.30",
        "openmic",
        "openmic.co.uk",
        "r&b",
    ],
)
async def test_a_word_is_found_in_any_form_case_or_accent(kept: Session, words: str):
    assert await finds(kept, words)


@pytest.mark.parametrize("words", ["si", "sin", "singi", "caf", "ukul", "barn nort", "neil", "poets chippi"])
async def test_the_last_word_may_be_half_typed(kept: Session, words: str):
    assert await finds(kept, words)


@pytest.mark.parametrize("words", ["kazoo", "singing kazoo", "kazoo singing", "sin poets", "inging", "fe"])
async def test_every_word_must_be_there_from_its_beginning(kept: Session, words: str):
    assert not await finds(kept, words)


@pytest.mark.parametrize("words", ["organiser", "robin", "example.org", "organiser@example.org"])
async def test_nobody_is_found_by_the_organisers_name_or_address(kept: Session, words: str):
    assert not await finds(kept, words)


@pytest.mark.parametrize(
    "words",
    [
        "singing & poets",
        "singing | poets",
        "(singing",
        "singing:*",
        "sing*",
        "<-> singing",
        "singing!",
        '"sing"',
    ],
)
async def test_what_is_an_operator_elsewhere_is_punctuation_here(kept: Session, words: str):
    assert await finds(kept, words)


@pytest.mark.parametrize("words", ["!singing", "singing | kazoo", "kazoo | singing", "-singing kazoo"])
async def test_no_operator_changes_what_is_looked_for(kept: Session, words: str):
    assert await finds(kept, words) == ("kazoo" not in words)


@pytest.mark.parametrize(
    "words",
    [
        BACKSLASH_AND_QUOTES,
        "'; DROP TABLE event; --",
        "%s %(x)s {0} $1 :name",
        "日本 ก็ก็ ªª ١٢٣ ☂ 🎸",
        "a" * 10_000,
        "x " * 100 + "yy " * 100,
        "\u202e\u200b\ufeff",
        "ß İ ǆ ﬁ ｊａｚｚ",
        "__ _x_ x_y 1_000",
    ],
)
async def test_whatever_is_typed_is_only_text(kept: Session, words: str):
    assert await finds(kept, words) in (True, False)
    assert await finds(kept, "singing")


@pytest.mark.parametrize("words", ["", "  ", "&", "a", "é", "!!! (("])
async def test_words_too_short_to_look_for_narrow_nothing(kept: Session, words: str):
    assert not tokens(words)
    assert await finds(kept, words)


async def test_a_long_search_is_cut_off_after_eight_words(kept: Session):
    assert await finds(kept, "singing " * WORDS_AT_MOST + "kazoo")
    assert not await finds(kept, "singing " * (WORDS_AT_MOST - 1) + "kazoo")
