"""Calendars nobody meant well with: a reading or a refusal, and soon."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openmic import errors
from openmic.adapters.calendars.night import Reading
from openmic.adapters.calendars.reading import read

AT = datetime(2026, 3, 1, tzinfo=UTC)
EXPORTED = [path.read_bytes() for path in sorted((Path(__file__).parent / "calendars").glob("*.ics"))]
WRITTEN_NAMES = (
    "UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS SUMMARY ORGANIZER "
    "CATEGORIES LOCATION TZID TZOFFSETTO BEGIN END X-WR-TIMEZONE"
)
NAMES = st.sampled_from(WRITTEN_NAMES.split())
WRITTEN_DATES = (
    "20260305T193000 20260305T193000Z 20260305 00010101T000000Z 99991231T235959Z 99991231T235959 "
    "20260329T013000 P1D PT3H -P9999999W 20260305T193000Z/PT3H 20261399T996199 +0100 -9999"
)
DATES = st.sampled_from(WRITTEN_DATES.split())
WRITTEN_PARTS = (
    "FREQ=DAILY FREQ=WEEKLY FREQ=MONTHLY FREQ=YEARLY FREQ=SECONDLY INTERVAL=1 INTERVAL=0 INTERVAL=999 COUNT=5 "
    "COUNT=-1 COUNT=99999999 UNTIL=20270101 UNTIL=00010101T000000 BYDAY=MO BYDAY=-5SU BYDAY=99FR BYMONTH=2 "
    "BYMONTHDAY=30 BYMONTHDAY=-32 BYSETPOS=366 BYYEARDAY=-366 BYWEEKNO=53 WKST=XX BYEASTER=1 FREQ RSCALE=X"
)
PARTS = st.sampled_from(WRITTEN_PARTS.split())
RULES = st.lists(PARTS, max_size=4).map(";".join)
PARAMS = st.sampled_from(
    [
        "",
        ";VALUE=DATE",
        ";TZID=Europe/London",
        ';TZID="',
        ";RANGE=THISANDFUTURE",
        ";VALUE=PERIOD",
        ";TZID=../x",
    ]
)
VALUES = (
    DATES
    | RULES
    | st.text(max_size=20)
    | st.sampled_from(["VEVENT", "VTIMEZONE", "VALARM", "1", "\x00", "a\\"])
)
CONTENT = st.tuples(NAMES, PARAMS, VALUES).map(lambda given: f"{given[0]}{given[1]}:{given[2]}")
DATED = st.tuples(DATES, RULES).map(lambda given: f"DTSTART:{given[0]}\nRRULE:{given[1]}")
ENTRIES = st.lists(CONTENT | DATED, max_size=8).map(
    lambda lines: "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])
)


def check(data: bytes) -> None:
    with suppress(errors.Refusal):
        found = read(data, at=AT)
        assert isinstance(found, Reading)
        assert all(night.start_at < night.end_at and night.start_at.tzinfo is UTC for night in found.nights)
        assert all(bad.reason.endswith(".") and bad.line > 0 for bad in found.bad)


@given(st.lists(ENTRIES, max_size=3))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_entries_made_of_nonsense_are_read_or_named(entries: list[str]):
    check("\n".join(["BEGIN:VCALENDAR", *entries]).encode("utf-8", "replace"))


@given(st.sampled_from(EXPORTED), st.integers(0, 3000), st.integers(0, 200), st.binary(max_size=30))
@settings(deadline=None)
def test_a_damaged_export_is_read_or_named(export: bytes, place: int, lost: int, put_in: bytes):
    check(export[:place] + put_in + export[place + lost :])


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes):
    check(data)
    check(b"BEGIN:VCALENDAR\n" + data)


@pytest.mark.parametrize(
    "entry",
    [
        "BEGIN:X\n" * 200_000,
        "RRULE:FREQ=SECONDLY\n" * 1_000,
        "DTSTART:20260305T193000\nRRULE:FREQ=DAILY;COUNT=999999999",
        "DTSTART:20260305T193000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
        "DTSTART:20260305T193000\nRRULE:FREQ=MONTHLY;BYDAY=99MO",
        "DTSTART:20260305T193000\nRRULE:FREQ=WEEKLY\nEXDATE:"
        + "20260305T193000," * 10_000
        + "20260305T193000",
        "SUMMARY:" + "a,b;" * 100_000,
    ],
)
@pytest.mark.timeout(20)
def test_an_entry_made_to_take_for_ever_does_not(entry: str):
    check(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{entry}\nEND:VEVENT\n".encode())
    check(f"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Own\n{entry}\nEND:VTIMEZONE\n".encode())
