"""Texts as people send them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.views.wording import fold, slugify, tidy_line, tidy_paragraphs

TEXT = st.text(st.characters(codec=None) | st.sampled_from("\u200b\u202e\x00\r\n\t\u2028’ \ud800e\u0301"))


@given(TEXT)
def test_a_tidied_line_is_clean_and_stays_so(text: str):
    line = tidy_line(text)
    assert line == tidy_line(line) == line.strip()
    assert "  " not in line
    assert not {unicodedata.category(letter) for letter in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not set(line) & set("‘’")
    line.encode("utf-8")


@given(TEXT)
def test_tidied_paragraphs_keep_nothing_but_line_breaks(text: str):
    words = tidy_paragraphs(text)
    assert words == tidy_paragraphs(words)
    assert "\n\n\n" not in words
    assert all(line == tidy_line(line) for line in words.split("\n"))


@given(TEXT)
def test_a_slug_is_fit_for_an_address(text: str):
    slug = slugify(text)
    assert slug == slugify(slug)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug
    assert slug == slug.strip("-")


def test_texts_that_people_take_for_the_same_fold_to_the_same():
    assert fold("  The CAFÉ’s\u00a0door ") == fold("the cafe's door")


@pytest.mark.parametrize(
    ("text", "slug"),
    [("The Fox & Hound's", "the-fox-hounds"), ("Café Étoile", "cafe-etoile"), ("日本", ""), ("  -- ", "")],
)
def test_a_name_becomes_a_slug(text: str, slug: str):
    assert slugify(text) == slug
