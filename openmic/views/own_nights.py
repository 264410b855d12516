"""An organiser's own nights, each with where it stands and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from openmic import urls
from openmic.models.choices import Status
from openmic.views import managing
from openmic.views.counts import NightCounts
from openmic.views.managing import ManagePage

PER_PAGE = 20


class Row(managing.Row):
    """What a query must bring."""

    has_change: bool


@dataclass(frozen=True)
class OwnNights:
    """A page of them: those to come, and those that are over or withdrawn. The links are empty for none."""

    coming: tuple[ManagePage, ...] = ()
    past: tuple[ManagePage, ...] = ()
    before_href: str = ""
    more_href: str = ""


def page(
    rows: Sequence[Row],
    now: datetime,
    *,
    number: int,
    counts: Mapping[UUID, NightCounts],
    why: Mapping[UUID, tuple[str, ...]],
) -> OwnNights:
    """Rows, one more than a page holds if there are more, as the page of that number, counted from 1."""
    shown = rows[:PER_PAGE]
    past = [row.end_at <= now or row.status == Status.ARCHIVED for row in shown]
    nights = [
        managing.page(
            row,
            now=now,
            ours=urlencode({"night": str(row.id)}),
            change_waits=row.has_change,
            why=why.get(row.id, ()),
            counts=counts.get(row.id),
        )
        for row in shown
    ]
    return OwnNights(
        coming=tuple(night for night, is_past in zip(nights, past, strict=True) if not is_past),
        past=tuple(night for night, is_past in zip(nights, past, strict=True) if is_past),
        before_href=urls.mine(number - 1) if number > 1 else "",
        more_href=urls.mine(number + 1) if len(rows) > PER_PAGE else "",
    )
