"""What people wrote, with the web addresses in it as links."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.views import linked_text

ADDRESSES = ["https://a.example/x?y=1", "http://b.example", "HTTPS://c.example/(d)"]


def links(text: str) -> list[str]:
    return [piece.href for part in linked_text.paragraphs(text) for piece in part.pieces if piece.href]


def test_paragraphs_keep_their_lines():
    found = linked_text.paragraphs("One\nline\n\n\n\n two \n\n")
    assert [[piece.text for piece in part.pieces] for part in found] == [["One\nline"], ["two"]]


def test_web_addresses_are_links_and_say_where_they_lead():
    (part,) = linked_text.paragraphs("Sign up (https://a.example/x?y=1), or see\nhttp://b.example.")
    assert [(piece.text, piece.href) for piece in part.pieces] == [
        ("Sign up (", ""),
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("), or see\n", ""),
        ("http://b.example", "http://b.example"),
        (".", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)//https:x",
        "data:text/html,<script>alert(1)</script>",
        "ftp://a.example //a.example mailto:robin@a.example robin@a.example www.a.example a.example",
        "https://bank.example@evil.example/",
        "https://user:word@evil.example/",
        "http://localhost/ https://intranet/",
        "https://a.example:99999999/",
    ],
)
def test_what_is_not_plainly_a_web_address_stays_words(text: str):
    assert links(text) == []


@given(st.lists(st.one_of(st.sampled_from([*ADDRESSES, " ", "\n", "\n\n", '"><b>']), st.text(max_size=9))))
def test_no_word_is_lost_or_added_and_links_are_what_they_say(words: list[str]):
    text = "".join(words)
    found = linked_text.paragraphs(text)
    said = [piece.text for part in found for piece in part.pieces]
    assert re.sub(r"\s", "", "".join(said)) == re.sub(r"\s", "", text)
    for piece in (piece for part in found for piece in part.pieces if piece.href):
        assert piece.href == piece.text
        assert re.match(r"https?://", piece.href, re.IGNORECASE)
        assert not re.search(r"[\s<>\"]", piece.href)


def test_a_wall_of_links_stays_words():
    assert len(links("https://a.example " * linked_text.LINKS_AT_MOST)) == linked_text.LINKS_AT_MOST
    assert links("https://a.example " * (linked_text.LINKS_AT_MOST + 1)) == []


@pytest.mark.parametrize(
    "nasty", ["http://", "https:", "https://a.example/(", "([{", "@:", "https://a.", "%20"]
)
def test_the_longest_description_is_read_at_once(nasty: str):
    began = time.process_time()
    linked_text.paragraphs((nasty * 5000)[:5000])
    assert time.process_time() - began < 0.5
