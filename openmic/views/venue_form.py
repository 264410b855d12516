"""A venue's facts as moderators mend them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openmic.views import place, postcode
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.form import Option
from openmic.views.wording import fold, tidy_line, tidy_paragraphs

LENGTHS = {"name": 140, "address": 240, "access_note": 500}
ALIASES_AT_MOST = 20
WAYS = {
    "step_free_room": "Step-free to the room",
    "step_free_stage": "Step-free to the stage",
    "step_free_toilet": "Step-free to a toilet",
}
KNOWN = {"yes": True, "no": False, "": None}
ANSWERS = (Option("", "Not known"), Option("yes", "Yes"), Option("no", "No"))
NAMES = ("name", "aliases", "address", "town", "postcode", *WAYS, "access_note")
NO_NAME = "A venue needs a name."
NO_POSTCODE = "That is not a whole UK postcode. Leave it empty if it is not known."
NO_TOWN = "Choose one of the towns."
NO_ANSWER = "Choose one of these."
TOO_MANY = f"Please keep it to {ALIASES_AT_MOST} names."


@dataclass(frozen=True)
class Asked:
    """What a moderator would have a venue say. `town` is a slug or empty."""

    name: str
    aliases: tuple[str, ...]
    address: str
    town: str
    postcode: str
    step_free_room: bool | None
    step_free_stage: bool | None
    step_free_toilet: bool | None
    access_note: str


@dataclass(frozen=True)
class VenueForm:
    """The boxes. `seen` says which state of the venue they were filled from."""

    title: str = ""
    slug: str = ""
    seen: str = ""
    boxes: Mapping[str, Field] = field(default_factory=dict)
    towns: tuple[Option, ...] = ()
    summary: tuple[Problem, ...] = ()

    def box(self, name: str) -> Field:
        """One of them."""
        return self.boxes.get(name, EMPTY)


def filled(
    typed: Mapping[str, str], wrong: Mapping[str, str], *, title: str = "", slug: str = "", seen: str = ""
) -> VenueForm:
    """The form with these values and problems."""
    return VenueForm(
        title=title,
        slug=slug,
        seen=seen,
        boxes={name: Field(typed.get(name, ""), wrong.get(name, "")) for name in NAMES},
        towns=(Option("", "None of our towns"), *(Option(one.slug, one.name) for one in place.towns())),
        summary=tuple(Problem(f"#{name}", wrong[name]) for name in NAMES if wrong.get(name)),
    )


def of_venue(kept: Mapping[str, Any]) -> dict[str, str]:
    """What the boxes hold for a venue as the audit trail keeps it, with its town's slug."""
    answers = {value: key for key, value in KNOWN.items()}
    texts = {name: kept[name] for name in (*LENGTHS, "postcode")}
    ways = {name: answers[kept[name]] for name in WAYS}
    return texts | ways | {"town": kept["town_slug"], "aliases": "\n".join(kept["aliases"])}


def check(given: Mapping[str, str]) -> tuple[Asked | None, dict[str, str], dict[str, str]]:
    """What is asked for, or None while anything is wrong; what was typed, and what is wrong with it."""
    typed = {name: given.get(name, "")[:6000] for name in NAMES}
    texts = {name: tidy_line(typed[name]) for name in ("name", "address", "postcode")}
    texts["access_note"] = tidy_paragraphs(typed["access_note"])
    town = place.present(typed["town"])
    code = postcode.normalise(texts["postcode"])
    aliases = {fold(one): one for one in map(tidy_line, typed["aliases"].splitlines()) if one}
    wrong = {name: _too_long(texts[name], most) for name, most in LENGTHS.items()}
    wrong["name"] = wrong["name"] if texts["name"] else NO_NAME
    wrong["postcode"] = NO_POSTCODE if texts["postcode"] and not code else ""
    wrong["town"] = NO_TOWN if town and town not in place.by_slug() else ""
    wrong |= {name: NO_ANSWER for name in WAYS if typed[name] not in KNOWN}
    wrong["aliases"] = next(filter(None, (_too_long(one, LENGTHS["name"]) for one in aliases.values())), "")
    if len(aliases) > ALIASES_AT_MOST:
        wrong["aliases"] = TOO_MANY
    wrong = {name: sentence for name, sentence in wrong.items() if sentence}
    if wrong:
        return None, typed, wrong
    asked = Asked(
        name=texts["name"],
        aliases=tuple(aliases.values()),
        address=texts["address"],
        town=town,
        postcode=code or "",
        access_note=texts["access_note"],
        **{name: KNOWN[typed[name]] for name in WAYS},
    )
    return asked, typed, {}


def _too_long(text: str, most: int) -> str:
    return f"Keep this to {most} characters; it has {len(text)}." if len(text) > most else ""
