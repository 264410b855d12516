"""The address is the filter: a search and its address are the same thing twice."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic import errors, urls
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
        "until": DAYS | TEXT,
        "q": TEXT,
        "after": CURSORS,
        "other": TEXT,
    },
)
PAGES = (
    st.just(("", ""))
    | st.tuples(st.just("town"), st.sampled_from(sorted(place.by_slug())))
    | st.tuples(st.just("when"), st.sampled_from(sorted(urls.NEAR_SLUGS)))
    | st.just(("venue", "the-paper-lantern-witney"))
)


def understood(found: Criteria) -> Criteria:
    return replace(found, problems=())


@given(st.lists(st.tuples(st.sampled_from(criteria.FIELDS), TEXT)), ASKED, PAGES)
def test_the_address_of_a_search_leads_back_to_it_without_problems(
    more: list[tuple[str, str]], asked: dict[str, str], page: tuple[str, str]
):
    found = parse([*more, *asked.items()], page=page[0], path_says=page[1])
    again = at(found.address)
    assert understood(again) == understood(found)
    assert {field for field, _ in again.problems} <= {
        "until"
    }  # days the wrong way round stay as they were typed
    assert again.address == found.address
    assert at(f"https://openmic.example{found.address}") == again


@given(st.lists(st.tuples(st.sampled_from(criteria.FIELDS) | TEXT, TEXT)))
def test_whatever_a_client_sends_is_understood_or_left_out(asked: list[tuple[str, str]]):
    found = parse(asked)
    assert found.town == "" or found.town in place.by_slug()
    assert set(found.categories) <= set(Category)
    assert len(found.words) <= criteria.WORDS_AT_MOST
    assert found.address.isascii()


@given(TEXT)
def test_an_invented_address_is_a_search_or_not_found(text: str):
    for address in (text, f"/?{text}", f"/towns/{text}/?{text}", f"/venues/{text}/", f"/tonight/?{text}"):
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
    found = parse([(field, value)])
    assert [name for name, _ in found.problems] == [field]
    assert found.problem(field).endswith(".")
    assert found.address == ("/?q=" + "x" * 100 if field == "q" else "/")


def test_every_problem_is_named_and_the_rest_is_kept():
    found = at("/?town=atlantis&when=week&category=opera&q=guitar")
    assert [name for name, _ in found.problems] == ["town", "category"]
    assert found.problem("when") == ""
    assert found.address == "/?q=guitar&when=week"


@pytest.mark.parametrize(("day", "kept"), [("2020-01-01", True), ("2099-12-31", True), ("", False)])
def test_a_day_of_our_time_is_kept_and_wins_over_a_choice(day: str, *, kept: bool):
    found = at(f"/?on={day}&when=week")
    assert (found.when, found.on) == (("", day) if kept else ("week", ""))
    assert found.problem("when") == ("A day is chosen too. Clear it to use this." if kept else "")


def test_several_days_have_a_first_and_a_last():
    assert at("/?on=2026-12-01&until=2026-12-03").address == "/?on=2026-12-01&until=2026-12-03"
    assert at("/?on=2026-12-01&until=2026-12-01").address == "/?on=2026-12-01"
    assert at("/?until=2026-12-01").address == "/?until=2026-12-01"
    turned = at("/?on=2026-12-03&until=2026-12-01")
    assert (turned.address, turned.problem("until")) == (
        "/?on=2026-12-03&until=2026-12-01",
        "That is before the first day.",
    )
    assert (turned.on, turned.last, turned.until) == ("2026-12-03", "", "2026-12-01")


def test_several_kinds_of_night_are_kept_once_each_and_in_one_order():
    found = at("/?category=jam&category=music&category=jam")
    assert found.categories == ("music", "jam")
    assert found.address == "/?category=music&category=jam"
    assert found.without_category("music").address == "/?category=jam"


def test_a_cursor_that_is_not_ours_is_left_out_in_silence():
    found = at("/?after=not-a-cursor")
    assert (found.after, found.problems) == ("", ())


def test_words_lose_what_is_around_and_between_them():
    assert parse([("q", "  slow \t\n hands\0")]).words == "slow hands"


@pytest.mark.parametrize(
    "address", ["/towns/witney/", "/towns/witney", "https://openmic.example/towns/witney/?"]
)
def test_a_towns_page_is_a_search_in_that_town(address: str):
    found = at(address)
    assert (found.town, found.page) == ("witney", "town")
    assert found.address == "/towns/witney/"


@pytest.mark.parametrize("slug", ["atlantis", "Witney", "witney%20", "%77itney", "..", "'"])
def test_the_page_of_a_town_we_do_not_have_is_not_found(slug: str):
    with pytest.raises(errors.NotFound):
        at(f"/towns/{slug}/")


@pytest.mark.parametrize(
    ("address", "tidy"),
    [
        ("/towns/witney/?town=oxford", "/?town=oxford"),
        ("/towns/witney/?town=", "/"),
        ("/towns/witney/?town=atlantis&q=jazz", "/towns/witney/?q=jazz"),
        ("/towns/witney/?q=jazz", "/towns/witney/?q=jazz"),
        ("/tonight/?when=week", "/?when=week"),
        ("/tonight/?on=2026-12-01", "/?on=2026-12-01"),
        ("/this-weekend/?category=jam", "/this-weekend/?category=jam"),
        ("/venues/the-lantern/?when=week", "/venues/the-lantern/?when=week"),
    ],
)
def test_a_query_that_says_otherwise_leaves_the_page(address: str, tidy: str):
    assert at(address).address == tidy


def test_a_filter_can_be_let_go_of_also_when_the_path_says_it():
    found = at(f"/towns/witney/?when=week&q=jazz&after={'A' * 32}")
    assert found.without("town").address == "/?q=jazz&when=week"
    assert found.without("words").address == "/towns/witney/?when=week"
    assert at("/tonight/?q=jazz").without("when").address == "/?q=jazz"
    assert at("/venues/the-lantern/?q=jazz").without(*criteria.FILTERS).address == "/venues/the-lantern/"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/?town=witney", "/towns/witney/"),
        ("/towns/witney/?when=week", "/towns/witney/?when=week"),
        (f"/?town=witney&category=jam&after={'A' * 32}", "/towns/witney/?category=jam"),
        (f"/?after={'A' * 32}&utm_source=poster", "/"),
        ("/?when=week", "/this-week/"),
        ("/?when=weekend&q=jazz", "/this-weekend/?q=jazz"),
        ("/venues/the-lantern/?when=week", "/venues/the-lantern/?when=week"),
    ],
)
def test_search_engines_keep_one_address_of_those_that_show_the_same(address: str, canonical: str):
    assert at(address).canonical == canonical


def test_only_what_was_asked_for_narrows_a_search():
    assert not at(f"/?after={'A' * 32}").is_narrow
    assert not at("/venues/the-lantern/").is_narrow
    assert not at("/?q=a").is_narrow, "a single letter finds nothing less"
    for address in (
        "/tonight/",
        "/?until=2026-11-28",
        "/towns/witney/",
        "/?category=jam",
        "/?when=week",
        "/?on=2026-11-28",
        "/?q=an",
    ):
        assert at(address).is_narrow


def test_the_next_page_is_the_same_search_from_a_night_on():
    found = at("/towns/witney/?category=jam").page_after("A" * 32)
    assert found.address == f"/towns/witney/?category=jam&after={'A' * 32}"
