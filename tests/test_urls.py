"""Addresses of the site."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic import errors, urls

ID = UUID("019aaf00-0000-7000-8000-000000000001")


def test_every_page_has_its_address_with_a_slash_at_the_end():
    assert urls.finder() == "/"
    assert urls.finder("town=witney") == "/?town=witney"
    assert urls.town("witney") == "/towns/witney/"
    assert urls.town("witney", "when=week") == "/towns/witney/?when=week"
    assert urls.venue("the-crown-witney") == "/venues/the-crown-witney/"
    assert urls.venue("the-crown-witney", "when=week") == "/venues/the-crown-witney/?when=week"
    assert urls.event(ID) == f"/e/{ID}/"
    assert urls.event_calendar(ID) == f"/e/{ID}/event.ics"


@given(st.uuids())
def test_an_events_addresses_lead_back_to_its_id(event_id: UUID):
    assert urls.event_id(urls.event(event_id)) == event_id
    assert urls.event_id(urls.event_calendar(event_id)) == event_id


@pytest.mark.parametrize(
    "path", ["", "/", "/e/", "/e//", "/e/1/", f"/{ID}/", f"e/{ID}/", f"/E/{ID}/", f"/e/{ID}0/", f"/e/x{ID}/"]
)
def test_a_path_that_names_no_event_is_not_found(path: str):
    with pytest.raises(errors.NotFound):
        urls.event_id(path)


@given(st.text())
def test_an_invented_path_never_fails_in_another_way(text: str):
    try:
        found = urls.event_id(f"/e/{text}/")
    except errors.NotFound:
        return
    assert isinstance(found, UUID)


def test_the_map_is_asked_for_an_address_in_words():
    assert urls.map_search("The Fox & Hen, Oxford #1") == (
        "https://www.openstreetmap.org/search?query=The+Fox+%26+Hen%2C+Oxford+%231"
    )


@pytest.mark.parametrize("origin", ["https://openmic.example", "https://openmic.example/"])
def test_a_whole_address_has_one_slash_between_site_and_path(origin: str):
    assert urls.absolute(origin, "/e/1/") == "https://openmic.example/e/1/"
