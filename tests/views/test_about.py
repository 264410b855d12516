"""What search engines are told of a night: what Google's documentation of Event asks for, and nothing untrue."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openmic import clock
from openmic.views import about, card, detail
from tests.builders import row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ORIGIN = "https://openmic.example"
REQUIRED = ("location", "location.address", "name", "startDate")
RECOMMENDED = (
    *("description", "endDate", "eventStatus", "image", "location.name", "offers", "offers.url"),
    *("organizer", "organizer.name"),
)


def told(**changes: Any) -> dict[str, Any]:
    """What is said of a night."""
    night = detail.detail(row(**changes), NOW, origin=ORIGIN)
    event, _ = about.night(night, origin=ORIGIN, card=card.of_night(night).address(night.path))
    return event


def at(data: Any, path: str) -> Any:
    """What stands at a dotted path."""
    for name in path.split("."):
        data = data[name]
    return data


@pytest.mark.parametrize("field", REQUIRED + RECOMMENDED)
def test_an_event_has_what_google_asks_for(field: str) -> None:
    assert at(told(ticket_url="https://tickets.example/1"), field)


def test_an_event_says_what_the_page_says() -> None:
    event = told(ticket_url="https://tickets.example/1", image_key="k" * 32, image_alt="A full room")
    assert event["@context"] == "https://schema.org"
    assert event["@type"] == "Event"
    assert event["name"] == "Open mic at the Lantern"
    assert event["startDate"] == "2026-11-28T19:30+00:00"
    assert event["endDate"] == "2026-11-28T22:30+00:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["location"] == {
        "@type": "Place",
        "name": "The Paper Lantern",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "1 Invented Street",
            "addressLocality": "Witney",
            "postalCode": "OX28 1AA",
            "addressRegion": "Oxfordshire",
            "addressCountry": "GB",
        },
    }
    assert event["organizer"] == {"@type": "Organization", "name": "Robin Example"}
    assert event["offers"] == {"@type": "Offer", "url": "https://tickets.example/1"}
    own, drawn = event["image"]
    assert own == f"{ORIGIN}/media/{'k' * 32}-large.webp"
    assert drawn.startswith(f"{event['url']}card.png?v=")


def test_a_summer_night_has_londons_offset() -> None:
    start = datetime(2027, 7, 1, 20, tzinfo=clock.LONDON)
    event = told(start_at=start, end_at=start + timedelta(hours=3))
    assert (event["startDate"], event["endDate"]) == ("2027-07-01T20:00+01:00", "2027-07-01T23:00+01:00")


def test_a_cancelled_night_is_an_event_that_does_not_happen() -> None:
    event = told(cancelled_at=NOW)
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert event["startDate"]


def test_what_is_not_known_is_not_said() -> None:
    event = told(organiser_name="", ticket_url="", description="", address="", postcode="", town_name=None)
    assert not event.keys() & {"organizer", "offers"}
    assert event["description"] == "Saturday 28 November, 7.30pm to 10.30pm, The Paper Lantern"
    assert event["location"]["address"] == {
        "@type": "PostalAddress",
        "addressRegion": "Oxfordshire",
        "addressCountry": "GB",
    }


def test_of_a_made_up_night_nothing_is_said() -> None:
    night = detail.detail(row(is_sample=True), NOW, origin=ORIGIN)
    assert about.night(night, origin=ORIGIN, card="/card.png") == ()


def test_the_way_to_a_night_leads_through_its_town() -> None:
    night = detail.detail(row(), NOW, origin=ORIGIN)
    _, trail = about.night(night, origin=ORIGIN, card="/card.png")
    steps = [(one["position"], one["name"], one["item"]) for one in trail["itemListElement"]]
    assert steps == [
        (1, "All nights", f"{ORIGIN}/"),
        (2, "Witney", f"{ORIGIN}/towns/witney/"),
        (3, "Open mic at the Lantern", night.link),
    ]
