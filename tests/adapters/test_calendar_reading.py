"""Calendars as other programs export them, across both changes of the clocks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from openmic import errors
from openmic.adapters.calendars import lines
from openmic.adapters.calendars.night import CalendarNight, Reading
from openmic.adapters.calendars.reading import read

FILES = Path(__file__).parent / "calendars"
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)


def exported(name: str) -> bytes:
    return (FILES / name).read_bytes()


def starts(reading: Reading) -> list[str]:
    return [f"{night.start_at:%m-%d %H:%M}" for night in reading.nights]


def titled(reading: Reading, title: str) -> CalendarNight:
    (night,) = (night for night in reading.nights if night.summary == title)
    return night


def test_google_series_keep_their_hour_across_spring_with_moved_left_out_and_cancelled_dates():
    reading = read(exported("google.ics"), at=MARCH)
    series = [night for night in reading.nights if night.uid.startswith("4k2v8m0qf7")]
    assert [(f"{night.start_at:%m-%d %H:%M}", night.cancelled) for night in series] == [
        ("03-05 19:30", False),
        ("03-12 19:30", False),
        ("04-02 18:30", False),
        ("04-16 18:30", False),
        ("03-27 20:00", False),
        ("04-09 18:30", True),
    ]
    assert [night.line for night in series] == [27, 27, 27, 27, 49, 60]
    assert series[4].recurs_at == datetime(2026, 3, 26, 19, 30, tzinfo=UTC)
    assert not reading.bad


def test_google_descriptions_become_plain_text():
    night = read(exported("google.ics"), at=MARCH).nights[0]
    assert night.description == "Three songs each, sign-up from 7pm.\nBring\xa0friends & cake."
    assert night.location == "The Gilded Ferret, 12 Walton Street, Oxford OX2 9ZZ, UK"


def test_google_utc_series_mean_the_calendars_own_zone():
    reading = read(exported("google_utc_series.ics"), at=OCTOBER)
    assert starts(reading) == ["10-07 18:30", "10-14 18:30", "10-21 18:30", "10-28 19:30", "11-04 19:30"]


def test_apple_entries_are_read_and_an_all_day_one_is_named():
    reading = read(exported("apple.ics"), at=OCTOBER)
    late = titled(reading, "Late comedy at the Héron")
    assert late.start_at == datetime(2026, 10, 24, 21, 0, tzinfo=UTC)
    assert late.end_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the first of the two 01:30
    assert late.url == "https://heron.example.org/late"
    floating = titled(reading, "Floating folk session")
    assert floating.start_at == datetime(2026, 10, 28, 19, 30, tzinfo=UTC)
    assert floating.end_at == datetime(2026, 10, 28, 22, 0, tzinfo=UTC)
    assert [(bad.line, bad.reason) for bad in reading.bad] == [
        (56, "It is an all-day entry; a night needs a time to start at.")
    ]


def test_outlook_zones_by_windows_name_and_by_own_definition_are_understood():
    reading = read(exported("outlook.ics"), at=datetime(2027, 3, 1, tzinfo=UTC))
    assert starts(reading) == ["03-09 19:30", "03-23 19:30", "04-06 18:30", "04-01 18:30"]
    tales = reading.nights[0]
    assert (tales.organiser_name, tales.organiser_email) == ("Larkin, Ada", "ada@example.org")
    assert tales.categories == ("Spoken word", "Village")
    assert tales.description == "Stories, poems\nand a warm stove.\n"


def test_meetup_entries_are_read_and_a_start_that_does_not_exist_is_named():
    reading = read(exported("meetup.ics"), at=MARCH)
    assert titled(reading, "Acoustic open mic").start_at == datetime(2026, 3, 30, 18, 0, tzinfo=UTC)
    friday = titled(reading, "Good Friday sing-along")
    assert friday.cancelled
    assert friday.end_at == datetime(2026, 4, 3, 21, 0, tzinfo=UTC)  # three hours, as nothing is said
    assert [(bad.line, bad.reason) for bad in reading.bad] == [
        (44, "01:30 on 29 March 2026 does not exist: the clocks go forward that night.")
    ]


@pytest.mark.parametrize("name", ["google.ics", "apple.ics", "outlook.ics", "meetup.ics"])
@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_and_a_bom_change_nothing(name: str, end: bytes):
    plain = exported(name)
    assert read(b"\xef\xbb\xbf" + plain.replace(b"\n", end), at=MARCH) == read(plain, at=MARCH)


def test_a_fold_may_cut_a_character_in_two():
    data = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260305T193000\r\nSUMMARY:Café\r\nEND:VEVENT\r\n"
    (night,) = read(data.encode().replace(b"\xc3\xa9", b"\xc3\r\n \xa9"), at=MARCH).nights
    assert night.summary == "Café"


@pytest.mark.parametrize("data", [b"", b"title,date\n", b"<html>", b"BEGIN:VCARD\r\nEND:VCARD\r\n"])
def test_what_is_not_a_calendar_is_refused(data: bytes):
    with pytest.raises(errors.Refusal, match="not a calendar"):
        read(data, at=MARCH)


def test_a_huge_calendar_is_refused():
    with pytest.raises(errors.TooLarge):
        read(b"BEGIN:VCALENDAR\n" + b"x" * lines.LARGEST, at=MARCH)
