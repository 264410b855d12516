"""The finder's filters as a form: what is chosen, and what was wrong with it."""

from dataclasses import dataclass

from openmic.views import place
from openmic.views.criteria import CATEGORIES, NEAR, Criteria


@dataclass(frozen=True)
class Option:
    """One line of a list to choose from."""

    value: str
    label: str


# Known when the client is built, so that they cost no state and shift no layout.
TOWN_OPTIONS = (Option("", "All towns"), *(Option(town.slug, town.name) for town in place.towns()))
CATEGORY_OPTIONS = (
    Option("", "Every kind"),
    *(Option(word.value, label) for word, label in CATEGORIES.items()),
)
WHEN_OPTIONS = (Option("", "Any time"), *(Option(word, label) for word, label in NEAR.items()))


@dataclass(frozen=True)
class FilterForm:
    """The finder's form. `action` is where it goes; each `..._problem` is shown beside its field."""

    action: str = "/"
    town: str = ""
    category: str = ""
    when: str = ""
    on: str = ""
    words: str = ""
    town_problem: str = ""
    category_problem: str = ""
    when_problem: str = ""
    on_problem: str = ""
    words_problem: str = ""
    is_narrow: bool = False


def filled(criteria: Criteria) -> FilterForm:
    """The form with what the address asks for."""
    return FilterForm(
        action=criteria.address.partition("?")[0],
        town=criteria.town,
        category=criteria.category,
        when="" if criteria.on else criteria.when,
        on=criteria.on,
        words=criteria.words,
        town_problem=criteria.problem("town"),
        category_problem=criteria.problem("category"),
        when_problem=criteria.problem("when"),
        on_problem=criteria.problem("on"),
        words_problem=criteria.problem("q"),
        is_narrow=criteria.is_narrow,
    )
