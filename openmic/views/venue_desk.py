"""Venues and towns as moderators look after them: the lists, and the question before two become one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from openmic import urls
from openmic.views import place
from openmic.views.form import Option
from openmic.views.listing import place_words
from openmic.views.wording import tidy_line

PER_PAGE, DOUBLES = 50, 3
NEWS = {
    "edited": "The venue is as you put it. Nights keep the words they were sent in with.",
    "same": "Nothing was different, so nothing was done.",
    "joined": "The two are one now. The old address leads here.",
}
NAMED = "Another venue there has the name “{}”. Join the two instead."


@dataclass(frozen=True)
class Double:
    """A venue that may be the same as another, and where the two are joined."""

    name: str
    href: str


@dataclass(frozen=True)
class VenueLine:
    """One venue."""

    name: str = ""
    slug: str = ""
    href: str = ""
    where: str = ""
    nights: str = ""
    aliases: str = ""
    join_href: str = ""
    doubles: tuple[Double, ...] = ()


@dataclass(frozen=True)
class Looked:
    """What a moderator looks for. `after` is where the list goes on."""

    words: str = ""
    town: str = ""
    doubles: bool = False
    after: tuple[str, UUID] | None = None

    @property
    def pairs(self) -> dict[str, str]:
        """The same as fields of an address, from the beginning."""
        said = {"q": self.words, "town": self.town, "twice": "yes" if self.doubles else ""}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class VenueList:
    """A page of venues."""

    lines: tuple[VenueLine, ...] = ()
    words: str = ""
    town: str = ""
    doubles: bool = False
    towns: tuple[Option, ...] = ()
    more_href: str = ""
    start_href: str = ""
    news: str = ""


@dataclass(frozen=True)
class Joining:
    """Two that are about to become one, and what moves; without `into` the other is yet to be chosen."""

    name: str = ""
    slug: str = ""
    into: str = ""
    into_slug: str = ""
    moves: str = ""
    words: str = ""
    choices: tuple[VenueLine, ...] = ()
    towns: tuple[Option, ...] = ()
    problem: str = ""
    has_looked: bool = False


@dataclass(frozen=True)
class TownLine:
    """One town; `into` is the one it was joined to, if it was."""

    name: str
    about: str
    into: str
    public_href: str
    join_href: str


def looked(words: str, town: str, doubles: str, after: str) -> Looked:
    """What an address asks for, as far as we know it."""
    name, _, key = after.rpartition("|")
    try:
        position = (name, UUID(key)) if tidy_line(name) == name and 0 < len(name) <= 140 else None
    except ValueError:
        position = None
    town = place.present(town)
    known = town if town in place.by_slug() else ""
    return Looked(tidy_line(words)[:100], known, doubles == "yes", position)


def lines(rows: Sequence[Any], alike: Sequence[Any], at: Looked, *, news: str = "") -> VenueList:
    """Rows, one more than a page holds if there are more, as a page; `alike` are those they may be the same as."""
    doubles = defaultdict(list)
    for one in alike:
        doubles[one.venue_id].append(one)
    more = ""
    if len(rows) > PER_PAGE:
        last = rows[PER_PAGE - 1]
        more = f"{urls.venue_desk()}?{urlencode(at.pairs | {'after': f'{last.name}|{last.id}'})}"
    return VenueList(
        lines=tuple(line(row, alike=doubles[row.id]) for row in rows[:PER_PAGE]),
        words=at.words,
        town=at.town,
        doubles=at.doubles,
        towns=(Option("", "All towns"), *(Option(one.slug, one.name) for one in place.towns())),
        more_href=more,
        start_href=f"{urls.venue_desk()}?{urlencode(at.pairs)}" if at.after else "",
        news=NEWS.get(news, ""),
    )


def line(row: Any, *, join_to: str = "", alike: Sequence[Any] = ()) -> VenueLine:
    """A row as a line. With `join_to`, a slug, it is offered as the one that venue is joined to."""
    where = ", ".join(filter(None, (row.address, row.town_name, row.postcode)))
    query = urlencode({"into": row.slug})
    return VenueLine(
        name=row.name,
        slug=row.slug,
        href=urls.venue_desk(row.slug),
        where=where,
        nights=counted(row.nights, "night"),
        aliases=", ".join(sorted(row.aliases or ())),
        join_href=f"{urls.venue_desk(join_to, 'merge')}?{query}" if join_to else "",
        doubles=tuple(
            Double(place_words(one.name, one.town_name), f"{urls.venue_desk(one.slug, 'merge')}?{query}")
            for one in alike[:DOUBLES]
        ),
    )


def town_line(row: Any) -> TownLine:
    """A town's row as a line."""
    return TownLine(
        name=row.name,
        about=f"{counted(row.nights, 'night')}, {counted(row.venues, 'venue')}",
        into=row.into or "",
        public_href=urls.town(row.slug),
        join_href="" if row.into else urls.town_desk(row.slug),
    )


def counted(many: int, what: str) -> str:
    """How many there are of something."""
    return f"{many:,} {what}{'' if many == 1 else 's'}"


def moving(parts: Sequence[tuple[int, str]]) -> str:
    """What moves, in words: "2 nights, 1 other name and 3 wishes"."""
    said = [counted(many, what) for many, what in parts if many]
    if not said:
        return "no night with it"
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
