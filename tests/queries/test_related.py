"""Which nights are mentioned on another night's page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openmic.clock import LONDON
from openmic.db import Session
from openmic.models import Event, Status, Venue
from openmic.queries import listings, related
from openmic.views import dates
from tests.builders import in_town, keep, night

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


async def at_venue(session: Session, shown: Event) -> list[str]:
    found = await related.at_venue(session, await listings.find(session, shown.id), now=NOW)
    return [row.title for row in found]


async def that_night(session: Session, shown: Event) -> list[str]:
    window = dates.window("", dates.on_day(NOW), on=dates.on_day(shown.start_at).isoformat())
    assert window
    row: Any = await listings.find(session, shown.id)
    return [one.title for one in await related.that_night(session, row, now=NOW, window=window)]


async def test_the_next_nights_at_a_registered_venue_whatever_it_is_called_there(session: Session):
    crown, bell = Venue(name="Crown", slug="crown"), Venue(name="Bell", slug="bell")
    session.add_all([crown, bell])
    await session.flush()
    shown = night(venue_id=crown.id, start_at=NOW + 3 * DAY)
    there = {"venue_id": crown.id, "venue_name": "The Crown, upstairs"}
    await keep(
        session,
        shown,
        *(night(title=f"day {n}", start_at=NOW + n * DAY, **there) for n in (9, 1, 7, 5, 2)),
        night(title="over", start_at=NOW - DAY, **there),
        night(title="elsewhere", venue_id=bell.id, venue_name=shown.venue_name, start_at=NOW + DAY),
    )
    assert await at_venue(session, shown) == ["day 1", "day 2", "day 5", "day 7"]


async def test_an_unregistered_venue_is_known_by_its_name_and_town(session: Session):
    witney, oxford = await in_town(session, "witney"), await in_town(session, "oxford")
    shown = night(start_at=NOW + DAY, **witney)
    await keep(
        session,
        shown,
        night(title="same", start_at=NOW + 2 * DAY, **witney),
        night(title="same name in Oxford", start_at=NOW + 2 * DAY, **oxford),
        night(title="nowhere", start_at=NOW + 2 * DAY),
        night(title="another in Witney", venue_name="The Bell", start_at=NOW + 2 * DAY, **witney),
    )
    assert await at_venue(session, shown) == ["same"]
    nowhere = night(start_at=NOW + DAY)
    await keep(session, nowhere)
    assert await at_venue(session, nowhere) == ["nowhere"]


async def test_that_night_begins_with_the_same_town_and_then_goes_by_the_clock(session: Session):
    witney, oxford = await in_town(session, "witney"), await in_town(session, "oxford")
    shown = night(start_at=at("2026-11-28T20:00"), **witney)
    await keep(
        session,
        shown,
        night(title="nowhere", start_at=at("2026-11-28T00:00")),
        night(title="oxford", start_at=at("2026-11-28T18:00"), **oxford),
        night(title="late in witney", start_at=at("2026-11-28T23:59"), **witney),
        night(title="early in witney", start_at=at("2026-11-28T10:00"), **witney),
        night(title="day before", start_at=at("2026-11-27T23:59"), **witney),
        night(title="day after", start_at=at("2026-11-29T00:00"), **witney),
    )
    assert await that_night(session, shown) == ["early in witney", "late in witney", "nowhere", "oxford"]


@pytest.mark.parametrize("sunday", ["2027-03-28", "2026-10-25"])
async def test_that_night_is_as_long_as_the_london_day_is(session: Session, sunday: str):
    before, after = (at(f"{sunday}T12:00") + timedelta(days=days) for days in (-1, 1))
    shown = night(start_at=at(f"{sunday}T12:00"))
    last = night(title="last", start_at=at(f"{sunday}T23:59"))
    first = night(title="first", start_at=at(f"{sunday}T00:00"))
    await keep(session, shown, last, first, night(start_at=before), night(start_at=after))
    row: Any = await listings.find(session, shown.id)
    window = dates.window("", dates.on_day(before), on=sunday)
    assert window
    found = await related.that_night(session, row, now=before - DAY, window=window)
    assert [one.title for one in found] == ["first", "last"]


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.ARCHIVED])
async def test_only_what_is_public_is_mentioned_cancelled_or_not(session: Session, status: Status):
    shown = night(start_at=NOW + DAY)
    hidden = night(title="hidden", start_at=NOW + DAY, status=status, published_at=NOW)
    await keep(session, shown, hidden, night(title="cancelled", start_at=NOW + DAY, cancelled_at=NOW))
    assert await at_venue(session, shown) == ["cancelled"]
    assert await that_night(session, shown) == ["cancelled"]


async def test_a_day_that_is_over_has_nothing_more_but_its_venue_has(session: Session):
    shown = night(start_at=NOW - 30 * DAY)
    await keep(
        session, shown, night(title="then", start_at=NOW - 30 * DAY), night(title="next", start_at=NOW + DAY)
    )
    assert await that_night(session, shown) == []
    assert await at_venue(session, shown) == ["next"]


async def test_a_few_are_enough(session: Session):
    nights = [night(start_at=NOW + DAY) for _ in range(9)]
    await keep(session, *nights)
    assert len(await at_venue(session, nights[0])) == related.AT_MOST
    assert len(await that_night(session, nights[0])) == related.AT_MOST


async def test_the_organisers_address_is_not_read(session: Session):
    nights = [night(start_at=NOW + DAY, organiser_email="canary@example.org") for _ in range(2)]
    await keep(session, *nights)
    row: Any = await listings.find(session, nights[0].id)
    found = await related.at_venue(session, row, now=NOW)
    assert found
    assert not [value for one in found for value in one if "canary" in str(value)]
