"""One night's page, in words."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from openmic import errors
from openmic.models import Event
from openmic.views import calendar, detail, finder, linked_text, listing
from openmic.views.criteria import Criteria, at
from openmic.views.tally import Tally
from tests.builders import row

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANARY = "canary@example.org"
ORIGIN = "https://openmic.example"


def values(view: Any) -> Iterator[Any]:
    """Everything a view-model holds, at any depth."""
    if is_dataclass(view):
        for each in fields(view):
            yield from values(getattr(view, each.name))
    elif isinstance(view, list | tuple):
        for item in view:
            yield from values(item)
    else:
        yield view


def test_no_public_view_holds_the_organisers_address():
    everything = {name: CANARY for name in Event.model_fields if "email" in name} | {"key": CANARY}
    whole = row(**everything)
    views = [
        detail.detail(whole, NOW, origin=ORIGIN, at_venue=[whole], that_night=[whole]),
        listing.card(whole),
        finder.page(Criteria(), [whole] * 30, total=30, tally=Tally(), today=TODAY),
        calendar.entry(whole),
    ]
    held = [value for view in views for value in values(view)]
    assert whole.organiser_email == CANARY
    assert whole.title in held
    assert not [value for value in held if "canary" in str(value)]


def test_a_night_says_when_and_where_and_who():
    night = detail.detail(row(), NOW)
    assert night.heading == "Open mic at the Lantern"
    assert night.title == "Open mic at the Lantern · OpenMicOxfordshire"
    assert (night.day, night.hours) == ("Saturday 28 November", "7.30pm to 10.30pm")
    assert (night.starts, night.ends) == ("2026-11-28T19:30+00:00", "2026-11-28T22:30+00:00")
    assert (night.where, night.address) == ("The Paper Lantern, Witney", "1 Invented Street, OX28 1AA")
    assert (night.organiser, night.category) == ("Robin Example", "Music")
    assert night.description == "Saturday 28 November, 7.30pm to 10.30pm, The Paper Lantern, Witney"
    assert night.calendar_href == f"{night.path}event.ics"
    assert not night.is_missing


@pytest.mark.parametrize(
    ("address", "town", "postcode", "shown"),
    [
        ("", None, "", ""),
        ("1 Invented Street", None, "", "1 Invented Street"),
        ("", "Witney", "OX28 1AA", "OX28 1AA"),
    ],
)
def test_an_address_is_what_is_known_and_not_said_yet(
    address: str, town: str | None, postcode: str, shown: str
):
    assert detail.detail(row(address=address, town_name=town, postcode=postcode), NOW).address == shown


def test_the_map_is_asked_for_the_whole_address():
    found = detail.detail(row(), NOW).map_href
    assert found == (
        "https://www.openstreetmap.org/search"
        "?query=The+Paper+Lantern%2C+1+Invented+Street%2C+Witney%2C+OX28+1AA"
    )


def test_a_description_is_shown_by_paragraphs():
    night = detail.detail(row(description="One\n\n two"), NOW)
    assert night.paragraphs == linked_text.paragraphs("One\n\n two")
    assert night.has_paragraphs


@pytest.mark.parametrize("description", ["", " \n\n \n"])
def test_a_night_without_a_description_has_no_paragraphs(description: str):
    night = detail.detail(row(description=description), NOW)
    assert night.paragraphs == ()
    assert not night.has_paragraphs


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("", ""),
        ("https://tickets.example/night?id=1", "Tickets at tickets.example"),
        ("https://safe.example@evil.example/", "Tickets at evil.example"),
        ("https://TICKETS.example:8443/", "Tickets at tickets.example"),
    ],
)
def test_a_ticket_link_says_where_it_really_leads(url: str, label: str):
    night = detail.detail(row(ticket_url=url), NOW)
    assert (night.ticket_href, night.ticket_label) == (url, label)


def test_a_night_of_another_year_says_which():
    assert detail.detail(row(), NOW.replace(year=2025)).day == "Saturday 28 November 2026"


def test_cancelled_and_made_up_nights_say_so():
    night = detail.detail(row(cancelled_at=datetime(2026, 11, 1, tzinfo=UTC), is_sample=True), NOW)
    assert night.is_cancelled
    assert night.is_sample


@pytest.mark.parametrize("refusal", [errors.NotFound(), errors.Gone(), errors.NotFound("Other words.")])
def test_a_missing_night_says_why_in_the_refusals_words(refusal: errors.Refusal):
    night = detail.missing("/e/1/", refusal)
    assert night.is_missing
    assert (night.heading, night.advice) == (refusal.title, refusal.advice)
    assert night.title == f"{refusal.title} · OpenMicOxfordshire"


def test_a_night_that_is_over_says_so():
    night = row()
    assert not detail.detail(night, night.end_at - timedelta(minutes=1)).is_over
    assert detail.detail(night, night.end_at).is_over


def test_a_night_says_how_soon_it_is_unless_it_is_cancelled():
    assert detail.detail(row(), NOW).soon == "In 5 days"
    assert detail.detail(row(cancelled_at=NOW), NOW).soon == ""


def test_a_night_is_added_to_calendars_and_passed_on_by_its_whole_address():
    night = detail.detail(row(), NOW, origin=ORIGIN)
    assert night.link == ORIGIN + night.path
    assert quote(night.link, safe="") in night.google_href
    assert quote(night.link, safe="") in night.outlook_href
    assert night.can_be_added


def test_a_night_that_is_cancelled_or_over_is_not_offered_to_calendars():
    assert not detail.detail(row(cancelled_at=NOW), NOW).can_be_added
    night = row()
    assert detail.detail(night, night.end_at - timedelta(minutes=1)).can_be_added
    assert not detail.detail(night, night.end_at).can_be_added


@pytest.mark.parametrize(
    ("town", "href"), [({}, "/towns/witney/"), ({"town_name": None, "town_slug": None}, "")]
)
def test_the_breadcrumbs_lead_to_the_town_if_there_is_one(town: dict[str, None], href: str):
    night = detail.detail(row(**town), NOW)
    assert (night.crumb_href, night.crumb_words) == (href, "Witney" if href else "")


@pytest.mark.parametrize(
    ("came_from", "href", "words"),
    [
        ("/", "/towns/witney/", "Witney"),
        ("/?category=comedy", "/?category=comedy", "Comedy open mics in Oxfordshire"),
        ("/towns/oxford/?when=weekend", "/towns/oxford/?when=weekend", "Open mics in Oxford this weekend"),
        ("/?q=jazz+%26+blues", "/?q=jazz+%26+blues", "Open mics in Oxfordshire: jazz & blues"),
    ],
)
def test_or_back_to_the_list_one_comes_from(came_from: str, href: str, words: str):
    found = finder.page(at(came_from), [], total=0, tally=Tally(), today=TODAY)
    night = detail.coming_from(detail.detail(row(), NOW), found)
    assert (night.crumb_href, night.crumb_words) == (href, words)


def test_somebody_who_comes_from_nowhere_is_led_to_the_town():
    night = detail.detail(row(), NOW)
    assert detail.coming_from(night, finder.FinderPage()) == night


def test_a_night_shows_its_picture_with_its_words_and_size():
    night = detail.detail(
        row(image_key="k" * 32, image_alt="A full room", image_width=1280, image_height=720), NOW
    )
    assert night.picture == f"/media/{'k' * 32}-large.webp"
    assert (night.picture_alt, night.picture_width, night.picture_height) == ("A full room", "1280", "720")
    assert detail.detail(row(), NOW).picture == ""
