"""What changed between two texts, word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.views.word_diff import Mark, marks

WORDS = st.lists(st.sampled_from(["a", "song", "or", "poem", "\n", "7pm."]), max_size=40).map(" ".join)


def told(before: str, after: str) -> list[str]:
    sign = {(True, False): "+", (False, True): "-", (False, False): ""}
    return [sign[one.is_added, one.is_taken] + one.text.strip() for one in marks(before, after)]


def test_a_word_in_another_place_says_what_went_and_what_came():
    assert told("Doors at 7pm, bring a song", "Doors at 7.30pm, bring a song") == [
        "Doors at",
        "-7pm,",
        "+7.30pm,",
        "bring a song",
    ]


def test_words_side_by_side_do_not_run_into_each_other():
    assert "".join(one.text for one in marks("Music", "Jam session")) == "Music Jam session"


def test_what_is_new_or_gone_altogether():
    assert marks("", "Bring a song.") == (Mark("Bring a song.", is_added=True),)
    assert marks("Bring a song.", "") == (Mark("Bring a song.", is_taken=True),)
    assert marks("", "") == ()


def test_a_long_stretch_that_stayed_is_shortened():
    same = " ".join(f"word{number}" for number in range(100))
    first, taken, added, last = marks(f"{same} seven {same}", f"{same} eight {same}")
    assert (taken.text, added.text) == ("seven ", "eight ")
    assert first.text.startswith("… ")
    assert last.text.endswith("… ")
    assert len(first.text.split()) == len(last.text.split()) == 9


@given(WORDS, WORDS)
def test_no_word_that_came_or_went_is_left_out(before: str, after: str):
    found = marks(before, after)
    new = "".join(one.text for one in found if not one.is_taken)
    if "…" not in new:
        assert new.split() == after.split()
        assert "".join(one.text for one in found if not one.is_added).split() == before.split()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 2500, "b " * 2500),
        ("a b " * 900, "b a " * 900),
        (" ".join(map(str, range(1900))), "x " * 1900),
    ],
)
def test_texts_made_to_take_long_take_no_longer_than_a_few_ordinary_ones(before: str, after: str):
    def seconds(one: str, other: str) -> float:
        began = time.perf_counter()
        marks.__wrapped__(one, other)
        return time.perf_counter() - began

    usual = " ".join(f"word{number % 700}" for number in range(800))
    assert seconds(before, after) < 100 * seconds(usual, usual.replace("word5", "other"))
