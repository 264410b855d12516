"""The finder's page for a search."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from openmic.views import cursor, finder
from openmic.views.chips import widenings
from openmic.views.criteria import at
from openmic.views.finder import LOADED_AT_MOST, PER_PAGE, FinderPage
from openmic.views.tally import Tally
from openmic.views.venue import VenueFacts
from tests.builders import row

TODAY = date(2026, 11, 28)
EVENING = datetime(2026, 11, 28, 19, 30, tzinfo=UTC)


def nights(many: int, **changes: Any) -> list[Any]:
    return [
        row(id=UUID(int=number), start_at=EVENING + timedelta(hours=number), **changes)
        for number in range(many)
    ]


def page(address: str, rows: list[Any], *, total: int | None = None, **more: Any) -> FinderPage:
    total = len(rows) if total is None else total
    return finder.page(at(address), rows, total=total, today=TODAY, **{"tally": Tally()} | more)


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/", "Open mics in Oxfordshire"),
        ("/?category=comedy", "Comedy open mics in Oxfordshire"),
        ("/?town=chipping-norton", "Open mics in Chipping Norton"),
        ("/towns/witney/?when=weekend&category=comedy", "Comedy open mics in Witney this weekend"),
        ("/?when=tonight", "Open mics in Oxfordshire tonight"),
        ("/?when=week", "Open mics in Oxfordshire this week"),
        ("/?on=2026-12-05", "Open mics in Oxfordshire on Saturday 5 December"),
        ("/?on=2027-01-02&q=jazz", "Open mics in Oxfordshire on Saturday 2 January 2027"),
        ("/?town=atlantis", "Open mics in Oxfordshire"),
        ("/this-week/?category=jam", "Jam sessions in Oxfordshire this week"),
        ("/?category=comedy&category=spoken", "Comedy and spoken word open mics in Oxfordshire"),
        ("/?category=music&category=other", "Music open mics and other nights in Oxfordshire"),
        (
            "/?on=2026-12-05&until=2026-12-06",
            "Open mics in Oxfordshire from Saturday 5 December to Sunday 6 December",
        ),
        ("/?until=2026-12-06", "Open mics in Oxfordshire until Sunday 6 December"),
    ],
)
def test_the_heading_says_in_words_what_the_list_is(address: str, heading: str):
    found = page(address, [])
    assert found.heading == heading
    assert found.title == f"{heading} · OpenMicOxfordshire"
    assert found.description.startswith(heading)


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (0, "0 nights"),
        (1, "1 night"),
        (2, "2 nights"),
        (999, "999 nights"),
        (1000, "1,000 nights"),
    ],
)
def test_nights_are_counted_in_words(total: int, words: str):
    assert finder.counted(total) == words


def test_an_empty_list_says_so():
    found = page("/?q=kazoo", [])
    assert found.is_empty
    assert (found.days, found.next_address, found.loaded) == ((), "", 0)


def test_a_page_that_holds_everything_leads_nowhere():
    found = page("/", nights(PER_PAGE))
    assert not found.is_empty
    assert (found.next_address, found.loaded) == ("", PER_PAGE)
    assert not found.can_grow


def test_one_row_too_many_shows_that_there_is_more_and_is_not_shown_itself():
    rows = nights(PER_PAGE + 1)
    found = page("/towns/witney/?category=music", rows)
    assert found.loaded == PER_PAGE == sum(len(day.cards) for day in found.days)
    following = at(found.next_address)
    assert cursor.read(following.after) == (rows[PER_PAGE - 1].start_at, rows[PER_PAGE - 1].id)
    assert (following.town, following.categories, following.page) == ("witney", ("music",), "town")
    assert found.can_grow


def test_a_later_page_leads_back_to_the_first():
    assert page("/?category=jam", nights(1)).first_address == ""
    assert page(f"/?category=jam&after={'A' * 32}", nights(1)).first_address == "/?category=jam"


def test_the_form_shows_what_was_asked_and_what_was_wrong():
    form = page("/towns/witney/?category=opera&on=2026-12-05&q=jazz", []).form
    assert form.action == "/"
    assert (form.town, form.when, form.on, form.words) == ("witney", "", "2026-12-05", "jazz")
    assert form.category_problem
    assert not any((form.town_problem, form.when_problem, form.on_problem, form.words_problem))
    assert form.is_narrow
    assert form.has_days


COUNTS = Tally((("Witney", "music", 3), ("Witney", "jam", 1), ("Oxford", "jam", 5), ("", "comedy", 2)))


def test_each_choice_says_how_many_nights_one_would_see_with_it():
    form = page("/?town=witney&category=music", [], tally=COUNTS).form
    assert {kind.value: kind.count for kind in form.kinds} == {
        "music": "3", "comedy": "0", "spoken": "0", "jam": "1", "other": "0",
    }  # fmt: skip
    assert [kind.value for kind in form.kinds if kind.is_chosen] == ["music"]
    towns = {option.value: option.label for option in form.towns}
    assert (towns[""], towns["witney"], towns["oxford"]) == ("All towns (3)", "Witney (3)", "Oxford (0)")


def test_what_was_not_counted_to_the_end_is_not_shown_as_a_count():
    form = page("/", [], tally=replace(COUNTS, is_whole=False)).form
    assert {kind.count for kind in form.kinds} == {""}
    assert form.towns[0].label == "All towns"


def test_each_filter_has_a_chip_that_lets_go_of_it():
    chips = page("/?q=jazz&town=witney&when=week&category=music&category=jam", []).chips
    assert {chip.label: chip.href for chip in chips} == {
        "“jazz”": "/?town=witney&when=week&category=music&category=jam",
        "Witney": "/?q=jazz&when=week&category=music&category=jam",
        "Music": "/?q=jazz&town=witney&when=week&category=jam",
        "Jam session": "/?q=jazz&town=witney&when=week&category=music",
        "This week": "/?q=jazz&town=witney&category=music&category=jam",
    }
    assert [chip.label for chip in page("/?on=2026-12-05", []).chips] == ["On Saturday 5 December"]
    assert page("/venues/the-lantern/", []).chips == ()


def test_a_letter_that_nothing_is_searched_for_makes_no_chip():
    found = page("/?q=a", [])
    assert (found.chips, found.form.is_narrow, found.form.words) == ((), False, "a")
    assert [chip.label for chip in page("/?q=a&town=witney", []).chips] == ["Witney"]
    assert [label for label, _ in widenings(at("/?q=a&town=witney&when=week"))] == [
        "At any time",
        "All over Oxfordshire",
    ]
    assert [chip.label for chip in page("/?q=r%26b", []).chips] == ["“r&b”"]


def test_a_venues_page_says_where_it_is_and_offers_no_towns():
    lantern = VenueFacts("The Paper Lantern", "1 Invented Street, Witney", "https://map.example")
    found = page("/venues/the-lantern/?when=week", [], venue=lantern)
    assert found.heading == "Open mics at The Paper Lantern this week"
    assert not found.form.offers_towns
    assert (found.form.action, found.canonical) == ("/venues/the-lantern/", "/venues/the-lantern/?when=week")


def test_each_wider_search_has_one_filter_less():
    wider = dict(widenings(at("/?q=jazz&town=witney&when=week")))
    assert {label: search.address for label, search in wider.items()} == {
        "At any time": "/?q=jazz&town=witney",
        "All over Oxfordshire": "/?q=jazz&when=week",
        "Without “jazz”": "/?town=witney&when=week",
    }
    assert widenings(at("/?q=jazz")) == ()


def test_the_page_knows_its_own_address_and_the_one_to_keep():
    found = page("/?town=witney&utm_source=poster", [])
    assert (found.address, found.path, found.canonical) == ("/?town=witney", "/", "/towns/witney/")


def test_made_up_nights_are_told_of_if_any_is_shown():
    assert not page("/", nights(2)).holds_samples
    assert page("/", [*nights(1), row(is_sample=True)]).holds_samples
    assert not page("/", [*nights(PER_PAGE), row(is_sample=True)]).holds_samples


def test_a_page_grows_by_the_next_nights_and_keeps_its_address():
    rows = nights(PER_PAGE + 5)
    first = page("/", rows[: PER_PAGE + 1])
    second = page(first.next_address, rows[PER_PAGE:], total=len(rows))
    whole = finder.extended(first, second)
    assert (whole.address, whole.heading) == ("/", first.heading)
    assert whole.count == "All 29 nights shown"
    assert (whole.loaded, whole.next_address, whole.can_grow) == (PER_PAGE + 5, "", False)
    hrefs = [card.href for day in whole.days for card in day.cards]
    assert len(hrefs) == len(set(hrefs)) == PER_PAGE + 5
    assert len({day.on for day in whole.days}) == len(whole.days)


def test_a_page_remembers_made_up_nights_of_either_part():
    real, made_up = page("/", nights(1)), page("/", nights(1, is_sample=True))
    assert finder.extended(real, made_up).holds_samples
    assert finder.extended(made_up, real).holds_samples
    assert not finder.extended(real, real).holds_samples


def test_a_page_does_not_grow_without_end():
    full = nights(PER_PAGE + 1)
    found = page("/", full)
    while found.can_grow:
        assert found.loaded < LOADED_AT_MOST
        found = finder.extended(found, page(found.next_address, full))
    assert found.loaded == LOADED_AT_MOST
    assert found.next_address
