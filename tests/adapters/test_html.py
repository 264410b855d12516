"""The plain world escapes everything, in every place a visitor's words may stand (TRUST T19)."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from openmic.adapters.html import PLAIN, document, render, trusted
from openmic.parts.detail import listing_detail
from openmic.parts.finder import finder
from openmic.parts.notices import problem_notice
from openmic.views.detail import ListingDetail
from openmic.views.finder import FinderPage
from openmic.views.form import FilterForm, Option
from openmic.views.linked_text import Paragraph, Piece
from openmic.views.listing import ListingCard, ListingDay

HARMLESS = "harmless"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus="alert(1)',
    "</title></textarea></style></script><svg onload=alert(1)>",
    "<!--><script>alert(1)//-->",
    "--><iframe srcdoc='<script>alert(1)</script>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;b&#62; &amp; &quot;",
    "<b/onclick=alert(1)>bold",
    "<a href=javascript:alert(1)>",
    "</p></div></main></body></html><base href=//evil.example>",
    "<![CDATA[<b>]]><?xml version='1.0'?>",
    '`onload=alert(1)` \\" onx=1 \\',
    "<<b>> < b > <\tb <\nb",
    "\u2028<p>\u2029\ufeff<p>\u202e<p>",
    "=\" /><input name=csrf value='",
]
FINDER = FinderPage(
    form=FilterForm(),
    days=(ListingDay(cards=(ListingCard(is_cancelled=True), ListingCard())),),
    holds_samples=True,
)
DETAIL = ListingDetail(
    paragraphs=(Paragraph((Piece(), Piece())), Paragraph()),
    has_paragraphs=True,
    is_cancelled=True,
    is_sample=True,
)
PAGES = {
    "a list": lambda text: finder(PLAIN, filled(FINDER, text)),
    "an empty list": lambda text: finder(PLAIN, replace(filled(FINDER, text), days=(), is_empty=True)),
    "a night": lambda text: listing_detail(PLAIN, filled(DETAIL, text)),
    "a missing night": lambda text: listing_detail(PLAIN, replace(filled(DETAIL, text), is_missing=True)),
    "a notice": lambda text: problem_notice(PLAIN, text),
}
IN_EVERY_PAGE = pytest.mark.parametrize("page", PAGES)


def filled(view: Any, text: str) -> Any:
    """A view-model with a text in place of each of its words, at any depth."""
    if isinstance(view, str):
        return text
    if isinstance(view, tuple):
        return tuple(filled(item, text) for item in view)
    if is_dataclass(view) and not isinstance(view, type):
        return replace(view, **{each.name: filled(getattr(view, each.name), text) for each in fields(view)})
    return view


def read(page: str, text: str) -> BeautifulSoup:
    return BeautifulSoup(render(PAGES[page](text)), "html.parser")


def skeleton(soup: BeautifulSoup) -> list[tuple[str, list[str]]]:
    """Which elements there are, with the names of their attributes."""
    return [(element.name, sorted(element.attrs)) for element in soup.find_all(True)]


def words(soup: BeautifulSoup) -> list[str]:
    """Every text and every attribute's value, in order."""
    found: list[str] = []
    for node in soup.descendants:
        if isinstance(node, str):
            found.append(str(node))
        else:
            found += [str(value) for value in getattr(node, "attrs", {}).values()]
    return found


@IN_EVERY_PAGE
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_make_no_element_and_no_attribute(page: str, text: str):
    harmless, hostile = read(page, HARMLESS), read(page, text)
    assert skeleton(hostile) == skeleton(harmless)
    assert words(hostile) == [
        text if word == HARMLESS else word.replace(HARMLESS, text) for word in words(harmless)
    ]


@IN_EVERY_PAGE
def test_every_page_that_is_tried_does_show_the_words(page: str):
    assert render(PAGES[page](HARMLESS)).count(HARMLESS) >= 1


def test_a_whole_night_shows_every_word_somewhere():
    shown = {
        name: f"word-{name}-" for name in ("heading", "category", "where", "address", "organiser", "advice")
    }
    night = render(listing_detail(PLAIN, replace(DETAIL, **shown)))
    assert [name for name, word in shown.items() if word not in night] == ["advice"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0\f")))
def test_any_text_is_read_back_as_it_was(text: str):
    soup = BeautifulSoup(render(PLAIN.p(text, title=text)), "html.parser")
    (element,) = soup.find_all(True)
    assert (element.get_text(), element.get("title")) == (text, text)


def test_what_only_the_live_world_hears_is_left_out():
    assert render(PLAIN.button("Go", type="submit", on_click="x()", on_submit=object())) == (
        '<button type="submit">Go</button>'
    )
    assert render(PLAIN.a("Go", href="/", on_click=None)) == '<a href="/">Go</a>'
    assert render(PLAIN.box(value="a", on_change="x()")) == '<input value="a">'
    assert render(PLAIN.out("x", href="/f.ics", on_click="x()")) == '<a href="/f.ics">x</a>'


@pytest.mark.parametrize("value", ["", "a", "b", "not there"])
def test_a_list_marks_the_option_that_was_chosen(value: str):
    options = (Option("", "Any"), Option("a", "A"), Option("b", "B"))
    soup = BeautifulSoup(render(PLAIN.choice(options, value=value, name="x", on_change="x()")), "html.parser")
    chosen = [option.get("value") for option in soup.find_all("option") if option.has_attr("selected")]
    assert chosen == [one.value for one in options if one.value == value]
    assert [option.get_text() for option in soup.find_all("option")] == ["Any", "A", "B"]
    assert skeleton(soup)[0] == ("select", ["name"])


def test_names_of_attributes_are_htmls():
    assert render(PLAIN.label("x", for_="a", class_="b", aria_label="c", data_live="")) == (
        '<label for="a" class="b" aria-label="c" data-live="">x</label>'
    )


def test_what_is_not_said_is_not_written():
    assert render(PLAIN.p(None, aria_describedby=None)) == "<p></p>"
    assert render(PLAIN.when("", "yes")) == ""
    assert render(PLAIN.when("x", "yes", "no")) == "yes"
    assert render(PLAIN.when("", "yes", "no")) == "no"
    assert render(PLAIN.each((), PLAIN.li)) == ""
    assert render(PLAIN.each("ab", PLAIN.li)) == "<li>a</li><li>b</li>"


def test_only_trusted_markup_is_put_in_as_it_is():
    assert render(PLAIN.div(trusted("<b>ours</b>"), "<b>theirs</b>")) == (
        "<div><b>ours</b>&lt;b&gt;theirs&lt;/b&gt;</div>"
    )


def test_a_document_says_what_it_is():
    assert document(PLAIN.html(PLAIN.title("<x>"))).startswith("<!doctype html><html><title>&lt;x&gt;")
