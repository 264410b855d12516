"""The only reader of the time, so that tests can move it and no other module guesses a zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class NoSuchTime(ValueError):
    """A wall-clock time that is skipped when the clocks go forward."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in London."""
    return now().astimezone(LONDON).date()


def minute() -> int:
    """The present whole minute, as a number that grows by one. Nights begin and end, and days turn, with one."""
    return int(now().timestamp() // 60)


def start_of_day(day: date) -> datetime:
    """Midnight at the start of a London day, in UTC. London never skips or repeats a midnight."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def from_london(wall: datetime, *, second: bool = False) -> datetime:
    """A naive London wall-clock time, in UTC.

    In the hour that happens twice in October the first meaning is taken, or the second if asked.
    Raises NoSuchTime in the hour that does not happen in March.
    """
    aware = wall.replace(tzinfo=LONDON, fold=int(second))
    moment = aware.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != wall:
        raise NoSuchTime(f"{wall:%H:%M on %d %B %Y} does not exist: the clocks go forward that night")
    return moment


def happens_twice(wall: datetime) -> bool:
    """Whether a naive London wall-clock time occurs twice, as from 01:00 to 02:00 in October."""
    return from_london(wall, second=True) != from_london(wall)
