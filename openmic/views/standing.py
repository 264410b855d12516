"""How a night stands, in a few words for moderators."""

from datetime import datetime
from typing import Protocol

from openmic.models.choices import Status
from openmic.views import dates


class Row(Protocol):
    """What decides it."""

    end_at: datetime
    status: Status
    email_verified: bool
    queued_at: datetime | None
    held_at: datetime | None
    hidden_at: datetime | None
    is_unreviewed: bool
    featured_until: datetime | None
    cancelled_at: datetime | None
    withdrawn_at: datetime | None
    has_change: bool


def words(row: Row, now: datetime) -> str:
    """How it stands: "Listed, a change waits, featured until Friday 4 December 2026"."""
    said = [_status(row, now)]
    if row.status == Status.PUBLISHED:
        said += ["cancelled"] if row.cancelled_at else []
        said += ["a change waits"] if row.has_change else []
        said += ["to be looked over"] if row.is_unreviewed else []
        said += [f"featured until {dates.last_day(row.featured_until)}"] if row.featured_until else []
    said += ["held aside"] if row.queued_at and row.held_at else []
    return ", ".join(said)


def _status(row: Row, now: datetime) -> str:
    if row.withdrawn_at:
        return "Withdrawn by its organiser"
    if row.status == Status.PENDING:
        if row.hidden_at:
            return "Hidden by a report"
        return "Waits for a decision" if row.email_verified else "Address not confirmed"
    if row.status == Status.REJECTED:
        return "Turned down"
    if row.status == Status.ARCHIVED:
        return "Put away"
    return "Listed" if row.end_at > now else "Listed, over"
