"""Times in words, always London's; the only place that decides how a day or an hour is written."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from openmic.clock import LONDON, start_of_day

SUNDAY = 6  # as date.weekday() counts
remembered = lru_cache(maxsize=5000)  # a list asks for the same few evenings again and again
EVENING = 17
FORTNIGHT = 14


@remembered
def on_day(moment: datetime) -> date:
    """The London day a moment falls on."""
    return moment.astimezone(LONDON).date()


@remembered
def hour(moment: datetime) -> str:
    """A time of day as people here write it: 7.30pm, 8pm, noon, midnight."""
    local = moment.astimezone(LONDON)
    if local.minute == 0 and local.hour in (0, 12):
        return "noon" if local.hour else "midnight"
    minutes = f".{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def hours(start_at: datetime, end_at: datetime) -> str:
    """From when to when: "7.30pm to 10.30pm"."""
    return f"{hour(start_at)} to {hour(end_at)}"


@remembered
def day(on: date, today: date) -> str:
    """A day in words: "Saturday 28 November", with the year when it is not this one."""
    year = f" {on.year}" if on.year != today.year else ""
    return f"{on:%A} {on.day} {on:%B}{year}"


def moment(at: datetime, now: datetime) -> str:
    """A moment in the past: "today, 7.32pm", "Saturday 28 November, 7.30pm"."""
    on, today = on_day(at), on_day(now)
    return f"{'today' if on == today else day(on, today)}, {hour(at)}"


def last_day(until: datetime) -> str:
    """The last London day before a moment that ends one, with its year: "Friday 4 December 2026"."""
    on = on_day(until - timedelta(seconds=1))
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def length(time: timedelta) -> str:
    """How long something takes: "40 seconds", "12 minutes", "5 hours", "3 days"."""
    seconds = max(0, round(time.total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= (2 * size if unit != "minute" else size):
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def near_day(on: date, today: date) -> str:
    """A day as people say it: Tonight, Tomorrow, then the date."""
    return {0: "Tonight", 1: "Tomorrow"}.get((on - today).days, day(on, today))


def soon(start_at: datetime, end_at: datetime, now: datetime) -> str:
    """How soon that is: On now, Today, Tonight, Tomorrow, In 5 days; empty when over or further than a fortnight."""
    days = (on_day(start_at) - on_day(now)).days
    if end_at <= now or days >= FORTNIGHT:
        return ""
    if start_at <= now:
        return "On now"
    if days == 0:
        return "Tonight" if start_at.astimezone(LONDON).hour >= EVENING else "Today"
    return "Tomorrow" if days == 1 else f"In {days} days"


@remembered
def iso(moment: datetime) -> str:
    """A moment for machines, with London's offset (RFC 3339)."""
    return moment.astimezone(LONDON).isoformat(timespec="minutes")


def window(when: str, today: date, *, on: str = "", until: str = "") -> tuple[datetime, datetime] | None:
    """The half-open span of start times, in UTC, that a choice of the finder means; None for any time.

    `when` is tonight, week (until Sunday) or weekend (Friday to Sunday). Without it `on` and `until`, as
    YYYY-MM-DD, are the first and the last day: `on` alone is that one day, `until` alone begins today.
    Raises ValueError for anything else.
    """
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    if when == "tonight":
        first, last = today, today
    elif when == "week":
        first, last = today, sunday
    elif when == "weekend":
        first, last = max(today, sunday - timedelta(days=2)), sunday
    elif when:
        raise ValueError(when)
    elif on or until:
        first, last = date.fromisoformat(on or today.isoformat()), date.fromisoformat(until or on)
    else:
        return None
    return start_of_day(first), start_of_day(last + timedelta(days=1))


def days(on: str, until: str, today: date) -> str:
    """A day or several in words: "on Saturday 5 December", "from … to …", "until …"; empty for none."""
    first, last = (day(date.fromisoformat(one), today) if one else "" for one in (on, until))
    if first and last:
        return f"from {first} to {last}"
    return f"on {first}" if first else f"until {last}" if last else ""


def moment_in_full(at: datetime) -> str:
    """A moment that must still be understood in years: "Saturday 28 November 2026, 7.30pm"."""
    on = on_day(at)
    return f"{on:%A} {on.day} {on:%B} {on.year}, {hour(at)}"
