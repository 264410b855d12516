"""The invented nights that a developer sees first."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from sqlmodel import select

from openmic import db
from openmic.domain import sample
from openmic.models import Category, Event, Status
from openmic.queries import events
from tests.builders import keep, night

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def test_sample_nights_are_published_once_and_say_what_they_are(session: db.Session):
    with time_machine.travel(MORNING, tick=False):
        report = await sample.add_sample_nights(session)
        again = await sample.add_sample_nights(session)
    assert (report.added, report.bad, report.past, report.problems) == (46, 0, 0, ())
    assert (again.added, again.already_here) == (0, 46)
    nights = (await session.exec(select(Event).limit(100))).all()
    assert {night.status for night in nights} == {Status.PUBLISHED}
    assert all(night.is_sample and night.email_verified and night.venue_id for night in nights)
    assert all(night.organiser_email.endswith("@example.org") for night in nights)


async def test_sample_nights_show_every_kind_of_night(session: db.Session):
    with time_machine.travel(MORNING, tick=False):
        await sample.add_sample_nights(session)
    nights = (await session.exec(select(Event).limit(100))).all()
    days = [night.start_at.date() for night in nights]
    assert {night.category for night in nights} == set(Category)
    assert max(len(night.title) for night in nights) == 140
    assert any(not night.venue_name.isascii() for night in nights)
    assert any(night.end_at.date() > night.start_at.date() for night in nights)
    assert sum(night.cancelled_at is not None for night in nights) == 1
    assert min(days) == date(2026, 11, 23)
    assert max(days) == date(2026, 12, 27)
    assert days.count(date(2026, 11, 23)) > 1
    assert len({night.town_id for night in nights}) > 25


@pytest.mark.parametrize(
    "moment", [datetime(2027, 3, 27, 9, 0, tzinfo=UTC), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)]
)
async def test_sample_nights_fit_the_weeks_in_which_the_clocks_change(session: db.Session, moment: datetime):
    with time_machine.travel(moment, tick=False):
        assert (await sample.add_sample_nights(session)).problems == ()


def test_sample_nights_stay_put_for_a_day_of_london():
    with time_machine.travel(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), tick=False):
        first = next(csv.DictReader(StringIO(sample.sheet())))
    assert first["date"] == "2026-06-02"


async def test_made_up_nights_go_and_real_ones_stay(session: db.Session):
    await keep(session, night(title="Real night"))
    report = await sample.add_sample_nights(session)
    assert await sample.remove_sample_nights(session) == report.added
    assert await sample.remove_sample_nights(session) == 0
    assert await events.has_events(session)
