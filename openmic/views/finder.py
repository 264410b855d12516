"""The finder's page, ready to show in either world."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from openmic import urls
from openmic.models.choices import Category
from openmic.views import cursor, dates, listing, place
from openmic.views.chips import Chip, Wider, chips
from openmic.views.criteria import CATEGORIES, NEAR, Criteria
from openmic.views.form import FilterForm, filled
from openmic.views.listing import ListingDay, Row
from openmic.views.tally import Tally
from openmic.views.venue import VenueFacts

PER_PAGE = 24
SEEN_AT_ONCE = 2  # cards that even a phone shows without scrolling
ACTS = (Category.MUSIC, Category.COMEDY, Category.SPOKEN)
NIGHTS = {Category.JAM: "jam sessions", Category.OTHER: "other nights"}
LOADED_AT_MOST = 10 * PER_PAGE  # a visitor's list grows in server memory: then it goes on as a new page


@dataclass(frozen=True)
class FinderPage:
    """A list of nights for one address. `next_address` is where it goes on, empty at the end."""

    address: str = ""
    path: str = ""
    canonical: str = ""
    title: str = ""
    description: str = ""
    heading: str = ""
    venue: VenueFacts = field(default_factory=VenueFacts)
    count: str = ""
    total: str = ""
    form: FilterForm = field(default_factory=FilterForm)
    chips: tuple[Chip, ...] = ()
    days: tuple[ListingDay, ...] = ()
    is_empty: bool = False
    advice: str = ""
    wider: tuple[Wider, ...] = ()
    next_address: str = ""
    first_address: str = ""
    holds_samples: bool = False
    loaded: int = 0
    meant: str = ""
    subscribe_href: str = ""

    @property
    def can_grow(self) -> bool:
        """Whether the next nights may be added to this page."""
        return bool(self.next_address) and self.loaded < LOADED_AT_MOST


def page(
    criteria: Criteria,
    rows: Sequence[Row],
    *,
    total: int | None,
    tally: Tally,
    today: date,
    venue: VenueFacts | None = None,
    many: int = PER_PAGE,
) -> FinderPage:
    """The page for a search.

    `rows` may hold one more than the `many` shown: then there is a next page. `total` is how many nights
    there are in all, None if they were too many to count.
    """
    least = PER_PAGE if criteria.town or criteria.categories else tally.most
    told = f"{least:,}+ nights" if total is None else counted(total)
    shown = rows[:many]
    following = ""
    if len(rows) > many:
        following = criteria.page_after(cursor.write(shown[-1].start_at, shown[-1].id)).address
    count = f"{len(shown)} more of {told}" if criteria.after else told
    if len(shown) > PER_PAGE:
        count = so_far(len(shown), told, goes_on=bool(following))
    venue = venue or VenueFacts()
    title = heading(criteria, today, venue=venue.name)
    return FinderPage(
        address=criteria.address,
        path=criteria.address.partition("?")[0],
        canonical=criteria.canonical,
        title=f"{title} · OpenMicOxfordshire",
        description=f"{title}: music, comedy, spoken word and jam sessions, each checked by a person.",
        heading=title,
        venue=venue,
        count=count,
        total=told,
        form=filled(criteria, tally),
        chips=chips(criteria, today),
        days=listing.group(shown, today, first=0 if criteria.after else SEEN_AT_ONCE),
        is_empty=not shown,
        advice=advice(criteria, today),
        next_address=following,
        first_address=criteria.page_after("").address if criteria.after else "",
        holds_samples=any(row.is_sample for row in shown),
        loaded=len(shown),
        subscribe_href=urls.subscribe(criteria.wish.query),
    )


def extended(page: FinderPage, more: FinderPage) -> FinderPage:
    """A page with the next one's nights after its own; its address stays."""
    loaded = page.loaded + more.loaded
    return replace(
        page,
        count=so_far(loaded, more.total, goes_on=bool(more.next_address)),
        days=listing.join(page.days, more.days),
        next_address=more.next_address,
        holds_samples=page.holds_samples or more.holds_samples,
        loaded=loaded,
    )


def so_far(loaded: int, total: str, *, goes_on: bool) -> str:
    """How much of a list that has grown is shown."""
    return f"{loaded} of {total} shown" if goes_on else f"All {total} shown"


def mended(page: FinderPage, instead: FinderPage, meant: str) -> FinderPage:
    """A page that found nothing, with the nights of the search that was probably meant."""
    return replace(
        instead,
        address=page.address,
        path=page.path,
        canonical=page.canonical,
        form=replace(instead.form, words=page.form.words),
        chips=page.chips,
        meant=meant,
    )


def heading(criteria: Criteria, today: date, *, venue: str = "") -> str:
    """What the list is, in words: "Comedy open mics in Witney this weekend"."""
    acts = [CATEGORIES[kind] for kind in ACTS if kind in criteria.categories]
    kinds = [f"{_joined(acts)} open mics"] if acts or not criteria.categories else []
    kinds += [words for kind, words in NIGHTS.items() if kind in criteria.categories]
    kind = _joined(kinds).strip()
    kind = f"{kind[0].upper()}{kind[1:].lower()}"
    where = f"in {place.by_slug()[criteria.town].name if criteria.town else 'Oxfordshire'}"
    words = [kind, f"at {venue}" if venue else where]
    if criteria.when:
        words.append(NEAR[criteria.when].lower())
    elif span := dates.days(criteria.on, criteria.last, today):
        words.append(span)
    return " ".join(words)


def advice(criteria: Criteria, today: date) -> str:
    """What to try when there is nothing."""
    last = criteria.last or criteria.on
    if last and last < today.isoformat():
        return "That day has passed, and we only list what is still to come."
    if criteria.venue:
        return "Try another day here, or another kind of night."
    return "Try another day, a nearby town or fewer words."


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def counted(total: int) -> str:
    """How many nights there are, in words."""
    return "1 night" if total == 1 else f"{total:,} nights"
