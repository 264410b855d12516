"""The finder's filters as a form: what is chosen, how many nights each choice has, what was wrong with it."""

from dataclasses import dataclass
from functools import lru_cache

from openmic.views import place
from openmic.views.criteria import CATEGORIES, FILTERS, NEAR, Criteria
from openmic.views.tally import Tally


@dataclass(frozen=True)
class Option:
    """One line of a list to choose from."""

    value: str
    label: str


@dataclass(frozen=True)
class Kind:
    """A kind of night to tick or not. `count` is empty where nobody counted."""

    value: str
    label: str
    count: str
    is_chosen: bool


WHEN_OPTIONS = (Option("", "Any time"), *(Option(word, label) for word, label in NEAR.items()))


@dataclass(frozen=True)
class FilterForm:
    """The finder's form. `action` is where it goes, and the same list without any filter.

    Each `..._problem` is shown beside its field.
    """

    action: str = "/"
    words: str = ""
    town: str = ""
    towns: tuple[Option, ...] = ()
    offers_towns: bool = True
    kinds: tuple[Kind, ...] = ()
    when: str = ""
    on: str = ""
    until: str = ""
    has_days: bool = False
    words_problem: str = ""
    town_problem: str = ""
    category_problem: str = ""
    when_problem: str = ""
    on_problem: str = ""
    until_problem: str = ""
    is_narrow: bool = False


def filled(criteria: Criteria, tally: Tally) -> FilterForm:
    """The form with what the address asks for. Each count says what one would see with that choice instead."""
    return _filled(criteria, tally, place.known())


@lru_cache(maxsize=500)
def _filled(criteria: Criteria, tally: Tally, known: place.Known) -> FilterForm:
    return FilterForm(
        action=criteria.without(*FILTERS).address,
        words=criteria.words,
        town=criteria.town,
        towns=_towns(criteria, tally, known),
        offers_towns=not criteria.venue,
        kinds=_kinds(criteria, tally, known),
        when=criteria.when,
        on=criteria.on,
        until=criteria.until,
        has_days=any((criteria.on, criteria.until, criteria.problem("on"), criteria.problem("until"))),
        words_problem=criteria.problem("q"),
        town_problem=criteria.problem("town"),
        category_problem=criteria.problem("category"),
        when_problem=criteria.problem("when"),
        on_problem=criteria.problem("on"),
        until_problem=criteria.problem("until"),
        is_narrow=criteria.is_narrow,
    )


def _towns(criteria: Criteria, tally: Tally, known: place.Known) -> tuple[Option, ...]:
    def counted(label: str, nights: int) -> str:
        return f"{label} ({nights})" if tally.is_whole else label

    everywhere = counted("All towns", tally.total(categories=criteria.categories))
    return (
        Option("", everywhere),
        *(
            Option(town.slug, counted(town.name, tally.total(town=town.name, categories=criteria.categories)))
            for town in known.towns
        ),
    )


def _kinds(criteria: Criteria, tally: Tally, known: place.Known) -> tuple[Kind, ...]:
    town = known.by_slug[criteria.town].name if criteria.town else ""
    return tuple(
        Kind(
            value=kind.value,
            label=label,
            count=str(tally.total(town=town, categories={kind.value})) if tally.is_whole else "",
            is_chosen=kind.value in criteria.categories,
        )
        for kind, label in CATEGORIES.items()
    )
