"""One listing's page, ready to show in either world."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from openmic import urls
from openmic.errors import Refusal, Way
from openmic.views import calendar, dates, linked_text, listing, related
from openmic.views.criteria import CATEGORIES
from openmic.views.finder import FinderPage
from openmic.views.linked_text import Paragraph
from openmic.views.related import Related


class Row(calendar.Row, Protocol):
    """What a query must bring for a whole listing."""

    organiser_name: str
    ticket_url: str
    takes_messages: bool
    featured_until: datetime | None
    venue_id: UUID | None
    venue_slug: str | None
    town_id: int | None
    town_slug: str | None
    image_key: str | None
    image_alt: str
    image_width: int | None
    image_height: int | None


@dataclass(frozen=True)
class ListingDetail:
    """One night, whole; with `is_missing`, the words of the server's own 404 or 410 instead.

    `crumb_href` leads to the list between home and this night; `link` is this page's whole address.
    """

    path: str = ""
    link: str = ""
    title: str = ""
    description: str = ""
    crumb_href: str = ""
    crumb_words: str = ""
    heading: str = ""
    category: str = ""
    picture: str = ""
    picture_alt: str = ""
    picture_width: str = ""
    picture_height: str = ""
    day: str = ""
    hours: str = ""
    soon: str = ""
    poster_href: str = ""
    starts: str = ""
    ends: str = ""
    where: str = ""
    address: str = ""
    venue: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""
    map_href: str = ""
    venue_href: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    organiser: str = ""
    ticket_href: str = ""
    ticket_label: str = ""
    report_href: str = ""
    can_be_added: bool = False
    calendar_href: str = ""
    google_href: str = ""
    outlook_href: str = ""
    contact_href: str = ""
    at_venue: Related = field(default_factory=Related)
    that_night: Related = field(default_factory=Related)
    is_cancelled: bool = False
    is_sample: bool = False
    is_featured: bool = False
    is_over: bool = False
    is_missing: bool = False
    advice: str = ""
    ways: tuple[Way, ...] = ()


def detail(
    row: Row,
    now: datetime,
    *,
    origin: str = "",
    at_venue: Sequence[related.Row] = (),
    that_night: Sequence[related.Row] = (),
) -> ListingDetail:
    """A row as a page, with other nights at its venue and on its day. `origin` is the site's public address."""
    on, today = dates.on_day(row.start_at), dates.on_day(now)
    where = listing.place_words(row.venue_name, row.town_name)
    day = dates.day(on, today)
    parts = [row.address, row.town_name or "", row.postcode]
    address = ", ".join(part for part in parts if part and part.casefold() not in where.casefold())
    paragraphs = linked_text.paragraphs(row.description)
    entry = calendar.entry(row)
    link = urls.absolute(origin, urls.event(row.id))
    return ListingDetail(
        path=urls.event(row.id),
        link=link,
        title=f"{row.title} · OpenMicOxfordshire",
        description=f"{day}, {dates.hours(row.start_at, row.end_at)}, {where}",
        crumb_href=urls.town(row.town_slug) if row.town_slug else "",
        crumb_words=row.town_name or "",
        heading=row.title,
        category=CATEGORIES[row.category],
        picture=urls.picture(row.image_key, "large") if row.image_key else "",
        picture_alt=row.image_alt,
        picture_width=str(row.image_width or ""),
        picture_height=str(row.image_height or ""),
        day=day,
        hours=dates.hours(row.start_at, row.end_at),
        soon="" if entry.is_cancelled else dates.soon(row.start_at, row.end_at, now),
        starts=dates.iso(row.start_at),
        ends=dates.iso(row.end_at),
        where=where,
        address=address,
        venue=row.venue_name,
        street=row.address,
        town=row.town_name or "",
        postcode=row.postcode,
        map_href=urls.map_search(", ".join(filter(None, [row.venue_name, *parts]))),
        venue_href=urls.venue(row.venue_slug) if row.venue_slug else "",
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        organiser=row.organiser_name,
        ticket_href=row.ticket_url,
        ticket_label=f"Tickets at {urlsplit(row.ticket_url).hostname}" if row.ticket_url else "",
        report_href=urls.report(row.id, is_form=True),
        poster_href="" if entry.is_cancelled or row.end_at <= now else urls.poster(row.id),
        can_be_added=row.end_at > now and not entry.is_cancelled,
        calendar_href=urls.event_calendar(row.id),
        google_href=calendar.google(entry, link),
        outlook_href=calendar.outlook(entry, link),
        contact_href=urls.contact_form(row.id) if row.takes_messages and row.end_at > now else "",
        at_venue=related.at_venue(at_venue, slug=row.venue_slug, name=row.venue_name, today=today),
        that_night=related.that_night(that_night, on=on, today=today),
        is_cancelled=entry.is_cancelled,
        is_sample=row.is_sample,
        is_featured=row.featured_until is not None and row.featured_until > now and not entry.is_cancelled,
        is_over=row.end_at <= now,
    )


def missing(path: str, refusal: Refusal) -> ListingDetail:
    """The page of a listing that cannot be shown."""
    return ListingDetail(
        path=path,
        title=f"{refusal.title} · OpenMicOxfordshire",
        heading=refusal.title,
        advice=refusal.advice,
        ways=refusal.ways,
        is_missing=True,
    )


def ways_on(row: Row) -> tuple[Way, ...]:
    """From a night that is over to what else its venue and its town have on."""
    places = (
        (row.venue_slug and urls.venue(row.venue_slug), f"What’s on at {row.venue_name}"),
        (row.town_slug and urls.town(row.town_slug), f"What’s on in {row.town_name}"),
    )
    return tuple(Way(words, href) for href, words in places if href)


def coming_from(night: ListingDetail, found: FinderPage) -> ListingDetail:
    """The page for somebody who comes from a list: its breadcrumbs lead back to it. Home is there already."""
    if found.address in ("", urls.finder()):
        return night
    words = f": {found.form.words}" if found.form.words else ""
    return replace(night, crumb_href=found.address, crumb_words=found.heading + words)
