"""Venues as the form for a night offers them."""

from openmic.db import Session
from openmic.models import Venue, VenueAlias
from openmic.queries import venues
from tests.builders import in_town, keep


async def test_a_venue_is_offered_under_each_of_its_names(session: Session):
    town = await in_town(session, "witney")
    lantern = Venue(name="The Lantern", slug="the-lantern", address="1 High St", town_id=town["town_id"])
    await keep(session, lantern)
    await keep(session, VenueAlias(name="Old Lantern", slug="old-lantern", venue_id=lantern.id))
    offered = [(row.name, row.really, row.address, row.town) for row in await venues.list_some(session)]
    assert offered == [
        ("Old Lantern", "The Lantern", "1 High St", "Witney"),
        ("The Lantern", "", "1 High St", "Witney"),
    ]
