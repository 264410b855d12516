"""When something falls due, reckoned from the wall clock alone: nothing is remembered, and nothing is waited for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from openmic import clock
from openmic.views import dates

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Period:
    """One turn of a schedule: its name in the ledger, and when it falls due."""

    name: str
    due_at: datetime


class Schedule(Protocol):
    """How often something falls due. Each period has a number, and the next has the next one."""

    @property
    def words(self) -> str:
        """The schedule as people say it."""
        ...

    def number(self, moment: datetime) -> int:
        """The hour, day or week that a moment falls in."""
        ...

    def period(self, number: int) -> Period:
        """What falls due in that hour, day or week."""
        ...


def latest(schedule: Schedule, now: datetime) -> Period:
    """The period that fell due last."""
    number = schedule.number(now)
    period = schedule.period(number)
    return period if period.due_at <= now else schedule.period(number - 1)


def before(schedule: Schedule, period: Period) -> Period:
    """The period before that one."""
    return schedule.period(schedule.number(period.due_at) - 1)


def after(schedule: Schedule, period: Period) -> Period:
    """The period after that one."""
    return schedule.period(schedule.number(period.due_at) + 1)


@dataclass(frozen=True)
class Hourly:
    """On the hour, in UTC: no hour happens twice or not at all."""

    words = "every hour"

    def number(self, moment: datetime) -> int:
        """Hours since 1970."""
        return int(moment.timestamp()) // 3600

    def period(self, number: int) -> Period:
        """That hour, such as 2026-11-23T14."""
        due_at = datetime.fromtimestamp(3600 * number, UTC)
        return Period(f"{due_at:%Y-%m-%dT%H}", due_at)


@dataclass(frozen=True)
class Daily:
    """At an hour of each day, in UTC."""

    hour: int

    @property
    def words(self) -> str:
        """Such as "every day at 3am UTC"."""
        return f"every day at {self.hour % 12 or 12}{'am' if self.hour < 12 else 'pm'} UTC"

    def number(self, moment: datetime) -> int:
        """Days of the calendar."""
        return moment.astimezone(UTC).toordinal()

    def period(self, number: int) -> Period:
        """That day, such as 2026-11-23."""
        on = date.fromordinal(number)
        return Period(on.isoformat(), datetime.combine(on, time(self.hour), UTC))


@dataclass(frozen=True)
class Weekly:
    """At an hour of one day of each week, in London: what people expect on a Monday at nine comes at nine all year."""

    day: str
    hour: int

    @property
    def words(self) -> str:
        """Such as "every Monday at 9am"."""
        due_at = self.period(1).due_at
        return f"every {due_at:%A} at {dates.hour(due_at)}"

    def number(self, moment: datetime) -> int:
        """Weeks from Monday to Sunday in London."""
        return (moment.astimezone(clock.LONDON).toordinal() - 1) // 7

    def period(self, number: int) -> Period:
        """That week by ISO 8601, such as 2026-W48."""
        on = date.fromordinal(7 * number + 1) + timedelta(days=DAYS.index(self.day))
        year, week, _ = on.isocalendar()
        due_at = clock.from_london(datetime.combine(on, time(self.hour)))
        return Period(f"{year}-W{week:02}", due_at)
