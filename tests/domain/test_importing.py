"""Taking in files of nights: all of it or nothing, and twice adds nothing twice."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event as hooks
from sqlalchemy.engine import Engine
from sqlmodel import delete, select

from openmic import clock, db, errors
from openmic.domain import import_files
from openmic.domain.import_rows import Defaults, ImportRow
from openmic.domain.importing import import_file
from openmic.models import Category, Event, Status, Town, Venue
from openmic.queries import events
from openmic.views.import_report import ImportReport

EXPORTS = Path(__file__).parent.parent / "adapters" / "calendars"
NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
HOST = Defaults("Nell", "nell@example.org")
HEAD = "title,category,date,start,end,venue,town,postcode,organiser,email,tickets,cancelled\n"
GOOD = "Open mic,music,2026-11-05,19:30,22:30,The Fox,Oxford,OX1 9ZZ,Nell,nell@example.org,,\n"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


async def load(session: db.Session, *rows: str, **options) -> ImportReport:
    return await import_file(session, (HEAD + "".join(rows)).encode(), name="nights.csv", **options)


async def stored(session: db.Session) -> list[Event]:
    return list((await session.exec(select(Event).order_by(Event.title).limit(100))).all())  # pyright: ignore


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


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("2026-11-05", "5 November"), "date: “5 November” is not a date such as 2027-03-14 or 14/03/2027"),
        (("2026-11-05", "2026-02-30"), "date: “2026-02-30” is not in the calendar"),
        (("2026-11-05", "29/03/2027"), None),
        (("2026-11-05,19:30,22:30", "2027-03-28,01:30,"), "date: 01:30 on 28 March 2027 does not exist"),
        (("2026-11-05,19:30,22:30", "9999-12-31,23:30,01:00"), "date: This day is out of our reach"),
        (("19:30", "7pm"), "start: “7pm” is not a time such as 19:30"),
        (("22:30", "late"), "end: “late” is not a time such as 19:30"),
        (("22:30", "19:30"), "end: It has to end after it starts"),
        (("Oxford", "Banbry"), "town: “Banbry” is not one of the towns we list. Did you mean Banbury?"),
        (("Oxford", "Birmingham"), "Leave it empty if the nearest is not on our list"),
        (("music", "karaoke"), "category: “karaoke” is not one of music, comedy, spoken, jam, other"),
        ((",,\n", ",,maybe\n"), "cancelled: “maybe” is neither yes nor empty"),
        (("Open mic", ""), "title: Give the night a title"),
        (("Nell,", ","), "organiser: Say who runs the night"),
        (("ZZ,Nell,nell@example.org", "ZZ,Nell,"), "email: Give an email address"),
        ((",,\n", ",http://x.example,\n"), "tickets: “http://x.example” is not an https:// web address"),
        ((",,\n", ",,,more\n"), "There are more cells than columns"),
    ],
)
async def test_each_way_a_row_is_bad_is_named_once(
    session: db.Session, change: tuple[str, str], problem: str | None
):
    report = await load(session, GOOD.replace(*change), dry_run=True)
    if problem is None:
        assert report == ImportReport(added=1)
        return
    (told,) = report.problems
    assert told.startswith("Line 2: ")
    assert problem in told


async def test_every_problem_of_a_row_is_told(session: db.Session):
    report = await load(session, ",,soon,7pm,,,,,,,,\n")
    assert [told.split(": ")[1] for told in report.problems] == [
        "date",
        "start",
        "title",
        "venue",
        "organiser",
        "email",
    ]


async def test_an_unknown_column_keeps_everything_out_unless_bad_rows_are_skipped(session: db.Session):
    data = (HEAD.replace("tickets", "ticket") + GOOD).encode()
    report = await import_file(session, data, name="x.csv")
    assert report.problems == ("Line 1: The column “ticket” is not one we know. Did you mean “tickets”?",)
    assert (await import_file(session, data, name="x.csv", skip_bad=True)).added == 1


async def test_an_empty_end_is_three_hours_later_and_an_early_one_after_midnight(session: db.Session):
    await load(session, GOOD.replace("22:30", ""), GOOD.replace("Open", "Late").replace("22:30", "0:45"))
    late, usual = await stored(session)
    assert usual.end_at == datetime(2026, 11, 5, 22, 30, tzinfo=UTC)
    assert late.end_at == datetime(2026, 11, 6, 0, 45, tzinfo=UTC)


async def test_defaults_and_guesses_fill_what_is_empty(session: db.Session):
    sparse = "Poetry open mic,,5/11/2026,19:30,,The Fox,,,,,,\n"
    assert (await load(session, sparse, defaults=HOST)).added == 1
    (night,) = await stored(session)
    assert (night.category, night.organiser_name, night.organiser_email) == (
        Category.SPOKEN,
        "Nell",
        "nell@example.org",
    )
    assert (night.town_id, night.venue_id) == (None, None)


async def test_a_night_that_is_over_is_counted_and_one_that_runs_is_added(session: db.Session):
    over = GOOD.replace("2026-11-05,19:30,22:30", "2026-11-01,09:00,12:00")
    runs = GOOD.replace("2026-11-05,19:30,22:30", "2026-11-01,09:00,12:01")
    assert await load(session, over, runs.replace("Open", "Running")) == ImportReport(added=1, past=1)


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


async def test_a_town_of_this_release_that_is_not_stored_yet_is_added(session: db.Session):
    await session.exec(delete(Town))
    assert (await load(session, GOOD)).added == 1
    assert (await stored(session))[0].town_name == "Oxford"


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


async def test_racing_imports_add_each_night_once(database: db.Database):
    rows = [GOOD.replace("Open", f"Night {number}") for number in range(700)]

    async def race(order: int) -> ImportReport:
        async with db.transaction() as session:
            return await load(session, *rows[::order], publish=True)

    reports = await asyncio.gather(race(1), race(-1), race(1))
    assert sorted(report.added for report in reports) == [0, 0, 700]
    assert all(report.added + report.already_here == 700 for report in reports)


async def test_ten_thousand_nights_go_in_by_batches(session: db.Session):
    rows = [
        GOOD.replace("Open", f"Night {number}").replace("Fox", f"Fox {number % 300}")
        for number in range(10_000)
    ]
    statements, seen = [], []
    hooks.listen(Engine, "before_cursor_execute", count := lambda *given: statements.append(given[2]))
    try:
        report = await load(session, *rows, progress=lambda done, total: seen.append((done, total)))
    finally:
        hooks.remove(Engine, "before_cursor_execute", count)
    assert report.added == 10_000
    assert seen == [(done, 10_000) for done in range(500, 10_001, 500)]
    assert len(statements) < 60


async def test_whether_there_are_events_is_known(session: db.Session):
    assert not await events.has_events(session)
    await load(session, GOOD)
    assert await events.has_events(session)


@given(
    st.binary(max_size=120),
    st.sampled_from(["x.csv", "x.ics", "x"]),
    st.sampled_from([HEAD, "BEGIN:VCALENDAR\n"]),
)
@settings(deadline=None)
def test_hostile_bytes_give_rows_or_a_refusal(data: bytes, name: str, start: str):
    for given_ in (data, start.encode() + data):
        try:
            rows = import_files.read(given_, name=name, defaults=HOST, at=clock.now())
        except errors.Refusal:
            continue
        assert all(isinstance(row, ImportRow) for row in rows)
