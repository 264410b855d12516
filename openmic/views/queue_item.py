"""One night that waits for a moderator, with all that helps to decide in two seconds, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openmic import urls
from openmic.models.choices import Status
from openmic.views import dates, queue_night, report_reasons
from openmic.views.fields import EMPTY, Field
from openmic.views.listing import place_words
from openmic.views.queue_night import Difference, QueuedNight
from openmic.views.queue_words import duration, history

NEW = "New night"
AGAIN = "Sent in again"
CHANGE = "Change"
LOOK_OVER = "Listed already, please look"
REPORTED = "Reported"
HIDDEN = "Hidden by a report"
URGENT = frozenset({REPORTED, HIDDEN})


@dataclass(frozen=True)
class Alike:
    """Another night that may be the same one, how it stands, and the moderators' page of it."""

    title: str = ""
    facts: str = ""
    state: str = ""
    href: str = ""


@dataclass(frozen=True)
class OpenReport:
    """What somebody says is wrong with a night, and where to decide about it."""

    id: str = ""
    label: str = ""
    words: str = ""
    when: str = ""
    review_href: str = ""
    dismiss_href: str = ""


@dataclass(frozen=True)
class Tried:
    """Reasons for turning down a night that could not be taken: what stands in the boxes, and what is wrong.

    `ticked` are the keys of the items it was meant for, if several.
    """

    item: str = ""
    reason: Field = EMPTY
    words: Field = EMPTY
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueueItem:
    """One night that waits. `seen` is the number of the words shown, `key` names the item and its words.

    `held_back` says why it cannot be approved, if so. `following` is the id of the item that comes next.
    """

    id: str = ""
    key: str = ""
    seen: str = ""
    following: str = ""
    kind: str = ""
    is_urgent: bool = False
    is_held: bool = False
    night: QueuedNight = field(default_factory=QueuedNight)
    changes: tuple[Difference, ...] = ()
    has_changes: bool = False
    flags: tuple[str, ...] = ()
    has_flags: bool = False
    alike: tuple[Alike, ...] = ()
    has_alike: bool = False
    reports: tuple[OpenReport, ...] = ()
    has_reports: bool = False
    history: str = ""
    appeal: str = ""
    waits: str = ""
    since: str = ""
    held_back: str = ""
    can_approve: bool = True
    is_ticked: bool = False
    is_rejecting: bool = False
    reason: Field = EMPTY
    words: Field = EMPTY


@dataclass(frozen=True)
class Beside:
    """What else was found for the nights of a page, by their ids."""

    history: Mapping[Any, Any]
    alike: Mapping[Any, Sequence[Any]]
    reports: Mapping[Any, Sequence[Any]]
    last_seen: Mapping[Any, Mapping[str, Any]]


def item(row: Any, beside: Beside, *, now: datetime, following: str, tried: Tried) -> QueueItem:
    """A row of the queue with what is beside it."""
    listed = row._mapping
    is_change = row.change_number is not None
    words = queue_night.of_change(listed, row.change_content) if is_change else listed
    before = listed if is_change else beside.last_seen.get(row.id)
    changes = queue_night.differences(before, words) if before else ()
    reports = tuple(_report(one, now) for one in beside.reports.get(row.id, ()))
    kind = _kind(row, is_again=before is not None, has_reports=bool(reports))
    alike = tuple(_alike(one, now) for one in beside.alike.get(row.id, ()))
    seen = row.change_number if is_change else row.revision
    flags = tuple(row.change_flags if is_change else row.flags)
    held_back = _held_back(row, now=now, has_reports=bool(reports), starts_over=words is not listed)
    mine = tried if tried.item == str(row.id) else Tried()
    return QueueItem(
        id=str(row.id),
        key=f"{row.id}-{seen}",
        seen=str(seen),
        following=following,
        kind=kind,
        is_urgent=kind in URGENT,
        is_held=row.held_at is not None,
        night=queue_night.seen(words, dates.on_day(now)),
        changes=changes,
        has_changes=bool(changes),
        flags=flags,
        has_flags=bool(flags),
        alike=alike,
        has_alike=bool(alike),
        reports=reports,
        has_reports=bool(reports),
        history=history(beside.history.get(row.id)),
        appeal=row.appeal,
        waits=duration(now - row.queued_at),
        since=dates.iso(row.queued_at),
        held_back=held_back,
        can_approve=not held_back,
        is_ticked=f"{row.id}-{seen}" in tried.ticked,
        is_rejecting=bool(mine.item),
        reason=mine.reason,
        words=mine.words,
    )


def _kind(row: Any, *, is_again: bool, has_reports: bool) -> str:
    if row.hidden_at:
        return HIDDEN
    if row.status == Status.PENDING:
        return AGAIN if is_again else NEW
    if row.change_number is not None:
        return CHANGE
    return LOOK_OVER if row.is_unreviewed and not has_reports else REPORTED


def _held_back(row: Any, *, now: datetime, has_reports: bool, starts_over: bool) -> str:
    is_waiting = row.status == Status.PENDING
    if row.end_at <= now and (is_waiting or starts_over):
        return "It is over, so it cannot be approved any more."
    only_reported = not (is_waiting or starts_over or row.is_unreviewed)
    if has_reports and row.hidden_at:
        return "Decide the reports: once all are dismissed, the night is listed again."
    if has_reports and only_reported:
        return "Decide the reports. The night stays listed unless you reject it."
    return ""


def _report(row: Any, now: datetime) -> OpenReport:
    return OpenReport(
        id=str(row.id),
        label=report_reasons.LABELS[row.reason],
        words=row.words,
        when=f"{duration(now - row.created_at)} ago",
        review_href=urls.decide_report(row.id, "review"),
        dismiss_href=urls.decide_report(row.id, "dismiss"),
    )


STATES = {"pending": "Waits", "published": "Listed", "rejected": "Turned down", "archived": "Put away"}


def _alike(row: Any, now: datetime) -> Alike:
    where = place_words(row.venue_name, row.town_name)
    return Alike(
        row.title, f"{dates.hour(row.start_at)}, {where}", STATES[row.status], urls.moderated(row.id)
    )
