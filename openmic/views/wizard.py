"""Sending a night in, step by step: which step is shown, what is wrong on it, and how the night will look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from openmic.views import listing, night_form, night_times, place
from openmic.views.gate import SIGN_IN_FIRST
from openmic.views.listing import ListingCard
from openmic.views.night_form import STEPS, Checked, NightForm
from openmic.views.wording import fold

ORDER = tuple(STEPS)
NOTHING_TYPED = NightForm()
NOTHING_TO_SHOW = ListingCard()
LABELS = {"what": "What", "when": "When", "where": "Where", "who": "Who"}


@dataclass(frozen=True)
class Mark:
    """One step in the line of steps."""

    label: str = ""
    is_current: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class Known:
    """A venue of the directory, to be offered while somebody types."""

    name: str = ""
    town: str = ""
    address: str = ""
    postcode: str = ""
    where: str = ""


@dataclass(frozen=True)
class Wizard:
    """The page at /submit/. Without `is_stepped` all steps stand below each other, as one form.

    The organiser's own words are in the boxes, not here: `form` holds what is wrong, and what we suggest.
    """

    is_here: bool = False
    is_stepped: bool = False
    is_signed_in: bool = False
    action: str = "/submit/"
    step: str = ORDER[0]
    marks: tuple[Mark, ...] = ()
    hides_what: bool = False
    hides_when: bool = False
    hides_where: bool = False
    hides_who: bool = False
    can_go_back: bool = False
    onwards: str = "Send it in"
    form: NightForm = NOTHING_TYPED
    key: str = ""
    opened: str = ""
    kept_picture: str = ""
    venues: tuple[Known, ...] = ()
    has_preview: bool = False
    preview: ListingCard = NOTHING_TO_SHOW
    answers: int = 0
    is_ready: bool = False
    bot_check: str = ""
    gate: str = ""
    asks_sign_in: bool = False


def blank(
    *,
    key: str,
    opened: str,
    is_signed_in: bool,
    venues: tuple[Known, ...],
    bot_check: str = "",
    gate: str = "",
) -> Wizard:
    """An empty form, all of it on one page. `gate` says why it could not be sent in just now; empty when it can."""
    return Wizard(
        is_here=True,
        key=key,
        opened=opened,
        is_signed_in=is_signed_in,
        form=NightForm(),  # with the towns there are now
        venues=venues,
        bot_check=bot_check,
        gate=gate,
        asks_sign_in=gate == SIGN_IN_FIRST,
    )


def at_step(page: Wizard, step: str) -> Wizard:
    """The page with one step shown."""
    at = ORDER.index(step)
    marks = tuple(Mark(LABELS[name], number == at, number < at) for number, name in enumerate(ORDER))
    return replace(
        page,
        is_stepped=True,
        step=step,
        marks=marks,
        **{f"hides_{name}": name != step for name in ORDER},
        can_go_back=at > 0,
        onwards="Send it in" if at == len(ORDER) - 1 else f"Next: {LABELS[ORDER[at + 1]].lower()}",
        answers=page.answers + 1,
        is_ready=False,
    )


def back(page: Wizard) -> Wizard:
    """One step back; nothing is checked and nothing is lost."""
    at = max(ORDER.index(page.step) - 1, 0)
    return at_step(replace(page, form=suggesting(page, {})), ORDER[at])


def onwards(page: Wizard, checked: Checked) -> Wizard:
    """The next step if this one is right, this one with what is wrong otherwise; after the last it is ready to go."""
    at = ORDER.index(page.step)
    seen = [name for step in ORDER[: at + 1] for name in STEPS[step]]
    wrong = {name: sentence for name, sentence in checked.problems.items() if name in seen}
    page = replace(page, **_preview(checked))
    if wrong:
        first = next(step for step in ORDER if set(wrong) & set(STEPS[step]))
        form = replace(suggesting(page, {}, wrong), asks_start=checked.asks_start, asks_end=checked.asks_end)
        return at_step(replace(page, form=form), first)
    page = replace(page, form=suggesting(page, {}))
    if at == len(ORDER) - 1:
        return replace(page, is_ready=True, answers=page.answers + 1)
    return at_step(page, ORDER[at + 1])


def guessing(page: Wizard, typed: Mapping[str, str]) -> Wizard:
    """The page with what follows from what was typed: an end, or the address of a venue we know."""
    guessed = {}
    if not typed.get("ends"):
        guessed["ends"] = night_times.suggested_end(dict(typed))
    known = known_venue(page.venues, typed)
    if known and not typed.get("address") and not typed.get("postcode"):
        guessed |= {"address": known.address, "postcode": known.postcode}
        guessed |= {"town": known.town} if not typed.get("town") else {}
    guessed = {name: value for name, value in guessed.items() if value}
    return replace(page, form=suggesting(page, guessed, _wrong(page.form)))


def known(row: Any) -> Known:
    """A row as a venue to be offered; under another name it says which one is meant."""
    where = ", ".join(filter(None, (row.really, row.address, row.town)))
    return Known(row.name, row.slug, row.address, row.postcode, where)


def known_venue(venues: tuple[Known, ...], typed: Mapping[str, str]) -> Known | None:
    """The one venue of this name, in the town that was chosen if one was."""
    name, town = fold(typed.get("venue_name", "")), typed.get("town", "")
    found = [one for one in venues if fold(one.name) == name and (not town or one.town == town)]
    return found[0] if len(found) == 1 else None


def suggesting(page: Wizard, guessed: Mapping[str, str], wrong: Mapping[str, str] | None = None) -> NightForm:
    """The form with what was suggested so far and now; what people typed is not touched by it."""
    kept = {name: getattr(page.form, name).value for name in ("ends", "address", "postcode", "town")}
    form = night_form.filled({**kept, **guessed}, wrong or {})
    return replace(form, asks_start=page.form.asks_start, asks_end=page.form.asks_end)


def _wrong(form: NightForm) -> dict[str, str]:
    return {one.href.removeprefix("#"): one.sentence for one in form.summary}


def _preview(checked: Checked) -> dict[str, object]:
    known = night_times.read(dict(checked.typed), now=datetime.min.replace(tzinfo=night_times.LONDON))
    title, kind = checked.typed.get("title", "").strip(), checked.typed.get("category", "")
    if not title or kind not in night_form.CATEGORIES or not known.start_at or not known.end_at:
        return {"has_preview": False}
    town = place.by_slug().get(place.present(checked.typed.get("town", "")))
    row: Any = SimpleNamespace(
        id="",
        title=title[:140],
        excerpt=checked.typed.get("description", ""),
        category=kind,
        venue_name=checked.typed.get("venue_name", "").strip()[:140] or "Your venue",
        town_name=town.name if town else "",
        start_at=known.start_at,
        end_at=known.end_at,
        cancelled_at=None,
        is_sample=False,
        is_featured=False,
        image_key=None,
        image_alt="",
    )
    return {"has_preview": True, "preview": replace(listing.card(row), href="#preview")}
