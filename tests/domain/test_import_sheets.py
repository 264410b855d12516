"""What a row of a spreadsheet becomes, and what is said of a bad one."""

from datetime import UTC, datetime

import pytest
import time_machine

from openmic import db
from openmic.domain.importing import import_file
from openmic.models import Category
from openmic.views.import_report import ImportReport
from tests.domain.loading import GOOD, HEAD, HOST, load, stored

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("2026-11-05", "5 November"), "date: “5 November” is not a date such as 2027-03-14 or 14/03/2027"),
        (("2026-11-05", "2026-02-30"), "date: “2026-02-30” is not in the calendar"),
        (("2026-11-05", "29/03/2027"), None),
        (("2026-11-05,19:30,22:30", "2027-03-28,01:30,"), "date: 01:30 on 28 March 2027 does not exist"),
        (("2026-11-05,19:30,22:30", "9999-12-31,23:30,01:00"), "date: This day is out of our reach"),
        (("2026-11-05", "12/31/2026"), "“12/31/2026” is not in the calendar: the day comes first, then"),
        (("2026-11-05", "12/31/26"), "“12/31/26” is not in the calendar: the day comes first, then"),
        (("2026-11-05", "31/11/2026"), "date: “31/11/2026” is not in the calendar"),
        (("2026-11-05", "5/11/026"), "date: “5/11/026” is not a date such as 2027-03-14"),
        (("19:30", "7"), "start: “7” is not a time such as 19:30 or 7.30pm"),
        (("19:30", "19:30pm"), "start: “19:30pm” is not a time such as 19:30"),
        (("19:30", "0pm"), "start: “0pm” is not a time such as 19:30"),
        (("19:30", "19:30:59"), "start: “19:30:59” is not a time such as 19:30"),
        (("19:30", "24:00"), "start: “24:00” is not a time such as 19:30"),
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


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("19:30:00", 19, 30),
        ("19.30", 19, 30),
        ("7.30pm", 19, 30),
        ("7:30 PM", 19, 30),
        ("7:30:00\u202fPM", 19, 30),  # as macOS writes it
        ("07:30 p.m.", 19, 30),
        ("7pm", 19, 0),
        ("9am", 9, 0),
        ("12pm", 12, 0),
        ("12:15am", 0, 15),
        ("0:15", 0, 15),
    ],
)
async def test_times_are_read_as_people_and_spreadsheets_write_them(
    session: db.Session, written: str, hour: int, minute: int
):
    assert (await load(session, GOOD.replace("19:30,22:30", f"{written},"))).problems == ()
    (night,) = await stored(session)
    assert night.start_at == datetime(2026, 11, 5, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2026-12-05", "05/12/2026", "5/12/2026", "05/12/26", "5/12/26"])
async def test_dates_are_read_as_spreadsheets_write_them_and_the_day_comes_first(
    session: db.Session, written: str
):
    assert (await load(session, GOOD.replace("2026-11-05", written))).problems == ()
    (night,) = await stored(session)
    assert night.start_at == datetime(2026, 12, 5, 19, 30, tzinfo=UTC)


async def test_a_night_is_the_same_however_its_start_is_written(session: db.Session):
    await load(session, GOOD)
    again = GOOD.replace("2026-11-05,19:30", "05/11/26,7.30pm")
    assert await load(session, again) == ImportReport(already_here=1)


async def test_every_problem_of_a_row_is_told(session: db.Session):
    report = await load(session, ",,soon,7,,,,,,,,\n")
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
