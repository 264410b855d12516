"""A place in one line, as calendars have it."""

import pytest

from openmic.views import location
from openmic.views.location import Location


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Gilded Ferret, 12 Walton St, Oxford OX2 9ZZ, UK",
            Location("The Gilded Ferret", "12 Walton St", "oxford", "OX2 9ZZ"),
        ),
        (
            "The Moonlit Heron\n3 Market Square, Witney, OX28 9ZZ, England",
            Location("The Moonlit Heron", "3 Market Square", "witney", "OX28 9ZZ"),
        ),
        (
            "The Copper Kettle (8 Parsons Street, Banbury, United Kingdom OX16 9ZZ)",
            Location("The Copper Kettle", "8 Parsons Street", "banbury", "OX16 9ZZ"),
        ),
        ("Red Lion, Oxford Road, Banbury", Location("Red Lion", "Oxford Road", "banbury")),
        ("The Crown, Oxford Road, Kidlington, Oxford", Location("The Crown", "Oxford Road", "kidlington")),
        ("The Bell, Market Place Abingdon", Location("The Bell", "Market Place Abingdon", "abingdon")),
        ("Village Hall Stanford in the Vale", Location("Village Hall Stanford in the Vale", "", "stanford")),
        ("The Grove Theatre", Location("The Grove Theatre")),
        ("OX1 9ZZ", Location(postcode="OX1 9ZZ")),
        ("", Location()),
    ],
)
def test_a_location_is_taken_apart(text: str, found: Location):
    assert location.split(text) == found


@pytest.mark.parametrize("name", ["Abingdon-on-Thames", "abingdon on thames", "ABINGDON", " abingdon "])
def test_a_town_is_known_by_its_long_and_its_short_name(name: str):
    assert location.town_named(name) == "abingdon"


def test_a_town_elsewhere_is_not_known():
    assert location.town_named("Reading") is None
