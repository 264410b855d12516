"""The public face of a published event. None of these holds the organiser's address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Protocol
from uuid import UUID

from openmic import looks, urls
from openmic.models.choices import Category
from openmic.views import dates
from openmic.views.criteria import CATEGORIES

EXCERPT = 140
NOT_PAID_FOR = "Chosen by our moderators, never paid for."


class Row(Protocol):
    """What a query must bring for a card. It can be hashed."""

    id: UUID
    title: str
    excerpt: str
    category: Category
    venue_name: str
    town_name: str | None
    start_at: datetime
    end_at: datetime
    cancelled_at: datetime | None
    is_sample: bool
    is_featured: bool
    image_key: str | None
    image_alt: str


@dataclass(frozen=True)
class ListingCard:
    """One night in a list, in words. A picture that only decorates has an empty `picture_alt`.

    `loading` tells the browser whether the picture may wait until it is scrolled to. `stands_first`: it stands under
    no day's heading, and says its day itself.
    """

    href: str = ""
    title: str = ""
    category: str = ""
    starts: str = ""
    day: str = ""
    hour: str = ""
    where: str = ""
    excerpt: str = ""
    picture: str = ""
    picture_alt: str = ""
    loading: str = "lazy"
    is_cancelled: bool = False
    is_sample: bool = False
    is_featured: bool = False
    stands_first: bool = False


@dataclass(frozen=True)
class ListingDay:
    """The nights of one London day under its heading; or, `on` no day, those that stand first."""

    on: str = ""
    heading: str = ""
    note: str = ""
    cards: tuple[ListingCard, ...] = ()


def card(row: Row, *, is_first: bool = False) -> ListingCard:
    """A row as a card, with its own picture or else the drawing of its kind of night."""
    on = dates.on_day(row.start_at)
    return ListingCard(
        href=urls.event(row.id),
        title=row.title,
        category=CATEGORIES[row.category],
        starts=dates.iso(row.start_at),
        day=dates.day(on, on),
        hour=dates.hour(row.start_at),
        where=place_words(row.venue_name, row.town_name),
        excerpt=shorten(row.excerpt),
        picture=urls.picture(row.image_key, "small")
        if row.image_key
        else looks.address(f"{row.category}.svg"),
        picture_alt=row.image_alt if row.image_key else "",
        loading="eager" if is_first else "lazy",
        is_cancelled=row.cancelled_at is not None,
        is_sample=row.is_sample,
        is_featured=row.is_featured,
    )


# many lists show the same nights; what has changed is another row
_remembered = lru_cache(maxsize=1000)(card)


def place_words(venue_name: str, town_name: str | None) -> str:
    """Venue and town, without saying the town twice."""
    if not town_name or venue_name.casefold().endswith(f", {town_name}".casefold()):
        return venue_name
    return f"{venue_name}, {town_name}"


def shorten(text: str, most: int = EXCERPT) -> str:
    """The beginning of a description in one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0].rstrip(" ,.;:-–") + "…"


def featured(rows: Sequence[Row], today: date, *, first: int = 0) -> tuple[ListingDay, ...]:
    """Rows that stand first whatever their day, under one heading; nothing if there are none."""
    cards = tuple(
        replace(
            _remembered(row, is_first=place < first),
            day=dates.near_day(max(dates.on_day(row.start_at), today), today),
            stands_first=True,
        )
        for place, row in enumerate(rows)
    )
    return (ListingDay(heading="Featured", note=NOT_PAID_FOR, cards=cards),) if cards else ()


def group(rows: Sequence[Row], today: date, *, first: int = 0) -> tuple[ListingDay, ...]:
    """Rows in order of start, under the days they fall on. What began yesterday and still runs is on now.

    The pictures of the `first` few do not wait until they are scrolled to.
    """
    days = []
    for on, those in groupby(enumerate(rows), key=lambda pair: max(dates.on_day(pair[1].start_at), today)):
        cards = tuple(_remembered(row, is_first=place < first) for place, row in those)
        days.append(ListingDay(on.isoformat(), dates.near_day(on, today), cards=cards))
    return tuple(days)


def join(first: tuple[ListingDay, ...], more: tuple[ListingDay, ...]) -> tuple[ListingDay, ...]:
    """Two runs of days, one after the other; a day that both hold stays one."""
    if first and more and first[-1].on == more[0].on:
        seam = replace(first[-1], cards=first[-1].cards + more[0].cards)
        return (*first[:-1], seam, *more[1:])
    return first + more
