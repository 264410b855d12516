"""Upcoming nights as every feed carries them. None of these holds the organiser's address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from openmic import clock, urls
from openmic.views import calendar, cursor, dates, detail, finder, listing, selection
from openmic.views.criteria import CATEGORIES, Criteria

PER_PAGE = 100
IN_A_CALENDAR = 2000  # nights: nobody looks further ahead, and a calendar has no second page


class Row(detail.Row, Protocol):
    """What a query must bring for a night of a feed."""

    organiser_name: str
    published_at: datetime
    featured_until: datetime | None


@dataclass(frozen=True)
class FeedVenue:
    """Where a night is; the slugs are empty for a place that has no page here."""

    name: str
    slug: str
    address: str
    postcode: str
    town: str
    town_slug: str


@dataclass(frozen=True)
class FeedPicture:
    """A night's own picture, in its larger size."""

    path: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class FeedNight:
    """One night for programs."""

    id: UUID
    title: str
    description: str
    excerpt: str
    category: str
    kind: str
    start_at: datetime
    end_at: datetime
    venue: FeedVenue
    organiser: str
    ticket_url: str
    picture: FeedPicture | None
    is_cancelled: bool
    is_featured: bool
    is_sample: bool
    sequence: int
    updated_at: datetime
    published_at: datetime

    @property
    def said(self) -> str:
        """The title, for programs that show nothing else."""
        return calendar.said(self.title, is_cancelled=self.is_cancelled)

    @property
    def when_and_where(self) -> str:
        """In one line: "Saturday 28 November 2026, 7.30pm to 10.30pm, The Paper Lantern, Witney"."""
        place = listing.place_words(self.venue.name, self.venue.town)
        return f"{dates.moment_in_full(self.start_at)} to {dates.hour(self.end_at)}, {place}"

    @property
    def told(self) -> str:
        """The description, which says so if the night is made up."""
        return calendar.told(self.description, is_sample=self.is_sample)


@dataclass(frozen=True)
class Feed:
    """A page of nights.

    `selection` is the query of the whole search, `query` that of this page of it, and `following` that of the
    next page, empty at the end. `page` is where people see it.
    """

    title: str
    page: str
    selection: str
    query: str
    following: str
    nights: tuple[FeedNight, ...]
    updated_at: datetime


def feed(criteria: Criteria, rows: Sequence[Row], now: datetime, *, venue: str, many: int) -> Feed:
    """The feed of a search; `rows` may hold one more than the `many` of a page. `venue` is the venue's name."""
    nights = tuple(night(row, now) for row in rows[:many])
    today = now.astimezone(clock.LONDON).date()
    following = ""
    if len(rows) > many:
        following = selection.query(criteria, after=cursor.write(nights[-1].start_at, nights[-1].id))
    return Feed(
        title=title(criteria, today, venue=venue),
        page=criteria.canonical,
        selection=selection.query(criteria),
        query=selection.query(criteria, after=criteria.after),
        following=following,
        nights=nights,
        # an empty one is as old as its day, so that it stays the same until something changes
        updated_at=max((one.updated_at for one in nights), default=clock.start_of_day(today)),
    )


def title(criteria: Criteria, today: date, *, venue: str) -> str:
    """A search in words, with the words that were looked for."""
    said = finder.heading(criteria, today, venue=venue)
    return f"{said}: {criteria.words}" if criteria.words else said


def night(row: Row, now: datetime) -> FeedNight:
    """A row as a night of a feed."""
    return FeedNight(
        id=row.id,
        title=row.title,
        description=row.description,
        excerpt=listing.shorten(row.description),
        category=row.category.value,
        kind=CATEGORIES[row.category],
        start_at=row.start_at,
        end_at=row.end_at,
        venue=FeedVenue(
            name=row.venue_name,
            slug=row.venue_slug or "",
            address=row.address,
            postcode=row.postcode,
            town=row.town_name or "",
            town_slug=row.town_slug or "",
        ),
        organiser=row.organiser_name,
        ticket_url=row.ticket_url,
        picture=picture(row),
        is_cancelled=row.cancelled_at is not None,
        is_featured=row.featured_until is not None and row.featured_until > now,
        is_sample=row.is_sample,
        sequence=row.sequence,
        updated_at=row.updated_at,
        published_at=row.published_at,
    )


def picture(row: Row) -> FeedPicture | None:
    """The picture its organiser sent, if there is one."""
    if not row.image_key:
        return None
    path = urls.picture(row.image_key, "large")
    return FeedPicture(path, row.image_alt, row.image_width or 0, row.image_height or 0)


def facts(criteria: Criteria, today: date, *, origin: str, venue: str) -> calendar.CalendarFacts:
    """What the calendar of a search says of itself."""
    return calendar.CalendarFacts(
        name=title(criteria, today, venue=venue),
        description="Open mics in Oxfordshire, each checked by a person. It keeps itself up to date.",
        feed=urls.absolute(origin, urls.feed("ics", selection.query(criteria))),
        page=urls.absolute(origin, criteria.canonical),
    )
