"""A listing as a calendar entry."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openmic.clock import LONDON
from openmic.views import calendar
from tests.builders import row


def test_an_entry_carries_the_night_and_its_version():
    night = row(sequence=4)
    entry = calendar.entry(night)
    assert (entry.id, entry.title, entry.description) == (night.id, night.title, night.description)
    assert (entry.start_at, entry.end_at) == (night.start_at, night.end_at)
    assert (entry.updated_at, entry.sequence, entry.is_cancelled) == (night.updated_at, 4, False)


def test_a_cancelled_night_stays_in_the_calendar_as_cancelled():
    assert calendar.entry(row(cancelled_at=datetime(2026, 11, 1, tzinfo=UTC))).is_cancelled


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "The Paper Lantern, 1 Invented Street, Witney, OX28 1AA"),
        ({"address": "", "town_name": None}, "The Paper Lantern, OX28 1AA"),
        ({"address": "Witney", "postcode": ""}, "The Paper Lantern, Witney"),
        ({"venue_name": "Witney", "address": "Witney"}, "Witney, OX28 1AA"),
    ],
)
def test_the_place_is_everything_known_said_once(changes: dict[str, str | None], place: str):
    assert calendar.entry(row(**changes)).place == place


PAGE = "https://openmic.example/e/019aaf00-0000-7000-8000-000000000001/"
FORMS = pytest.mark.parametrize(
    ("form", "host", "title", "details"),
    [
        (calendar.google, "calendar.google.com", "text", "details"),
        (calendar.outlook, "outlook.live.com", "subject", "body"),
    ],
)


def filled(address: str) -> dict[str, str]:
    """What a web calendar reads in a link."""
    return dict(parse_qsl(urlsplit(address).query, strict_parsing=True, keep_blank_values=True))


@pytest.mark.parametrize(
    ("start_at", "end_at"),
    [
        (
            "2026-03-28T23:30:00Z",
            "2026-03-29T02:00:00Z",
        ),  # over the hour that does not happen: 11.30pm to 3am
        ("2026-10-24T22:30:00Z", "2026-10-25T01:30:00Z"),  # over the hour that happens twice
        ("2026-07-01T18:30:00Z", "2026-07-01T21:30:00Z"),
        ("2026-12-31T23:00:00Z", "2027-01-01T01:00:00Z"),
    ],
)
def test_web_calendars_are_given_the_very_moments_on_both_sides_of_a_clock_change(start_at: str, end_at: str):
    in_london = [datetime.fromisoformat(moment).astimezone(LONDON) for moment in (start_at, end_at)]
    entry = calendar.entry(row(start_at=in_london[0], end_at=in_london[1]))
    asked = filled(calendar.google(entry, PAGE))
    assert asked["dates"] == f"{start_at}/{end_at}".replace("-", "").replace(":", "")
    assert asked["ctz"] == "Europe/London"
    asked = filled(calendar.outlook(entry, PAGE))
    assert (asked["startdt"], asked["enddt"]) == (start_at, end_at)


@FORMS
def test_web_calendars_are_told_what_and_where_and_where_to_read_on(
    form: Callable[..., str], host: str, title: str, details: str
):
    address = form(calendar.entry(row()), PAGE)
    assert urlsplit(address).scheme == "https"
    assert urlsplit(address).netloc == host
    asked = filled(address)
    assert asked[title] == "Open mic at the Lantern"
    assert asked["location"] == "The Paper Lantern, 1 Invented Street, Witney, OX28 1AA"
    assert asked[details] == f"Bring a song or a poem.\n\n{PAGE}"
    assert "+" not in address, "Outlook shows it as it is"


@FORMS
@given(words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
@example(words='"><script>alert(1)</script>')
@example(words="&subject=other&text=other#fragment\r\nLocation: https://evil.example/ %2e%zz +")
def test_hostile_words_stay_one_value_of_a_link(
    form: Callable[..., str], host: str, title: str, details: str, words: str
):
    changed = {"title": words, "venue_name": words, "description": words, "address": "", "postcode": ""}
    address = form(calendar.entry(row(**changed, town_name=None)), PAGE)
    assert re.fullmatch(r"https://[a-z.]+/[a-z0-9/]+\?[A-Za-z0-9%&=/._~-]+", address)
    asked = filled(address)
    assert urlsplit(address).netloc == host
    assert (asked[title], asked["location"]) == (words, words)
    assert asked.keys() == filled(form(calendar.entry(row()), PAGE)).keys()


@FORMS
def test_a_long_description_is_cut_so_that_the_link_stays_short_enough(
    form: Callable[..., str], host: str, title: str, details: str
):
    longest = row(title="T" * 140, venue_name="V " * 70, address="A " * 120, description="long words " * 450)
    address = form(calendar.entry(longest), PAGE)
    assert len(address) < 2000
    assert filled(address)[details].endswith(f"…\n\n{PAGE}")
