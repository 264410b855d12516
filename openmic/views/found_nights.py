"""Nights of any state, as moderators find them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from openmic import urls
from openmic.views import dates, standing
from openmic.views.form import Option
from openmic.views.listing import place_words
from openmic.views.wording import tidy_line

PER_PAGE = 50
WORDS_AT_MOST = 100
STATUSES = (
    Option("", "Any"),
    Option("waiting", "Waits for a decision"),
    Option("held", "Held aside"),
    Option("unconfirmed", "Address not confirmed"),
    Option("listed", "Listed"),
    Option("featured", "Featured"),
    Option("rejected", "Turned down"),
    Option("archived", "Put away"),
)
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class FoundNight:
    """One night: what, when, where, how it stands, and the moderators' page of it."""

    title: str = ""
    starts: str = ""
    when: str = ""
    where: str = ""
    state: str = ""
    href: str = ""


@dataclass(frozen=True)
class FoundNights:
    """A page of them, the newest first. `is_near` when nothing was found but something like it."""

    words: str = ""
    status: str = ""
    nights: tuple[FoundNight, ...] = ()
    is_near: bool = False
    more_href: str = ""
    start_href: str = ""


@dataclass(frozen=True)
class Asked:
    """What is looked for: words or a night's `id`, how it stands, and after which night the page begins."""

    words: str = ""
    id: UUID | None = None
    status: str = ""
    after: UUID | None = None


def asked(words: str, status: str, after: str) -> Asked:
    """What an address asks for; what no page of ours says is left out. An address of a night is as good as its id."""
    words = tidy_line(words)[:WORDS_AT_MOST]
    known = status if status in {one.value for one in STATUSES} else ""
    named, begun = ID.search(words), ID.fullmatch(after)
    return Asked(words, UUID(named[0]) if named else None, known, UUID(after) if begun else None)


def line(row: Any, now: datetime) -> FoundNight:
    """A row in words."""
    return FoundNight(
        title=row.title,
        starts=dates.iso(row.start_at),
        when=f"{dates.day(dates.on_day(row.start_at), dates.on_day(now))}, {dates.hours(row.start_at, row.end_at)}",
        where=place_words(row.venue_name, row.town_name),
        state=standing.words(row, now),
        href=urls.moderated(row.id),
    )


def page(rows: Sequence[Any], now: datetime, at: Asked, *, is_near: bool) -> FoundNights:
    """Rows, one more than a page holds if there are more, as a page."""
    said = {name: value for name, value in (("q", at.words), ("status", at.status)) if value}
    more = urlencode(said | {"after": str(rows[PER_PAGE - 1].id)}) if len(rows) > PER_PAGE else ""
    return FoundNights(
        words=at.words,
        status=at.status,
        nights=tuple(line(row, now) for row in rows[:PER_PAGE]),
        is_near=is_near,
        more_href=urls.moderation("events", more) if more else "",
        start_href=urls.moderation("events", urlencode(said)) if at.after else "",
    )
