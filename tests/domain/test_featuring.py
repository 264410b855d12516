"""A feature ends by itself, once, however many processes see to it."""

import asyncio
from datetime import timedelta

import pytest

from openmic import clock
from openmic.jobs.end_features import end_one
from openmic.models import Act, Actor
from tests.moderating import look, stored, trail

pytestmark = pytest.mark.usefixtures("database")


async def test_what_is_over_ends_once_and_the_rest_goes_on() -> None:
    now = clock.now()
    over = [await stored(featured=True, featured_until=now - timedelta(hours=n)) for n in (1, 50)]
    goes_on = await stored(featured=True, featured_until=now + timedelta(minutes=5))
    assert sum(await asyncio.gather(*(end_one("") for _ in range(6)))) == 2
    assert not await end_one("")
    for event_id in over:
        event = await look(event_id)
        assert (event.featured, event.featured_until) == (False, None)
        (line,) = await trail(event_id)
        assert (line.act, line.by, line.person_id) == (Act.UNFEATURE, Actor.SITE, None)
    assert (await look(goes_on)).featured
    assert await trail(goes_on) == []


async def test_a_feature_ends_when_its_last_day_does(later) -> None:
    event_id = await stored(featured=True, featured_until=clock.now() + timedelta(hours=2))
    assert not await end_one("")
    later(timedelta(hours=2, seconds=1))
    assert await end_one("")
    assert not (await look(event_id)).featured
