"""The finder's page, ready to show in either world."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from openmic.views import cursor, dates, listing, place
from openmic.views.criteria import CATEGORIES, NEAR, Criteria
from openmic.views.form import FilterForm, filled
from openmic.views.listing import ListingDay, Row

PER_PAGE = 24
LOADED_AT_MOST = 10 * PER_PAGE  # a visitor's list grows in server memory: then it goes on as a new page
COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class FinderPage:
    """A list of nights for one address. `next_address` is where it goes on, empty at the end."""

    address: str = ""
    path: str = ""
    canonical: str = ""
    title: str = ""
    description: str = ""
    heading: str = ""
    count: str = ""
    form: FilterForm = field(default_factory=FilterForm)
    days: tuple[ListingDay, ...] = ()
    is_empty: bool = False
    next_address: str = ""
    first_address: str = ""
    holds_samples: bool = False
    loaded: int = 0
    made_on: str = ""
    meant: str = ""

    def answers(self, criteria: Criteria, today: date) -> bool:
        """Whether this is the list for a search, and its Tonight is still tonight: a tab may stay open for days."""
        wanted = (criteria.address, filled(criteria), today.isoformat())
        return (self.address, self.form, self.made_on) == wanted

    @property
    def can_grow(self) -> bool:
        """Whether the next nights may be added to this page."""
        return bool(self.next_address) and self.loaded < LOADED_AT_MOST


def page(criteria: Criteria, rows: Sequence[Row], *, total: int, today: date) -> FinderPage:
    """The page for a search. `rows` may hold one more than PER_PAGE, which shows that there is a next page."""
    shown = rows[:PER_PAGE]
    following = ""
    if len(rows) > PER_PAGE:
        following = criteria.page_after(cursor.write(shown[-1].start_at, shown[-1].id)).address
    title = heading(criteria, today)
    return FinderPage(
        address=criteria.address,
        path=criteria.address.partition("?")[0],
        canonical=criteria.canonical,
        title=f"{title} · OpenMicOxfordshire",
        description=f"{title}: music, comedy, spoken word and jam sessions, each checked by a person.",
        heading=title,
        count=counted(total),
        form=filled(criteria),
        days=listing.group(shown, today),
        is_empty=not shown,
        next_address=following,
        first_address=criteria.page_after("").address if criteria.after else "",
        holds_samples=any(row.is_sample for row in shown),
        loaded=len(shown),
        made_on=today.isoformat(),
    )


def extended(page: FinderPage, more: FinderPage) -> FinderPage:
    """A page with the next one's nights after its own; its address stays."""
    loaded = page.loaded + more.loaded
    return replace(
        page,
        count=f"{loaded} of {more.count} shown" if more.next_address else f"All {more.count} shown",
        days=listing.join(page.days, more.days),
        next_address=more.next_address,
        holds_samples=page.holds_samples or more.holds_samples,
        loaded=loaded,
    )


def mended(page: FinderPage, instead: FinderPage, meant: str) -> FinderPage:
    """A page that found nothing, with the nights of the search that was probably meant."""
    return replace(
        instead,
        address=page.address,
        path=page.path,
        canonical=page.canonical,
        form=page.form,
        meant=meant,
    )


def heading(criteria: Criteria, today: date) -> str:
    """What the list is, in words: "Comedy open mics in Witney this weekend"."""
    kind = f"{CATEGORIES[criteria.category]} open mics" if criteria.category else "Open mics"  # type: ignore[index]
    where = place.by_slug()[criteria.town].name if criteria.town else "Oxfordshire"
    when = ""
    if criteria.on:
        when = f" on {dates.day(date.fromisoformat(criteria.on), today)}"
    elif criteria.when:
        when = f" {NEAR[criteria.when].lower()}"
    return f"{kind} in {where}{when}"


def counted(total: int) -> str:
    """How many nights there are, in words."""
    if total >= COUNTED_AT_MOST:
        return f"More than {COUNTED_AT_MOST:,} nights"
    return "1 night" if total == 1 else f"{total} nights"
