"""One night as a moderator reads it: as visitors will see it, and what of it is different from before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from openmic import urls
from openmic.models.choices import Category
from openmic.views import dates, linked_text, place, word_diff
from openmic.views.criteria import CATEGORIES
from openmic.views.linked_text import Paragraph
from openmic.views.listing import place_words
from openmic.views.word_diff import Mark


@dataclass(frozen=True)
class QueuedNight:
    """What visitors will see. `ticket_host` is where the ticket link leads; both are empty without one."""

    title: str = ""
    category: str = ""
    starts: str = ""
    when: str = ""
    where: str = ""
    organiser: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    picture: str = ""
    picture_alt: str = ""
    ticket_href: str = ""
    ticket_host: str = ""


@dataclass(frozen=True)
class Difference:
    """One thing about a night that is to change."""

    label: str = ""
    marks: tuple[Mark, ...] = ()


def seen(words: Mapping[str, Any], today: Any) -> QueuedNight:
    """A night's words, as columns, as visitors will see them."""
    said = _said(words)
    paragraphs = linked_text.paragraphs(said["About it"])
    start_at = _moment(words["start_at"])
    ticket = words.get("ticket_url") or ""
    return QueuedNight(
        title=said["Name"],
        category=said["Kind"],
        starts=dates.iso(start_at),
        when=f"{dates.day(dates.on_day(start_at), today)}, {dates.hours(start_at, _moment(words['end_at']))}",
        where=said["Where"],
        organiser=said["Run by"],
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        picture=urls.picture(words["image_key"], "small") if words.get("image_key") else "",
        picture_alt=said["What the picture shows"],
        ticket_href=ticket,
        ticket_host=urlsplit(ticket).hostname or "" if ticket else "",
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What two versions of a night's words say differently; both as columns or as the audit trail keeps them."""
    old, new = _said(before), _said(after)
    return tuple(
        Difference(label, word_diff.marks(old[label], new[label]))
        for label in new
        if " ".join(old[label].split()) != " ".join(new[label].split())
    )


def of_change(listed: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a night with a waiting change in their place: a change names its town by slug."""
    town = place.by_slug().get(place.present(content.get("town", "")))
    picture = {"image_key": content.get("image_key"), "image_alt": content.get("image_alt", "")}
    return {**listed, **content, **picture, "town_name": town.name if town else None}


def _said(words: Mapping[str, Any]) -> dict[str, str]:
    start_at, end_at = _moment(words["start_at"]), _moment(words["end_at"])
    on = dates.on_day(start_at)
    where = place_words(words["venue_name"], words.get("town_name"))
    more = [part for part in (words.get("address"), words.get("postcode")) if part]
    return {
        "Name": words["title"],
        "Kind": CATEGORIES[Category(words["category"])],
        "When": f"{dates.day(on, on)} {on.year}, {dates.hours(start_at, end_at)}",
        "Where": ", ".join([where, *more]),
        "Run by": words["organiser_name"],
        "About it": words.get("description") or "",
        "Tickets": words.get("ticket_url") or "",
        "Picture": "A picture" + f" ({words['image_key'][:6]})" if words.get("image_key") else "",
        "What the picture shows": words.get("image_alt") or "",
    }


def _moment(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
