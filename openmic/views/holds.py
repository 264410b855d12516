"""Legal holds: what is kept beyond its time, why, and until when somebody looks at it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from openmic import urls
from openmic.views import dates
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.wording import tidy_line, tidy_paragraphs

LONGEST_REASON, LONGEST_OWNER = 1000, 120  # characters
FURTHEST = timedelta(days=366)
NAMES = ("reason", "owner", "review_on")
WHY = "Say why it must be kept."
WHO = "Say who answers for it."
WHEN = "Choose a day after today, at most a year ahead."


@dataclass(frozen=True)
class Hold:
    """One that stands. `id` is empty for none; `review` says when somebody looks at it again, or since when they
    should have.
    """

    id: str = ""
    title: str = ""
    href: str = ""
    change_href: str = ""
    lift_href: str = ""
    reason: str = ""
    owner: str = ""
    placed: str = ""
    review: str = ""
    review_on: str = ""
    is_due: bool = False


@dataclass(frozen=True)
class NightHold:
    """How a night stands: with the hold that keeps it, if any. `place_href` is empty for who may not place one."""

    hold: Hold = field(default_factory=Hold)
    forgotten: str = ""
    place_href: str = ""
    can_change: bool = False


@dataclass(frozen=True)
class Asked:
    """What somebody asks for when they place one."""

    reason: str
    owner: str
    review_on: date


@dataclass(frozen=True)
class HoldForm:
    """The form that places one, or renews the one that stands, whose id is `seen`."""

    title: str = ""
    action: str = ""
    back_href: str = ""
    seen: str = ""
    reason: Field = EMPTY
    owner: Field = EMPTY
    review_on: Field = EMPTY
    first_day: str = ""
    last_day: str = ""
    summary: tuple[Problem, ...] = ()


def of(row: Any, *, now: datetime) -> Hold:
    """A row in words."""
    today = dates.on_day(now)
    is_due = row.review_on <= today
    day = dates.day(row.review_on, today)
    review = f"Overdue: to be looked at again since {day}" if is_due else f"To be looked at again on {day}"
    return Hold(
        id=str(row.id),
        title=row.title,
        href=urls.moderated(row.event_id),
        change_href=urls.hold(row.event_id),
        lift_href=urls.hold(row.event_id, "lift"),
        reason=row.reason,
        owner=row.owner,
        placed=f"{dates.moment(row.created_at, now)}, by {row.placed_by or 'somebody who has left'}",
        review="To be looked at again today" if row.review_on == today else review,
        review_on=row.review_on.isoformat(),
        is_due=is_due,
    )


def of_night(row: Any, rows: Sequence[Any], *, now: datetime, is_admin: bool) -> NightHold:
    """How a night stands, for its page: `row` is the night, `rows` what stands of it."""
    forgotten = (
        f"Forgotten on {dates.last_day(row.erased_at)}: what, where and when is left."
        if row.erased_at
        else ""
    )
    return NightHold(
        hold=of(rows[0], now=now) if rows else Hold(),
        forgotten=forgotten,
        place_href=urls.hold(row.id) if is_admin and not rows and not forgotten else "",
        can_change=is_admin and bool(rows),
    )


def blank(hold: Hold) -> HoldForm:
    """The form as it is opened: empty, or with what the hold that stands says, but for its day."""
    return HoldForm(seen=hold.id, reason=Field(hold.reason), owner=Field(hold.owner))


def check(given: Mapping[str, str], *, today: date) -> tuple[Asked | None, HoldForm]:
    """What is asked for, or None while anything is wrong; and the form that says so, with all that was typed."""
    typed = {name: given.get(name, "")[: 4 * LONGEST_REASON] for name in NAMES}
    reason, owner = tidy_paragraphs(typed["reason"]), tidy_line(typed["owner"])
    day = _day(typed["review_on"])
    is_far = day is None or not today < day <= today + FURTHEST
    wrong = {
        "reason": _fault(reason, LONGEST_REASON, WHY),
        "owner": _fault(owner, LONGEST_OWNER, WHO),
        "review_on": WHEN if is_far else "",
    }
    form = HoldForm(
        seen=given.get("seen", ""),
        reason=Field(typed["reason"], wrong["reason"]),
        owner=Field(typed["owner"], wrong["owner"]),
        review_on=Field(typed["review_on"], wrong["review_on"]),
        summary=tuple(Problem(f"#{name}", wrong[name]) for name in NAMES if wrong[name]),
    )
    return (None if form.summary or day is None else Asked(reason, owner, day)), form


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _fault(text: str, most: int, missing: str) -> str:
    if not text:
        return missing
    return f"Keep this to {most:,} characters; it has {len(text):,}." if len(text) > most else ""
