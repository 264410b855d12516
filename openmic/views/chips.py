"""The filters in use, each with the way to let go of it."""

from dataclasses import dataclass
from datetime import date

from openmic.views import dates, place
from openmic.views.criteria import CATEGORIES, NEAR, Criteria


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address of the same list without it."""

    label: str
    href: str


@dataclass(frozen=True)
class Wider:
    """A search that finds something where a narrower one found nothing."""

    label: str
    href: str
    count: str


def chips(criteria: Criteria, today: date) -> tuple[Chip, ...]:
    """One chip for each filter; several kinds of night are let go of one by one."""
    made = []
    if criteria.sought:
        made.append(Chip(f"“{criteria.words}”", criteria.without("words").address))
    if criteria.town:
        made.append(Chip(place.by_slug()[criteria.town].name, criteria.without("town").address))
    for kind, label in CATEGORIES.items():
        if kind in criteria.categories:
            made.append(Chip(label, criteria.without_category(kind.value).address))
    if criteria.when:
        made.append(Chip(NEAR[criteria.when], criteria.without("when").address))
    if span := dates.days(criteria.on, criteria.last, today):
        made.append(Chip(f"{span[0].upper()}{span[1:]}", criteria.without("on", "until").address))
    return tuple(made)


def widenings(criteria: Criteria) -> tuple[tuple[str, Criteria], ...]:
    """A search with one filter less each, and what to call it; not the one without any."""
    made = []
    if criteria.when or criteria.on or criteria.until:
        made.append(("At any time", criteria.without("when", "on", "until")))
    if criteria.town:
        made.append(("All over Oxfordshire", criteria.without("town")))
    if criteria.categories:
        made.append(("Every kind of night", criteria.without("categories")))
    if criteria.sought:
        made.append((f"Without “{criteria.words}”", criteria.without("words")))
    return tuple((label, wider) for label, wider in made if wider.is_narrow or wider.venue)
