"""One night as moderators see it: as visitors will see it, how it stands, what was done with it, what can be done."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from openmic import urls
from openmic.models.choices import Status
from openmic.views import detail as details
from openmic.views import found_nights, standing, trail
from openmic.views.counts import NightCounts
from openmic.views.detail import ListingDetail
from openmic.views.fields import EMPTY, Field
from openmic.views.found_nights import FoundNight
from openmic.views.holds import NightHold
from openmic.views.queue_item import QueueItem
from openmic.views.queue_words import history
from openmic.views.trail import Line

NEWS = {
    "edited": "Edited.",
    "unpublished": "Taken off the site. Its organiser is mailed why.",
    "featured": "Featured.",
    "unfeatured": "No longer featured.",
    "trusted": "What this organiser sends in is listed at once from now on, and waits to be looked over.",
    "distrusted": "What this organiser sends in waits for a person again.",
    "undone": "Undone: it is as it was.",
    "kept": "Nothing was different, so nothing was changed.",
    "held": "A legal hold keeps this night until it is lifted.",
    "let-go": "The legal hold is lifted.",
}


@dataclass(frozen=True)
class Found:
    """What the queries have brought about a night: its place in the queue, and what can be taken back, too."""

    row: Any
    item: QueueItem | None
    sent: Any
    history: Any
    others: list[Any]
    lines: list[Any]
    undoes: UUID | None
    kept: NightHold
    counts: NightCounts = field(default_factory=NightCounts)


@dataclass(frozen=True)
class DeskPage:
    """The page. `item` is what the queue shows of it; `until` is the box for the last day of a feature."""

    id: str = ""
    title: str = ""
    state: str = ""
    revision: int = 0
    news: str = ""
    undoes: str = ""
    item: QueueItem = field(default_factory=QueueItem)
    night: ListingDetail = field(default_factory=ListingDetail)
    history: str = ""
    others: tuple[FoundNight, ...] = ()
    lines: tuple[Line, ...] = ()
    trail_href: str = ""
    public_href: str = ""
    waits: bool = False
    can_unpublish: bool = False
    can_edit: bool = False
    can_feature: bool = False
    is_featured: bool = False
    until: Field = EMPTY
    first_day: str = ""
    last_day: str = ""
    is_trusted: bool = False
    can_trust: bool = False
    trust_words: str = ""
    kept: NightHold = field(default_factory=NightHold)
    was_public: bool = False
    counts: NightCounts = field(default_factory=NightCounts)


def page(
    found: Found, now: datetime, *, today: date, origin: str, news: str, longest: int, needed: int
) -> DeskPage:
    """The page of a night. A feature is at most `longest` days; `needed` nights must be listed before trust."""
    row, item = (
        found.row,
        found.item or QueueItem(flags=tuple(found.row.flags), has_flags=bool(found.row.flags)),
    )
    is_public = row.status == Status.PUBLISHED
    is_here = row.status in (Status.PENDING, Status.PUBLISHED) and row.email_verified
    more = len(found.lines) > trail.PER_PAGE
    return DeskPage(
        id=str(row.id),
        title=row.title,
        state=standing.words(row, now),
        revision=row.revision,
        news=NEWS.get(news, ""),
        undoes=str(found.undoes or ""),
        item=item,
        night=replace(details.detail(row, now, origin=origin), crumb_href="", can_be_added=False),
        history=history(found.history),
        others=tuple(found_nights.line(one, now) for one in found.others),
        lines=tuple(trail.line(one, now) for one in found.lines[: trail.PER_PAGE]),
        trail_href=urls.moderation("trail", f"event={row.id}") if more else "",
        public_href=urls.event(row.id) if is_public else "",
        waits=found.item is not None,
        can_unpublish=is_public,
        can_edit=is_here,
        can_feature=is_public and row.end_at > now and not row.cancelled_at,
        is_featured=row.featured_until is not None,
        first_day=today.isoformat(),
        last_day=(today + timedelta(days=longest)).isoformat(),
        is_trusted=found.sent.trusted_at is not None,
        can_trust=found.sent.listed >= needed,
        kept=found.kept,
        was_public=row.published_at is not None,
        counts=found.counts,
        trust_words=_trust(found.sent.listed, needed, is_trusted=found.sent.trusted_at is not None),
    )


def _trust(listed: int, needed: int, *, is_trusted: bool) -> str:
    if is_trusted:
        return "Trusted: what they send in is listed at once, and waits to be looked over."
    if listed >= needed:
        return f"{listed} of their nights have been listed. If you trust them, what they send in is listed at once."
    few = {0: "None", 1: "One"}.get(listed, str(listed))
    return f"{few} of their nights has been listed so far. From {needed} on they can be trusted."
