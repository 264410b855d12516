"""Taking in files of nights: all of it or nothing, and twice adds nothing twice."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import delete, select

from openmic import db, errors
from openmic.domain.importing import import_file
from openmic.models import Category, Status, Town, Venue
from openmic.queries import events
from openmic.views.import_report import ImportReport
from tests.domain.loading import GOOD, load, stored

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


async def test_a_night_is_added_to_the_queue_with_its_address_vouched_for(session: db.Session):
    assert await load(session, GOOD) == ImportReport(added=1)
    (night,) = await stored(session)
    assert (night.title, night.category, night.status) == ("Open mic", Category.MUSIC, Status.PENDING)
    assert (night.email_verified, night.is_sample, night.published_at) == (True, False, None)
    assert night.start_at == datetime(2026, 11, 5, 19, 30, tzinfo=UTC)
    assert night.end_at == datetime(2026, 11, 5, 22, 30, tzinfo=UTC)
    assert (night.town_name, night.postcode, night.cancelled_at) == ("Oxford", "OX1 9ZZ", None)
    assert night.created_at is not None


async def test_nights_are_published_or_marked_as_sample_or_cancelled_if_asked(session: db.Session):
    await load(session, GOOD.replace(",,\n", ",,yes\n"), publish=True, sample=True)
    (night,) = await stored(session)
    assert (night.status, night.published_at, night.is_sample) == (Status.PUBLISHED, NOON, True)
    assert night.cancelled_at == NOON


async def test_a_dry_run_says_what_it_would_do_and_writes_nothing(session: db.Session):
    assert await load(session, GOOD, dry_run=True) == ImportReport(added=1)
    assert await stored(session) == []
    assert (await session.exec(select(Venue.id).limit(1))).first() is None


async def test_a_dry_run_works_where_nothing_may_be_written(database: db.Database):
    async with db.reading() as session:
        assert await load(session, GOOD, dry_run=True) == ImportReport(added=1)


async def test_twice_adds_nothing_twice_and_changes_nothing(session: db.Session):
    await load(session, GOOD)
    again = GOOD.replace("Open mic", "OPEN  Mic").replace("The Fox", "the fox").replace("22:30", "23:30")
    assert await load(session, GOOD, again) == ImportReport(already_here=2)
    (night,) = await stored(session)
    assert (night.title, night.end_at.hour) == ("Open mic", 22)


async def test_one_bad_row_keeps_everything_out_and_is_named(session: db.Session):
    bad = GOOD.replace("OX1 9ZZ", "OX1").replace("nell@", "nell ")
    report = await load(
        session, GOOD, '"Two\nlines",music,2026-11-06,19:30,,The Fox,,,N,n@example.org,,\n', bad
    )
    assert report == ImportReport(
        bad=1,
        problems=(
            "Line 5: postcode: “OX1” is not a whole UK postcode",
            "Line 5: email: “nell example.org” is not a complete email address, such as name@example.org",
        ),
    )
    assert await stored(session) == []


async def test_bad_rows_are_skipped_if_asked_and_still_named(session: db.Session):
    report = await load(session, GOOD.replace("OX1 9ZZ", "OX1"), GOOD, skip_bad=True)
    assert (report.added, report.bad, len(report.problems)) == (1, 1, 1)
    assert len(await stored(session)) == 1


async def test_a_night_that_is_over_is_counted_and_one_that_runs_is_added(session: db.Session):
    over = GOOD.replace("2026-11-05,19:30,22:30", "2026-11-01,09:00,12:00")
    runs = GOOD.replace("2026-11-05,19:30,22:30", "2026-11-01,09:00,12:01")
    assert await load(session, over, runs.replace("Open", "Running")) == ImportReport(added=1, past=1)


async def test_a_town_of_this_release_that_is_not_stored_yet_is_added(session: db.Session):
    await session.exec(delete(Town))
    assert (await load(session, GOOD)).added == 1
    assert (await stored(session))[0].town_name == "Oxford"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "x.csv", "empty"),
        (b" \n", "x.ics", "empty"),
        (b"title", "x.ics", "not a calendar"),
        (b"hello", "x.txt", "no column “title”"),
    ],
)
async def test_what_is_no_such_file_is_refused(session: db.Session, data: bytes, name: str, words: str):
    with pytest.raises(errors.Refusal, match=words):
        await import_file(session, data, name=name)


async def test_whether_there_are_events_is_known(session: db.Session):
    assert not await events.has_events(session)
    await load(session, GOOD)
    assert await events.has_events(session)
