"""The weekly mail: which nights somebody asks for, and what they are shown of what they get."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from openmic.models.choices import Category
from openmic.views import email_address, place
from openmic.views.criteria import CATEGORIES
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.form import Kind, Option

WHEN = "Mondays at nine"
EVERYWHERE = "All of Oxfordshire"
EVERY_KIND = "Every kind"
KINDS = {
    None: "Every kind of night",
    Category.MUSIC: "Music nights",
    Category.COMEDY: "Comedy nights",
    Category.SPOKEN: "Spoken word",
    Category.JAM: "Jam sessions",
    Category.OTHER: "Other nights",
}
NOT_A_TOWN = "Please choose one of these towns."
NOT_A_KIND = "Please choose among these kinds."
CONSENT = "Please tick this, so that we may write to you."
NEWS = {
    "confirmed": "Confirmed. Your mail comes on Mondays at nine.",
    "added": "Added.",
    "had": "You have that already.",
    "changed": "Changed.",
    "left": "Gone. The rest stays as it was.",
    "gone": "That one was not there any more.",
    "paused": "Paused. We send nothing until you start again.",
    "started": "Started again. Your mail comes on Mondays at nine.",
}


class Row(Protocol):
    """A wish as a query brings it; `town` is the slug."""

    id: UUID
    town: str | None
    town_name: str | None
    category: Category | None


@dataclass(frozen=True)
class Choice:
    """Which nights: of a town's slug, or empty for all; of kinds, or of every kind if there are none."""

    town: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What somebody asks for, checked, and where it is to go."""

    mailbox: str
    choice: Choice


@dataclass(frozen=True)
class ChoiceForm:
    """The boxes for which nights."""

    town: Field = EMPTY
    towns: tuple[Option, ...] = ()
    kinds: tuple[Kind, ...] = ()
    kinds_problem: str = ""


@dataclass(frozen=True)
class SubscribeForm:
    """All boxes of who asks for the weekly mail."""

    which: ChoiceForm = field(default_factory=ChoiceForm)
    mailbox: Field = EMPTY
    consent: Field = EMPTY
    bot_check: str = ""
    summary: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Wish:
    """One thing somebody gets, in words and as it stands in the boxes that change it."""

    id: str
    words: str
    town: str
    kind: str


@dataclass(frozen=True)
class Confirming:
    """What the button of a mail's link would begin; `href` is where it leads."""

    wishes: tuple[str, ...]
    href: str
    goes_on: bool = False


@dataclass(frozen=True)
class Subscriptions:
    """All one mailbox gets, and what can be done. `token` is what its link holds."""

    token: str
    where_to: str
    wishes: tuple[Wish, ...] = ()
    is_paused: bool = False
    news: str = ""


def words_of(row: Row) -> str:
    """One wish in words: "Jam sessions in Witney"."""
    return words(row.town_name, row.category)


def words(town_name: str | None, category: Category | None) -> str:
    """The same for nights of a town or of all, of one kind or of all."""
    return f"{KINDS[category]} {f'in {town_name}' if town_name else 'across Oxfordshire'}"


def wish(row: Row) -> Wish:
    """One wish, to be shown to whose it is."""
    kind = row.category.value if row.category else ""
    return Wish(str(row.id), words_of(row), row.town or "", kind)


def town_options() -> tuple[Option, ...]:
    """Every town, after all of them together."""
    return Option("", EVERYWHERE), *(Option(town.slug, town.name) for town in place.towns())


def kind_options() -> tuple[Option, ...]:
    """Every kind of night, after all of them together."""
    return Option("", EVERY_KIND), *(Option(kind.value, label) for kind, label in CATEGORIES.items())


def choice_form(
    town: str = "", kinds: Sequence[str] = (), problems: Mapping[str, str] | None = None
) -> ChoiceForm:
    """The boxes with what is chosen in them, and what is wrong with it."""
    wrong = problems or {}
    return ChoiceForm(
        town=Field(town, wrong.get("town", "")),
        towns=town_options(),
        kinds=tuple(Kind(kind.value, label, "", kind.value in kinds) for kind, label in CATEGORIES.items()),
        kinds_problem=wrong.get("category", ""),
    )


def known(town: str, kinds: Iterable[str]) -> Choice:
    """What an address asks for, as far as we know it."""
    town = place.present(town)
    return Choice(
        town if town in place.by_slug() else "", tuple(kind for kind in CATEGORIES if kind in kinds)
    )


def check_choice(town: str, kinds: Sequence[str]) -> tuple[Choice | None, ChoiceForm]:
    """Which nights, or None while anything is wrong; and the boxes that say so."""
    chosen = known(town, kinds)
    wrong = {
        "town": "" if chosen.town == place.present(town) else NOT_A_TOWN,
        "category": "" if set(chosen.kinds) == set(kinds) else NOT_A_KIND,
    }
    return None if any(wrong.values()) else chosen, choice_form(chosen.town, chosen.kinds, wrong)


def check(given: Mapping[str, str], kinds: Sequence[str]) -> tuple[Asked | None, SubscribeForm]:
    """What somebody asks for, or None while anything is wrong; and the form that says so, all of it kept."""
    typed = given.get("mailbox", "")[: 2 * email_address.LONGEST]
    chosen, which = check_choice(given.get("town", ""), kinds)
    mailbox = email_address.normalise(typed)
    ticked = given.get("consent", "") == "yes"
    wrong = {
        "#town": which.town.problem,
        "#category-music": which.kinds_problem,
        "#mailbox": "" if mailbox else email_address.NOT_ONE,
        "#consent": "" if ticked else CONSENT,
    }
    form = SubscribeForm(
        which=which,
        mailbox=Field(typed, wrong["#mailbox"]),
        consent=Field("yes" if ticked else "", wrong["#consent"]),
        summary=tuple(Problem(href, sentence) for href, sentence in wrong.items() if sentence),
    )
    if form.summary or not (mailbox and chosen):
        return None, form
    return Asked(mailbox, chosen), form
