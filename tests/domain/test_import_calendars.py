"""What the entries of a calendar become."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from openmic import db
from openmic.domain.import_rows import Defaults
from openmic.domain.importing import import_file
from openmic.models import Category
from openmic.views.import_report import ImportReport
from tests.adapters.written import calendar
from tests.domain.loading import HOST, stored

EXPORTS = Path(__file__).parent.parent / "adapters" / "calendars"
NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


async def test_a_calendar_is_told_by_its_content_and_its_nights_are_worked_out(session: db.Session):
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        report = await import_file(
            session, (EXPORTS / "google.ics").read_bytes(), name="export", defaults=HOST
        )
        again = await import_file(
            session, (EXPORTS / "google.ics").read_bytes(), name="export", defaults=HOST
        )
    assert report == ImportReport(added=7)
    assert again == ImportReport(already_here=7)
    nights = await stored(session)
    poetry = nights[0]
    assert (poetry.title, poetry.category, poetry.venue_name) == (
        "Poetry by the fire",
        Category.SPOKEN,
        "The Gilded Ferret",
    )
    assert (poetry.address, poetry.town_name, poetry.postcode) == ("12 Walton Street", "Oxford", "OX2 9ZZ")
    # Google's own address is nobody's: mail would be lost
    assert (poetry.organiser_name, poetry.organiser_email) == (
        "Nights at the Gilded Ferret",
        "nell@example.org",
    )
    assert [night.cancelled_at is not None for night in nights].count(True) == 1


async def test_a_later_export_adds_only_the_new_dates_of_a_series(session: db.Session):
    data = (EXPORTS / "outlook.ics").read_bytes().replace(b";COUNT=3", b"")
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False):
        first = await import_file(session, data, name="a.ics")
    with time_machine.travel(datetime(2027, 3, 15, tzinfo=UTC), tick=False):
        second = await import_file(session, data, name="a.ics")
    assert (first.added, first.already_here) == (7, 0)
    assert (second.added, second.already_here) == (1, 6)


async def test_a_calendar_that_does_not_say_who_runs_it_needs_a_default(session: db.Session):
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        report = await import_file(session, (EXPORTS / "meetup.ics").read_bytes(), name="m.ics")
    assert report.added == 0
    assert report.problems[0] == (
        "Line 27: organiser: The calendar does not say who runs it; give a name and an address for such nights"
    )
    assert report.problems[1].startswith("Line 44: 01:30 on 29 March 2026 does not exist")


async def test_a_series_nobody_runs_is_told_and_counted_once_in_the_askers_words(session: db.Session):
    weekly = "UID:1\nSUMMARY:Songs\nLOCATION:The Fox\nDTSTART:20261102T193000\nRRULE:FREQ=WEEKLY"
    moved = "UID:1\nSUMMARY:Songs\nLOCATION:The Fox\nRECURRENCE-ID:20261109T193000\nDTSTART:20261110T193000"
    report = await import_file(
        session, calendar(weekly, moved), name="a.ics", defaults=Defaults(advice="name somebody")
    )
    unsaid = "organiser: The calendar does not say who runs it; name somebody"
    assert report == ImportReport(bad=2, problems=(f"Line 3: {unsaid}", f"Line 10: {unsaid}"))


@pytest.mark.parametrize("marked", ["PRIVATE", "CONFIDENTIAL", "private", "X-FRIENDS-ONLY"])
async def test_a_private_entry_keeps_everything_out(session: db.Session, marked: str):
    entry = f"UID:1\nSUMMARY:Dentist\nLOCATION:Oxford\nDTSTART:20261105T093000\nCLASS:{marked}"
    report = await import_file(session, calendar(entry), name="a.ics", defaults=HOST, publish=True)
    assert report == ImportReport(bad=1, problems=("Line 3: This entry is marked private",))
    assert await stored(session) == []


async def test_a_private_date_of_a_series_is_left_out_with_the_place_it_moved_from(session: db.Session):
    weekly = "UID:1\nSUMMARY:Songs\nLOCATION:The Fox\nDTSTART:20261102T193000\nRRULE:FREQ=WEEKLY;COUNT=3"
    moved = (
        "UID:1\nSUMMARY:Party\nLOCATION:My house\n"
        "RECURRENCE-ID:20261109T193000\nDTSTART:20261110T193000\nCLASS:PRIVATE"
    )
    report = await import_file(
        session, calendar(weekly, moved), name="a.ics", defaults=HOST, publish=True, skip_bad=True
    )
    assert report == ImportReport(added=2, bad=1, problems=("Line 10: This entry is marked private",))
    assert sorted((night.title, night.start_at.day) for night in await stored(session)) == [
        ("Songs", 2),
        ("Songs", 16),
    ]


@pytest.mark.parametrize("line", ["CLASS:PUBLIC", "CLASS:", "STATUS:TENTATIVE", "STATUS:CONFIRMED"])
async def test_a_public_or_a_tentative_entry_is_a_night_like_any_other(session: db.Session, line: str):
    entry = f"UID:1\nSUMMARY:Songs\nLOCATION:The Fox\nDTSTART:20261105T193000\n{line}"
    report = await import_file(session, calendar(entry), name="a.ics", defaults=HOST)
    assert report == ImportReport(added=1)
    (night,) = await stored(session)
    assert night.cancelled_at is None
