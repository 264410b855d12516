"""One night as its organiser sees it: where it stands, in words, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from openmic import urls
from openmic.models.choices import Status
from openmic.views import dates
from openmic.views.counts import NightCounts
from openmic.views.listing import place_words


class Stands(Protocol):
    """What decides where a night stands."""

    end_at: datetime
    status: Status
    email_verified: bool
    cancelled_at: datetime | None
    withdrawn_at: datetime | None
    hidden_at: datetime | None


class Approved(Protocol):
    """What decides whether a night's words may be used again."""

    status: Status
    withdrawn_at: datetime | None
    revision: int
    approved_revision: int | None


class Row(Stands, Approved, Protocol):
    """What must be known of a night."""

    id: UUID
    title: str
    venue_name: str
    town_name: str | None
    start_at: datetime
    appeal: str
    takes_messages: bool
    published_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """Where a night stands, in two or three words, and what that means for the organiser."""

    words: str = ""
    meaning: str = ""


UNPROVED = Standing(
    "Not confirmed yet",
    "Confirm that it is yours, here or by the button in our mail; then a person looks at it.",
)
WAITING = Standing("Waiting for a moderator", "A person will look at it soon, and then we’ll write to you.")
LISTED = Standing("Listed", "Everybody can find it.")
CHANGE_WAITS = Standing(
    "Listed; a change waits", "The night stays listed as it was until a person has seen your change."
)
REJECTED = Standing("Not listed", "Change it, and a person looks at it again.")
HIDDEN = Standing(
    "Hidden while we look at a report",
    "Somebody told us that something may be wrong with it. A person looks at it soon, and then we’ll write to you.",
)
CANCELLED = Standing("Cancelled", "It stays listed, marked as cancelled, so that nobody comes in vain.")
WITHDRAWN = Standing("Withdrawn", "It is no longer on the site.")
OVER = Standing("Over", "This night is in the past.")


@dataclass(frozen=True)
class ManagePage:
    """One night to its organiser. `ours` is the query that proves who they are, for the forms of the page.

    `why` is what they were told when it was turned down, `counts` is None for one that was never listed.
    """

    title: str = ""
    starts: str = ""
    when: str = ""
    where: str = ""
    standing: Standing = LISTED
    why: tuple[str, ...] = ()
    counts: NightCounts | None = None
    public_href: str = ""
    poster_href: str = ""
    ours: str = ""
    can_change: bool = False
    can_cancel: bool = False
    can_copy: bool = False
    can_withdraw: bool = False
    needs_proof: bool = False
    can_appeal: bool = False
    can_switch_messages: bool = False
    takes_messages: bool = False
    news: str = ""


NEWS = {
    "confirmed": "Thank you, your address is confirmed.",
    "changed": "Your change is kept.",
    "cancelled": "The night is now shown as cancelled. We’ve written to you as well.",
    "copied": "It is copied. We’ve written to you with the link to the new night.",
    "new": "This is the copy. We’ve written to you with a link to it as well.",
    "appealed": "We have your words. A person looks at your night again, and then we’ll write to you.",
    "withdrawn": "The night is withdrawn.",
    "messages-on": "Visitors can write to you through the night’s page.",
    "messages-off": "Visitors can no longer write to you through the night’s page.",
}


def standing(row: Stands, *, now: datetime, change_waits: bool) -> Standing:
    """Where a night stands at a moment."""
    if row.withdrawn_at:
        return WITHDRAWN
    if row.hidden_at:
        return HIDDEN
    if row.end_at <= now or row.status == Status.ARCHIVED:
        return OVER
    if row.status == Status.REJECTED:
        return REJECTED
    if row.status == Status.PENDING:
        return WAITING if row.email_verified else UNPROVED
    if row.cancelled_at:
        return CANCELLED
    return CHANGE_WAITS if change_waits else LISTED


def can_appeal(row: Row, *, now: datetime) -> bool:
    """Whether there is a decision about a night to be looked at again, and nobody has asked for that yet."""
    stands = standing(row, now=now, change_waits=False)
    return stands == REJECTED or (stands == HIDDEN and not row.appeal)


def can_copy(row: Approved) -> bool:
    """Whether a night's words may be sent in again for another date: as they stand they were approved, by a person or
    on the trust in their organiser, and nobody has taken them back since. What waits, was turned down or is looked
    at after a report is changed instead.
    """
    is_settled = row.status in (Status.PUBLISHED, Status.ARCHIVED) and not row.withdrawn_at
    return is_settled and row.approved_revision == row.revision


def page(
    row: Row,
    *,
    now: datetime,
    ours: str,
    change_waits: bool,
    news: str = "",
    why: tuple[str, ...] = (),
    counts: NightCounts | None = None,
) -> ManagePage:
    """One night to its organiser. `news` is a key of NEWS, or anything else for none."""
    on, stands = dates.on_day(row.start_at), standing(row, now=now, change_waits=change_waits)
    is_here = stands != WITHDRAWN and row.status != Status.ARCHIVED and row.end_at > now
    return ManagePage(
        title=row.title,
        starts=dates.iso(row.start_at),
        when=f"{dates.day(on, dates.on_day(now))}, {dates.hours(row.start_at, row.end_at)}",
        where=place_words(row.venue_name, row.town_name),
        standing=stands,
        why=why if stands == REJECTED else (),
        counts=counts if row.published_at else None,
        public_href=urls.event(row.id) if row.status == Status.PUBLISHED else "",
        poster_href=urls.poster(row.id) if stands in (LISTED, CHANGE_WAITS) else "",
        ours=ours,
        can_change=is_here and not row.cancelled_at,
        can_cancel=stands in (LISTED, CHANGE_WAITS),
        can_copy=can_copy(row),
        can_withdraw=is_here,
        needs_proof=stands == UNPROVED,
        can_appeal=can_appeal(row, now=now),
        can_switch_messages=is_here,
        takes_messages=row.takes_messages,
        news=NEWS.get(news, ""),
    )
