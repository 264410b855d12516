"""How the site keeps itself going, in words: what is done when, and whether it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from openmic.models.choices import RunState
from openmic.views import dates
from openmic.views.unsent import soon

PATIENCE = timedelta(minutes=5)  # after which what was to be done should have begun
FINE, BUSY, NEW, TROUBLE = "Fine", "At work", "Not yet run", "Needs a look"


@dataclass(frozen=True)
class JobLine:
    """One job. `state` is a word or two, `trouble` what is wrong in a sentence, `error` the last fault."""

    name: str
    about: str
    schedule: str
    state: str
    next: str
    last: str = ""
    last_at: str = ""
    took: str = ""
    lately: str = ""
    error: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class JobsPage:
    """All of them, with how mail stands in one sentence."""

    headline: str
    jobs: tuple[JobLine, ...]
    mail: str
    is_well: bool = True


@dataclass(frozen=True)
class Standing:
    """A job as the ledger has it: its last due period, what came of that, and what was done before."""

    plan: Any
    due_at: datetime
    next_at: datetime
    row: Any = None  # of the period that is due
    done: Any = None  # the last row that came to its end
    failed: int = 0
    errors: Sequence[str] = ()
    is_too_late: bool = False
    is_known: bool = False


def page(standings: Sequence[Standing], backlog: Any, now: datetime) -> JobsPage:
    """What the ledger and the outbox say, in words."""
    jobs = tuple(sorted((line(one, now) for one in standings), key=lambda job: not job.trouble))
    bad = sum(bool(job.trouble) for job in jobs)
    late = backlog.many and now - backlog.since > PATIENCE
    said = (
        "Everything is done in time."
        if not bad
        else f"{bad} {'job needs' if bad == 1 else 'jobs need'} a look."
    )
    return JobsPage(said, jobs, _mail(backlog, now), is_well=not bad and not late)


def line(one: Standing, now: datetime) -> JobLine:
    """One job in words."""
    trouble = _trouble(one, now)
    row, done = one.row, one.done
    state = TROUBLE if trouble else BUSY if row and row.state == RunState.RUNNING else FINE if done else NEW
    return JobLine(
        name=one.plan.name,
        about=one.plan.about,
        schedule=one.plan.schedule.words,
        state=state,
        next=f"{moment(one.next_at, now)} ({soon(one.next_at, now)})",
        last=moment(done.finished_at, now) if done else "",
        last_at=dates.iso(done.finished_at) if done else "",
        took=_took(done) if done else "",
        lately=_lately(one.failed),
        error=one.errors[0] if one.errors else "",
        trouble=trouble,
    )


def summary(one: Standing, now: datetime) -> str:
    """One job on a line, for a terminal."""
    told = line(one, now)
    last = f"last {told.last}, {told.took}" if told.last else "not run yet"
    parts = (
        f"{told.name:12}",
        f"{told.schedule:22}",
        f"{told.state:12}",
        last,
        f"next {told.next}",
        told.trouble,
    )
    return "  ".join(part for part in parts if part)


def outcome(period: str, row: Any) -> str:
    """What has become of one period, in a sentence."""
    if row.state == RunState.DONE:
        return f"{period} is done: {_took(row)}."
    words = {
        RunState.RUNNING: "is being done just now",
        RunState.SKIPPED: "was skipped",
        RunState.FAILED: "has failed",
    }
    return f"{period} {words[row.state]}."


def moment(at: datetime, now: datetime) -> str:
    """A moment near now: "today, 7.32pm", "Monday 30 November, 9am"."""
    return dates.moment(at, now)


def _took(row: Any) -> str:
    many = f"{row.rows:,} {'row' if row.rows == 1 else 'rows'}"
    time = row.finished_at - row.started_at
    seconds = max(0.0, time.total_seconds())
    return f"{many} in {f'{seconds:.1f} seconds' if seconds < 120 else dates.length(time)}"


def _lately(failed: int) -> str:
    if not failed:
        return "No failures in the last 7 days"
    return f"Failed in {failed:,} {'period' if failed == 1 else 'periods'} in the last 7 days"


def _trouble(one: Standing, now: datetime) -> str:
    row = one.row
    if row is None:
        is_overdue = one.is_known and not one.is_too_late and now - one.due_at > PATIENCE
        return f"Overdue: it should have begun {moment(one.due_at, now)}." if is_overdue else ""
    if row.state == RunState.FAILED and row.leased_until:
        return f"Failing: it is tried again {soon(row.leased_until, now)}."
    if row.state == RunState.FAILED:
        return f"Failed: given up after {row.attempts} tries."
    if row.state == RunState.SKIPPED:
        return "Skipped: nobody could begin in time."
    if row.state == RunState.RUNNING and now - row.leased_until > PATIENCE:
        return f"Interrupted: nobody goes on with it since {moment(row.leased_until, now)}."
    return ""


def _mail(backlog: Any, now: datetime) -> str:
    if not backlog.many:
        return "Mail leaves all the time. None waits."
    many = "1 mail waits" if backlog.many == 1 else f"{backlog.many:,} mails wait"
    return f"Mail leaves all the time. {many}, the longest for {dates.length(now - backlog.since)}."
