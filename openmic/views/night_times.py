"""When a night is, from what people type into three boxes: London's clock, with its two odd nights a year."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openmic.clock import LONDON, NoSuchTime, from_london, happens_twice
from openmic.views import dates

USUAL = timedelta(hours=3)  # how long a night lasts whose end nobody gave
LONGEST_AFTER_MIDNIGHT = timedelta(hours=12)  # more is a slip of the finger
FURTHEST = timedelta(days=400)
YEARS = range(2, 9999)  # so that the day before and the day after can be counted with
CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::00)? ?([ap]m)?")
BRITISH_DAY = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
GAP = "The clocks go forward that night: there is no {hour}. Choose 2am or later, or a time before 1am."
TWICE = "The clocks go back that night, so {hour} comes twice. Say which one you mean."


@dataclass(frozen=True)
class Times:
    """The span of a night in UTC, as far as it could be told, with what was wrong by the name of the box.

    `asks_start` and `asks_end` say that the hour comes twice that night, so that people must choose.
    """

    start_at: datetime | None = None
    end_at: datetime | None = None
    problems: dict[str, str] = field(default_factory=dict)
    asks_start: bool = False
    asks_end: bool = False


def read(typed: dict[str, str], *, now: datetime) -> Times:
    """Reads `on`, `starts`, `ends` and, in the double hour of October, `starts_which` and `ends_which`.

    An end before the beginning is on the next day; none at all is three hours later.
    """
    on, starts = _day(typed.get("on", "")), _clock(typed.get("starts", ""))
    problems = {}
    if on is None:
        problems["on"] = "Say which day it is." if not typed.get("on") else "This is not a day we can read."
    if starts is None:
        problems["starts"] = (
            "Say when it starts."
            if not typed.get("starts")
            else "This is not a time we can read, such as 19:30."
        )
    ends = _clock(typed.get("ends", ""))
    if ends is None and typed.get("ends"):
        problems["ends"] = "This is not a time we can read, such as 22:30."
    if on is None or starts is None:
        return Times(problems=problems)
    wall = datetime.combine(on, starts)
    start_at, trouble, asks_start = _moment(wall, typed.get("starts_which", ""))
    if start_at is None:
        return Times(
            problems=problems | {"starts_which" if asks_start else "starts": trouble}, asks_start=asks_start
        )
    problems |= _out_of_reach(start_at, now)
    if "ends" in problems:
        return Times(start_at, None, problems, asks_start)
    if ends is None:
        return Times(start_at, start_at + USUAL, problems, asks_start)
    return _with_end(Times(start_at, None, problems, asks_start), wall, ends, typed.get("ends_which", ""))


def _with_end(times: Times, wall: datetime, ends: time, which: str) -> Times:
    start_at, problems = times.start_at, times.problems
    assert start_at is not None  # noqa: S101  (whoever calls has one)
    end_wall = datetime.combine(wall.date(), ends)
    next_day = end_wall < wall or (end_wall == wall and not happens_twice(wall))
    end_wall += timedelta(days=1) if next_day else timedelta()
    end_at, trouble, asks_end = _moment(end_wall, which)
    if end_at is None:
        where = "ends_which" if asks_end else "ends"
        return Times(start_at, None, problems | {where: trouble}, times.asks_start, asks_end)
    if end_at <= start_at:
        problems = problems | {"ends": "It has to end after it starts."}
    elif next_day and end_at - start_at > LONGEST_AFTER_MIDNIGHT:
        long = int((end_at - start_at) / timedelta(hours=1))
        problems = problems | {"ends": f"From then until then is {long} hours. Please check both times."}
    return Times(start_at, end_at, problems, times.asks_start, asks_end)


def _out_of_reach(start_at: datetime, now: datetime) -> dict[str, str]:
    if start_at <= now:
        return {"on": "That has already begun. When is the next one?"}
    if start_at - now > FURTHEST:
        return {"on": "That is more than a year away. Please send it in nearer the time."}
    return {}


def suggested_end(typed: dict[str, str]) -> str:
    """When a night would usually end, as HH:MM; empty when it is not known when it starts."""
    starts = _clock(typed.get("starts", ""))
    return (datetime.combine(date.min, starts) + USUAL).strftime("%H:%M") if starts else ""


def boxes(start_at: datetime, end_at: datetime) -> dict[str, str]:
    """What the boxes would hold for a night that is known."""
    start, end = (moment.astimezone(LONDON) for moment in (start_at, end_at))
    found = {
        "on": start.strftime("%Y-%m-%d"),
        "starts": start.strftime("%H:%M"),
        "ends": end.strftime("%H:%M"),
    }
    for name, moment in (("starts_which", start), ("ends_which", end)):
        if happens_twice(moment.replace(tzinfo=None)):
            found[name] = "second" if moment.fold else "first"
    return found


def happens_at_all(wall: datetime) -> bool:
    """Whether London's clocks show this time at all."""
    try:
        from_london(wall)
    except NoSuchTime:
        return False
    return True


def _moment(wall: datetime, which: str) -> tuple[datetime | None, str, bool]:
    said = dates.hour(wall.replace(tzinfo=LONDON))
    if not happens_at_all(wall):
        written = f"{wall.hour % 12 or 12}.{wall.minute:02}am" if wall.minute else "1am"
        return None, GAP.format(hour=written), False
    if not happens_twice(wall):
        return from_london(wall), "", False
    if which not in ("first", "second"):
        return None, TWICE.format(hour=said), True
    return from_london(wall, second=which == "second"), "", True


def _day(text: str) -> date | None:
    text = text.strip()
    if found := BRITISH_DAY.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _clock(text: str) -> time | None:
    found = CLOCK.fullmatch(text.strip().lower())
    if not found or (not found[2] and not found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None
