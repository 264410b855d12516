"""A row of the documented CSV as a submission's fields."""

import re
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from openmic import clock
from openmic.adapters.spreadsheets import SheetRow
from openmic.domain.import_rows import Defaults, ImportRow, Trouble, import_key
from openmic.models import Category
from openmic.views import category_words, location, place
from openmic.views.wording import fold, tidy_line

USUAL_LENGTH = timedelta(hours=3)
CENTURY = 2000  # of a year in two digits
DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)/(?P<m2>\d\d?)/(?P<y2>\d{4}|\d\d)", re.ASCII
)
TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]00)?", re.ASCII)
HALF_DAY = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5]\d)(?:[:.]00)?)? ?([ap])\.?m\.?", re.ASCII)
CATEGORIES = {word.value: word for word in Category} | {
    "spoken word": Category.SPOKEN,
    "jam session": Category.JAM,
}
YES, NO = ("yes", "y", "true", "1", "x"), ("", "no", "n", "false", "0")


def row(given: SheetRow, defaults: Defaults) -> ImportRow:
    """The row as fields, with whatever in it could not be understood."""
    cells, troubles = given.cells, []
    fields: dict[str, object] = {
        "title": cells.get("title", ""),
        "description": cells.get("description", ""),
        "category": _category(cells, troubles),
        "venue_name": cells.get("venue", ""),
        "address": cells.get("address", ""),
        "town": _town(cells.get("town", ""), troubles),
        "postcode": cells.get("postcode", ""),
        "organiser_name": cells.get("organiser", "") or defaults.organiser_name,
        "organiser_email": cells.get("email", "") or defaults.organiser_email,
        "ticket_url": cells.get("tickets", ""),
    }
    key = ""
    if times := _times(cells, troubles):
        fields["start_at"], fields["end_at"] = times
        identity = (fold(cells.get("title", "")), fold(cells.get("venue", "")), times[0].isoformat())
        key = import_key("csv", *identity)
    cancelled = fold(cells.get("cancelled", ""))
    if cancelled not in YES + NO:
        troubles.append(("cancelled", f"“{cancelled[:40]}” is neither yes nor empty."))
    return ImportRow(given.line, fields, key, cancelled in YES, tuple(troubles))


def _times(cells: dict[str, str], troubles: list[Trouble]) -> tuple[datetime, datetime] | None:
    """Start and end in UTC; an end before the start is after midnight, no end is three hours later."""
    day = _day(cells.get("date", ""), troubles)
    start = _time("start_at", cells.get("start", ""), troubles)
    end = _time("end_at", cells["end"], troubles) if cells.get("end") else None
    if not day or not start or (cells.get("end") and not end):
        return None
    try:
        wall = datetime(day.year, day.month, day.day, *start)  # noqa: DTZ001 - the wall clock, in no zone yet
        start_at = clock.from_london(wall)
        if not end:
            return start_at, start_at + USUAL_LENGTH
        after_midnight = timedelta(days=1 if end < start else 0)
        return start_at, clock.from_london(wall.replace(hour=end[0], minute=end[1]) + after_midnight)
    except clock.NoSuchTime as error:
        troubles.append(("date", f"{error}."))
    except OverflowError:
        troubles.append(("date", "This day is out of our reach."))
    return None


def _day(text: str, troubles: list[Trouble]) -> date | None:
    """A date; where day and month could be either way round, the day comes first."""
    found = DAY.fullmatch(text)
    if not found:
        troubles.append(("date", f"“{text[:40]}” is not a date such as 2027-03-14 or 14/03/2027."))
        return None
    year, month, day = (int(found[name] or found[f"{name}2"]) for name in "ymd")
    try:
        return date(year + CENTURY if len(found["y2"] or "") == 2 else year, month, day)
    except ValueError:
        hint = ": the day comes first, then the month" if found["m2"] and month > 12 >= day else ""
        troubles.append(("date", f"“{text}” is not in the calendar{hint}."))
    return None


def _time(field: str, text: str, troubles: list[Trouble]) -> tuple[int, int] | None:
    """Hour and minute; a bare number is refused, as 7 could be in the morning or in the evening."""
    plain = tidy_line(text).casefold()
    if found := TIME.fullmatch(plain):
        return int(found[1]), int(found[2])
    if found := HALF_DAY.fullmatch(plain):
        return int(found[1]) % 12 + (12 if found[3] == "p" else 0), int(found[2] or 0)
    troubles.append((field, f"“{text[:40]}” is not a time such as 19:30 or 7.30pm."))
    return None


def _category(cells: dict[str, str], troubles: list[Trouble]) -> Category:
    text = fold(cells.get("category", ""))
    if text and text not in CATEGORIES:
        troubles.append(("category", f"“{text[:40]}” is not one of {', '.join(Category)}."))
    return CATEGORIES.get(text) or category_words.guess([cells.get("title", "")])


def _town(text: str, troubles: list[Trouble]) -> str:
    slug = location.town_named(text) if text else ""
    if slug is not None:
        return slug
    names = [town.name for town in place.towns()]
    close = get_close_matches(text.title(), names, n=1, cutoff=0.75)
    hint = f"Did you mean {close[0]}?" if close else "Leave it empty if the nearest is not on our list."
    troubles.append(("town", f"“{text[:40]}” is not one of the towns we list. {hint}"))
    return ""
