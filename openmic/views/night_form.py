"""The form an organiser fills in: what they typed, what is wrong with it, and the night it describes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from pydantic import ValidationError

from openmic.models.choices import Category
from openmic.views import linked_text, night_times, place, submission
from openmic.views.criteria import CATEGORIES
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.form import Option
from openmic.views.submission import Submission, problems

LONGEST = 6000  # characters of one field; no field of ours may have more
LINKS_AT_MOST = 3
CONTACT = "organiser_email"
STEPS = {
    "what": ("title", "category", "description", "ticket_url", "picture", "image_alt"),
    "when": ("on", "starts", "starts_which", "ends", "ends_which"),
    "where": ("venue_name", "town", "address", "postcode"),
    "who": ("organiser_name", CONTACT, "consent"),
}
NAMES = tuple(name for step in STEPS.values() for name in step)
BOXES = {"start_at": "starts", "end_at": "ends"}
CONSENT = "Please tick this, so that we may list the night."
WHICH = (
    Option("", "Choose which"),
    Option("first", "The first time (summer time)"),
    Option("second", "The second time, an hour later (winter time)"),
)
KINDS = (Option("", "Choose a kind"), *(Option(kind.value, label) for kind, label in CATEGORIES.items()))


def towns() -> tuple[Option, ...]:
    """The towns there are to choose from."""
    return Option("", "Somewhere else in Oxfordshire"), *(Option(one.slug, one.name) for one in place.towns())


@dataclass(frozen=True)
class NightForm:
    """Every box of the form, by its name; `contact` is the organiser's own address, `organiser_email` in the form."""

    title: Field = EMPTY
    category: Field = EMPTY
    description: Field = EMPTY
    ticket_url: Field = EMPTY
    picture: Field = EMPTY
    image_alt: Field = EMPTY
    on: Field = EMPTY
    starts: Field = EMPTY
    starts_which: Field = EMPTY
    ends: Field = EMPTY
    ends_which: Field = EMPTY
    venue_name: Field = EMPTY
    town: Field = EMPTY
    address: Field = EMPTY
    postcode: Field = EMPTY
    organiser_name: Field = EMPTY
    contact: Field = EMPTY
    consent: Field = EMPTY
    asks_start: bool = False
    asks_end: bool = False
    summary: tuple[Problem, ...] = ()
    towns: tuple[Option, ...] = field(default_factory=towns)


@dataclass(frozen=True)
class Checked:
    """What was typed, looked at: the night it describes (None while anything is wrong), and what is wrong."""

    typed: Mapping[str, str]
    night: Submission | None
    problems: Mapping[str, str]
    asks_start: bool = False
    asks_end: bool = False

    def form(self) -> NightForm:
        """The form with what was typed and what is wrong."""
        return filled(self.typed, self.problems, asks_start=self.asks_start, asks_end=self.asks_end)

    def with_problems(self, more: Mapping[str, str]) -> "Checked":
        """The same with further things that are wrong."""
        return replace(self, problems={**self.problems, **more}, night=None if more else self.night)


def typed(given: object) -> dict[str, str]:
    """The boxes of ours among whatever was sent, as text; what no page of ours sends is left out (TRUST T5)."""
    if not isinstance(given, Mapping):
        return {}
    return {name: _text(value) for name in NAMES if isinstance(value := given.get(name), str)}


def _text(value: str) -> str:
    # half a surrogate can come over the websocket; it is no text at all, and could not be sent back
    return value[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode()


def check(given: Mapping[str, str], *, now: datetime, mailbox: str = "", is_new: bool = True) -> Checked:
    """Looks at what was typed. `mailbox` is the organiser's proved address, which is then not asked for.

    A night that is changed (`is_new` false) needs no consent again.
    """
    times = night_times.read(dict(given), now=now)
    found = dict(times.problems)
    texts = {name: given.get(name, "") for name in submission.Submission.model_fields if name not in BOXES}
    texts[CONTACT] = mailbox or given.get(CONTACT, "")
    moments = {"start_at": times.start_at, "end_at": times.end_at}
    night = None
    try:
        sent = {
            name: value
            for name, value in (texts | moments).items()
            if value is not None and name != "category"
        }
        night = Submission(**sent, **({"category": texts["category"]} if texts["category"] else {}))  # pyright: ignore
    except ValidationError as error:
        for name, sentence in problems(error):
            if name in BOXES and (times.problems or moments[name] is None):
                continue  # the boxes have said it better
            found.setdefault(BOXES.get(name, name), sentence)
    if len(linked_text.SCHEME.findall(given.get("description", ""))) > LINKS_AT_MOST:
        found["description"] = f"Please keep it to {LINKS_AT_MOST} links."
    if is_new and given.get("consent") != "yes":
        found["consent"] = CONSENT
    ordered = {name: found[name] for name in NAMES if name in found}
    return Checked(given, None if ordered else night, ordered, times.asks_start, times.asks_end)


def filled(
    values: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    asks_start: bool = False,
    asks_end: bool = False,
) -> NightForm:
    """The form with these values and problems."""
    wrong = wrong or {}
    boxes = {
        each.name: Field(values.get(name, ""), wrong.get(name, ""))
        for each in fields(NightForm)
        if (name := CONTACT if each.name == "contact" else each.name) in NAMES
    }
    summary = tuple(Problem(f"#{name}", sentence) for name, sentence in in_order(wrong))
    return NightForm(**boxes, asks_start=asks_start, asks_end=asks_end, summary=summary, towns=towns())


def in_order(wrong: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """What is wrong, in the order of the form."""
    return sorted(wrong.items(), key=lambda pair: NAMES.index(pair[0]) if pair[0] in NAMES else -1)


def of_night(row: object) -> dict[str, str]:
    """What the boxes would hold for a night that is known already (an event's row, or a submission)."""
    texts = {
        name: str(getattr(row, name) or "")
        for name in (
            "title",
            "description",
            "ticket_url",
            "venue_name",
            "address",
            "postcode",
            "organiser_name",
        )
    }
    moments = night_times.boxes(row.start_at, row.end_at)  # type: ignore[attr-defined]
    return texts | moments | {"category": Category(row.category).value}  # type: ignore[attr-defined]
