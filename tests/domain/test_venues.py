"""Nights at one place share a venue."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import select

from openmic import db
from openmic.models import Venue
from tests.domain.loading import GOOD, load, stored

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


async def test_nights_at_one_place_share_a_venue(session: db.Session):
    other = GOOD.replace("Open mic", "B").replace("The Fox", "  THE  fóx")
    elsewhere = GOOD.replace("Open mic", "C").replace("Oxford", "witney")
    await load(session, GOOD, other, elsewhere)
    by_title = {night.title: night.venue_id for night in await stored(session)}
    assert by_title["Open mic"] == by_title["B"] != by_title["C"]
    slugs = {venue.slug for venue in (await session.exec(select(Venue).limit(10))).all()}
    assert slugs == {"the-fox-oxford", "the-fox-witney"}


async def test_a_venue_known_before_is_found_and_a_taken_slug_gets_a_number(session: db.Session):
    await load(session, GOOD)
    await load(
        session, GOOD.replace("Open", "More"), GOOD.replace("Open", "Odd").replace("The Fox", "The Fox!")
    )
    venues = {venue.slug: venue.id for venue in (await session.exec(select(Venue).limit(10))).all()}
    nights = {night.title: night.venue_id for night in await stored(session)}
    assert nights["Open mic"] == nights["More mic"] == venues["the-fox-oxford"]
    assert nights["Odd mic"] == venues["the-fox-oxford-2"]
