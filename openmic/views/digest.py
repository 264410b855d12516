"""The weekly mail to one mailbox, ready to be written out as text and as a page in the site's look."""

import html
import textwrap
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from openmic import urls
from openmic.models.choices import Category
from openmic.views import dates
from openmic.views.criteria import CATEGORIES
from openmic.views.letter import WIDTH
from openmic.views.listing import place_words

INDENT = "    "
SAMPLES = "Nights marked “Sample” are made up, so that the site can be tried. Please don’t turn up."
NEW = "New on the site"
BECAUSE = "You get this mail because you asked for:"
CHANGE, LEAVE = "Change or pause this mail", "Unsubscribe"


class Row(Protocol):
    """What a query must bring for a line."""

    id: UUID
    title: str
    category: Category
    venue_name: str
    town_id: int | None
    town_name: str | None
    start_at: datetime
    cancelled_at: datetime | None
    is_sample: bool


@dataclass(frozen=True)
class Line:
    """One night, made once for all mails of a week. `weight` is how many bytes its words take as a page.

    `on` is its London day; `when` the hour, or the day where nights of many days stand together.
    """

    on: date
    when: str
    title: str
    about: str
    kind: str
    href: str
    text: str
    weight: int
    town_id: int | None
    category: Category
    is_cancelled: bool = False
    is_sample: bool = False


@dataclass(frozen=True)
class Day:
    """The nights of one London day under its heading."""

    heading: str
    nights: tuple[Line, ...]

    @property
    def as_text(self) -> str:
        """The day as plain text."""
        return "\n\n".join((self.heading.upper(), *(night.text for night in self.nights)))


@dataclass(frozen=True)
class Sender:
    """Who sends the mail, as the law wants it said: `lines` are sentences (TRUST 6.2)."""

    home: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Digest:
    """What one week's mail says. Nothing a stranger typed is in the subject (TRUST T15).

    `more` says how many nights of the week did not fit, and `more_href` where they are; empty if all did. `change`
    and `leave` are the whole addresses of the two ways out.
    """

    subject: str
    span: str
    days: tuple[Day, ...]
    more: str
    more_href: str
    new: tuple[Line, ...]
    note: str
    wishes: tuple[str, ...]
    change: str
    leave: str
    sender: Sender

    @property
    def as_text(self) -> str:
        """The whole mail as plain text. An address stands alone on its line, however long it is."""
        more = f"{self.more}:\n{self.more_href}" if self.more else ""
        new = Day(NEW, self.new).as_text if self.new else ""
        asked = "\n".join((BECAUSE, *(_wrapped(f"* {wish}", indent="  ") for wish in self.wishes)))
        ways = f"{CHANGE}:\n{self.change}\n\n{LEAVE}:\n{self.leave}"
        who = "\n".join(
            ("-- ", "OpenMicOxfordshire", f"{self.sender.home}/", *map(_wrapped, self.sender.lines))
        )
        days = (day.as_text for day in self.days)
        parts = (self.subject, self.span, *days, more, new, _wrapped(self.note), asked, ways, who)
        return "\n\n".join(part for part in parts if part) + "\n"


def who(name: str, address: str, contact: str) -> tuple[str, ...]:
    """Who runs the site and how to reach them, in sentences; what is not known is not said."""
    runs = f"Run by {', '.join(part.strip(' ,') for part in (name, address) if part)}." if name else ""
    return tuple(filter(None, (runs, f"Questions? Write to {contact}")))


def this_week(row: Row, *, week: str, home: str) -> Line:
    """A night of the coming week, which stands under its day."""
    return _line(row, dates.hour(row.start_at), "", week=week, home=home)


def later(row: Row, *, week: str, home: str, today: date) -> Line:
    """A night that comes after this week, which says its day itself."""
    on = dates.on_day(row.start_at)
    year = f" {on.year}" if on.year != today.year else ""
    when = f"{on.day} {on:%b}{year}"
    return _line(row, when, f"{on:%A}, {dates.hour(row.start_at)}", week=week, home=home)


def _line(row: Row, when: str, hour: str, *, week: str, home: str) -> Line:
    where = place_words(row.venue_name, row.town_name)
    about = f"{hour} · {where}" if hour else where
    kind = CATEGORIES[row.category]
    href = urls.absolute(home, urls.from_digest(week, row.id))
    is_cancelled = row.cancelled_at is not None
    if is_cancelled:
        text = _wrapped(f"Cancelled: {when}  {row.title}, {where}", indent=INDENT)
    else:
        facts = f"{about} · {kind}{' · Sample' if row.is_sample else ''}"
        text = "\n".join(
            (
                _wrapped(f"{when}  {row.title}", indent=INDENT),
                _wrapped(facts, start=INDENT, indent=INDENT),
                f"{INDENT}{href}",
            )
        )
    return Line(
        on=dates.on_day(row.start_at),
        when=when,
        title=row.title,
        about=about,
        kind=kind,
        href=href,
        text=text,
        weight=len(html.escape(row.title + about).encode()),
        town_id=row.town_id,
        category=row.category,
        is_cancelled=is_cancelled,
        is_sample=row.is_sample,
    )


@lru_cache(maxsize=2000)  # most lines stand in many mails
def _wrapped(text: str, *, start: str = "", indent: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
