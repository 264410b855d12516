"""Cards as pictures: any words, any picture, always the same size, never heavy."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from openmic.adapters.images import card as drawing
from openmic.adapters.images.lettering import DISPLAY, Hand, legible
from openmic.models import Category
from openmic.views.card import Card
from tests.adapters.drawn import SCENE, saved

WORDS = {
    "label": "Music",
    "title": "Open mic at the Lantern",
    "when": ("Saturday 28 November", "7.30pm to 10.30pm"),
    "where": "The Paper Lantern, Witney",
    "kinds": ("music",),
}


def drawn(picture: bytes = b"", **changes: Any) -> Image.Image:
    """A card as others get it."""
    data = drawing.draw(Card(**WORDS | changes), picture)
    assert len(data) <= drawing.LARGEST
    shown = Image.open(io.BytesIO(data), formats=("PNG",))
    assert shown.size == (1200, 630)
    return shown.convert("RGB")


@pytest.mark.parametrize(
    "title",
    [
        "Jam", "W" * 140, "word " * 28, "Žižkov Über-Łódź Ñandú", "Ελληνικά Привет", "🎸🎤 Jam 🎉", "🎸", "日本語",
        "مرحبا", "Z̴͕a̶l̸g̷o̵", "\u202eright to left\u2028", "<script>&amp;", "",
    ],
)  # fmt: skip
def test_a_title_of_any_kind_makes_a_card(title: str) -> None:
    drawn(title=title, where=title)


@settings(max_examples=15, deadline=None)
@given(words=st.text(max_size=140))
def test_no_words_are_too_much(words: str) -> None:
    drawn(title=words, where=words, label="Music", when=(words[:30],))


def pixel(card: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    """The red, green and blue of one point."""
    found = card.getpixel(at)
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("kind", Category)
def test_every_kind_of_night_has_its_drawing(kind: Category) -> None:
    assert drawn(kinds=(str(kind),)).getpixel((800, 130)) != drawn(kinds=("music", "jam")).getpixel((0, 0))
    others = {drawn(kinds=(str(one),)).crop((728, 108, 1128, 508)).tobytes() for one in Category}
    assert len(others) == len(Category)


def test_the_nights_own_picture_stands_in_the_frame() -> None:
    red = drawn(picture=saved(Image.new("RGB", (640, 480), "#ff0000"), "WEBP"))
    shade, green, _ = pixel(red, (928, 308))
    assert shade > 240
    assert green < 15


def test_a_cancelled_night_has_no_colour_left_and_says_so() -> None:
    grey = drawn(picture=saved(SCENE, "WEBP"), is_cancelled=True)
    assert max(abs(a - b) for a, b, _ in [pixel(grey, (x, 300)) for x in range(750, 1100, 25)]) <= 12
    assert grey.tobytes() != drawn(picture=saved(SCENE, "WEBP")).tobytes()


@pytest.mark.parametrize("picture", [b"nothing", saved(SCENE), saved(SCENE, "WEBP")[:900]])
def test_a_picture_that_cannot_be_read_is_left_out(picture: bytes) -> None:
    assert drawn(picture=picture).tobytes() == drawn().tobytes()


def test_the_busiest_picture_is_still_light() -> None:
    drawn(picture=saved(Image.effect_noise((1280, 1280), 120).convert("RGB"), "WEBP"))


def test_signs_that_no_typeface_has_are_left_out_and_all_others_kept() -> None:
    assert legible("🎸 Jam  at Łódź,\n日本 café – №\u00a01 🎉") == "Jam at Łódź, café – № 1"


def test_a_long_title_ends_with_a_sign_that_there_is_more() -> None:
    hand = Hand(DISPLAY, 42, "#fff")
    lines, is_whole = hand.fill("An evening, " * 30, 620, most=3)
    assert (len(lines), is_whole) == (3, False)
    assert lines[-1].endswith("evening…") or lines[-1].endswith("An…")
    assert all(hand.width(line) <= 620 for line in lines)
