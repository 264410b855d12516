"""Nights as cards, under their days."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.models.choices import Category
from openmic.views import listing
from openmic.views.listing import ListingDay
from tests.builders import row

TODAY = date(2026, 11, 28)
EVENING = datetime(2026, 11, 28, 19, 30, tzinfo=UTC)


def nights(*starts: datetime) -> list[Any]:
    return [row(id=UUID(int=number), start_at=start) for number, start in enumerate(starts)]


def titles(days: tuple[ListingDay, ...]) -> list[tuple[str, int]]:
    return [(day.heading, len(day.cards)) for day in days]


def test_a_card_says_what_when_and_where():
    card = listing.card(row())
    assert card.href == "/e/019aaf00-0000-7000-8000-000000000001/"
    assert (card.title, card.category) == ("Open mic at the Lantern", "Music")
    assert (card.hour, card.starts) == ("7.30pm", "2026-11-28T19:30+00:00")
    assert card.where == "The Paper Lantern, Witney"
    assert not card.is_cancelled


@pytest.mark.parametrize("category", Category)
def test_every_kind_of_night_has_words(category: Category):
    assert listing.card(row(category=category)).category[0].isupper()


def test_a_cancelled_night_says_so():
    assert listing.card(row(cancelled_at=EVENING)).is_cancelled


@pytest.mark.parametrize(
    ("venue", "town", "words"),
    [
        ("The Paper Lantern", "Witney", "The Paper Lantern, Witney"),
        ("The Paper Lantern, Witney", "Witney", "The Paper Lantern, Witney"),
        ("The Paper Lantern, WITNEY", "Witney", "The Paper Lantern, WITNEY"),
        ("The Grove", "Grove", "The Grove, Grove"),
        ("The Paper Lantern", None, "The Paper Lantern"),
    ],
)
def test_the_town_is_said_once(venue: str, town: str | None, words: str):
    assert listing.place_words(venue, town) == words


def test_a_short_description_is_shown_whole_in_one_line():
    assert listing.shorten("  Bring\n\na  song. ") == "Bring a song."


def test_a_long_description_is_cut_between_words():
    text = "poems, songs and stories; " * 20
    short = listing.shorten(text)
    assert len(short) <= listing.EXCERPT + 1
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    assert text[len(short) - 1] in " ,;"


@given(st.text())
def test_an_excerpt_is_always_one_short_line(text: str):
    short = listing.shorten(text)
    assert len(short) <= listing.EXCERPT + 1
    assert len(short.splitlines()) <= 1


def test_nights_stand_under_their_london_day():
    days = listing.group(
        nights(
            EVENING,
            EVENING + timedelta(hours=1),
            datetime(2026, 11, 29, 23, 59, tzinfo=UTC),
            datetime(2026, 11, 30, 0, 0, tzinfo=UTC),
            datetime(2027, 6, 30, 23, 30, tzinfo=UTC),
        ),
        TODAY,
    )
    assert titles(days) == [
        ("Tonight", 2),
        ("Tomorrow", 1),
        ("Monday 30 November", 1),
        ("Thursday 1 July 2027", 1),
    ]
    assert [day.on for day in days] == ["2026-11-28", "2026-11-29", "2026-11-30", "2027-07-01"]


def test_a_night_that_began_yesterday_and_still_runs_is_on_tonight():
    days = listing.group(nights(EVENING - timedelta(days=1), EVENING), TODAY)
    assert titles(days) == [("Tonight", 2)]


def test_no_nights_make_no_days():
    assert listing.group([], TODAY) == ()


def test_pages_that_meet_within_a_day_show_it_once():
    rows = nights(EVENING, EVENING + timedelta(hours=1), EVENING + timedelta(days=1))
    for cut in range(len(rows) + 1):
        joined = listing.join(listing.group(rows[:cut], TODAY), listing.group(rows[cut:], TODAY))
        assert joined == listing.group(rows, TODAY)


def test_a_card_shows_its_own_picture_or_a_drawing_that_needs_no_words():
    own = listing.card(row(image_key="k" * 32, image_alt="A full room"))
    assert (own.picture, own.picture_alt) == (f"/media/{'k' * 32}-small.webp", "A full room")
    drawing = listing.card(row(image_alt="Words for no picture"))
    assert drawing.picture.startswith("/assets/music-")
    assert drawing.picture_alt == ""


def test_the_pictures_one_sees_first_do_not_wait():
    days = listing.group(nights(EVENING, EVENING, EVENING + timedelta(days=1)), TODAY, first=2)
    assert [[card.loading for card in day.cards] for day in days] == [["eager", "eager"], ["lazy"]]
