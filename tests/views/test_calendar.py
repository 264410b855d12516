"""A listing as a calendar entry."""

from datetime import UTC, datetime

import pytest

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
