"""The address is the filter: a search and its address are the same thing twice."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic import errors
from openmic.models.choices import Category
from openmic.views import criteria, place
from openmic.views.criteria import Criteria, at, parse

TEXT = st.text(st.characters(codec=None) | st.sampled_from("\x00\r\n\t &=+#?%\ud800’"))
CURSORS = st.just("A" * 32) | TEXT
DAYS = st.dates().map(str)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "town": st.sampled_from(sorted(place.by_slug())) | TEXT,
        "category": st.sampled_from(list(Category)) | TEXT,
        "when": st.sampled_from(["", "tonight", "week", "weekend"]) | TEXT,
        "on": DAYS | TEXT,
        "q": TEXT,
        "after": CURSORS,
        "other": TEXT,
    },
)
TOWN_PAGES = st.just("") | st.sampled_from(sorted(place.by_slug()))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=4,
)


def understood(found: Criteria) -> tuple:
    return (found.town, found.category, found.when, found.words, found.after, found.on_town_page)


@given(ASKED, TOWN_PAGES)
def test_the_address_of_a_search_leads_back_to_it_without_problems(asked: dict[str, str], town_page: str):
    found = parse(asked, town_page=town_page)
    again = at(found.address)
    assert understood(again) == understood(found)
    assert again.problems == ()
    assert again.address == found.address
    assert at(f"https://openmic.example{found.address}") == again


@given(st.dictionaries(st.sampled_from(criteria.FIELDS) | TEXT | st.integers(), ANYTHING))
def test_whatever_a_client_sends_is_understood_or_left_out(asked: dict[Any, Any]):
    found = parse(asked)
    assert found.town == "" or found.town in place.by_slug()
    assert found.category == "" or found.category in set(Category)
    assert len(found.words) <= criteria.WORDS_AT_MOST
    assert found.address.isascii()


@given(TEXT)
def test_an_invented_address_is_a_search_or_not_found(text: str):
    for address in (text, f"/?{text}", f"/towns/{text}/?{text}"):
        with suppress(errors.NotFound):
            assert isinstance(at(address), Criteria)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("town", "atlantis"),
        ("town", "Witney"),
        ("category", "opera"),
        ("category", "MUSIC"),
        ("when", "yesterday"),
        ("on", "28/11/2026"),
        ("on", "2026-02-30"),
        ("on", "2019-12-31"),
        ("on", "2100-01-01"),
        ("q", "x" * 101),
    ],
)
def test_a_value_we_do_not_know_is_named_as_a_problem(field: str, value: str):
    found = parse({field: value})
    assert [name for name, _ in found.problems] == [field]
    assert found.problem(field).endswith(".")
    assert found.address == ("/?q=" + "x" * 100 if field == "q" else "/")


def test_every_problem_is_named_and_the_rest_is_kept():
    found = parse({"town": "atlantis", "category": "opera", "when": "week", "q": "guitar"})
    assert [name for name, _ in found.problems] == ["town", "category"]
    assert found.problem("when") == ""
    assert found.address == "/?when=week&q=guitar"


@pytest.mark.parametrize(("given_day", "kept"), [("2020-01-01", True), ("2099-12-31", True), ("", False)])
def test_a_day_of_our_time_is_kept_and_wins_over_a_choice(given_day: str, *, kept: bool):
    found = parse({"on": given_day, "when": "week"})
    assert found.when == (given_day if kept else "week")
    assert found.on == given_day
    assert found.problem("when") == ("A day is chosen too. Clear it to use this." if kept else "")


def test_a_cursor_that_is_not_ours_is_left_out_in_silence():
    found = parse({"after": "not-a-cursor"})
    assert (found.after, found.problems) == ("", ())


def test_words_lose_what_is_around_and_between_them():
    assert parse({"q": "  slow \t\n hands\0"}).words == "slow hands"


@pytest.mark.parametrize(
    "address", ["/towns/witney/", "/towns/witney", "https://openmic.example/towns/witney/?"]
)
def test_a_towns_page_is_a_search_in_that_town(address: str):
    found = at(address)
    assert (found.town, found.on_town_page) == ("witney", True)
    assert found.address == "/towns/witney/"


@pytest.mark.parametrize("slug", ["atlantis", "Witney", "witney%20", "%77itney", "..", "'"])
def test_the_page_of_a_town_we_do_not_have_is_not_found(slug: str):
    with pytest.raises(errors.NotFound):
        at(f"/towns/{slug}/")


def test_the_form_on_a_towns_page_may_choose_another_town_or_none():
    page = at("/towns/witney/?category=jam")
    assert page.changed_to({"town": "oxford", "when": "week"}).address == "/towns/oxford/?when=week"
    assert page.changed_to({"town": "", "q": "jazz"}).address == "/?q=jazz"
    assert page.changed_to({"q": "jazz"}).address == "/towns/witney/?q=jazz"


def test_the_form_on_the_finder_stays_on_the_finder():
    assert at("/?q=jazz").changed_to({"town": "oxford"}).address == "/?town=oxford"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/?town=witney", "/towns/witney/"),
        ("/towns/witney/?when=week", "/towns/witney/?when=week"),
        (f"/?town=witney&category=jam&after={'A' * 32}", "/towns/witney/?category=jam"),
        (f"/?after={'A' * 32}&utm_source=poster", "/"),
    ],
)
def test_search_engines_keep_one_address_of_those_that_show_the_same(address: str, canonical: str):
    assert at(address).canonical == canonical


def test_only_what_was_asked_for_narrows_a_search():
    assert not at(f"/?after={'A' * 32}").is_narrow
    for address in ("/towns/witney/", "/?category=jam", "/?when=week", "/?on=2026-11-28", "/?q=a"):
        assert at(address).is_narrow


def test_the_next_page_is_the_same_search_from_a_night_on():
    found = at("/towns/witney/?category=jam").page_after("A" * 32)
    assert found.address == f"/towns/witney/?category=jam&after={'A' * 32}"
