"""Opens a file of nights: tells CSV from iCalendar, and gives the rows of either."""

from datetime import datetime

from openmic import errors
from openmic.adapters import spreadsheets
from openmic.adapters.calendars import lines, reading
from openmic.domain import calendar_rows, sheet_rows
from openmic.domain.import_rows import Defaults, ImportRow


def read(data: bytes, *, name: str, defaults: Defaults, at: datetime) -> list[ImportRow]:
    """The rows of a CSV or iCalendar file, told apart by content, then by name; series run from `at`.

    Raises errors.Refusal for what is neither.
    """
    if not data.strip():
        raise errors.Refusal("This file is empty.")
    if lines.looks_like_calendar(data) or name.lower().endswith((".ics", ".ical", ".ifb")):
        calendar = reading.read(data, at=at)
        bad = [_unreadable(entry.line, entry.reason) for entry in calendar.bad]
        return [*bad, *(calendar_rows.row(night, defaults) for night in calendar.nights)]
    sheet = spreadsheets.read(data)
    bad = [_unreadable(line, reason) for line, reason in sheet.bad]
    return [*bad, *(sheet_rows.row(each, defaults) for each in sheet.rows)]


def _unreadable(line: int, reason: str) -> ImportRow:
    return ImportRow(line, {}, troubles=(("", reason),))
