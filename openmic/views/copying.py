"""A night once more on another day: which days suggest themselves, and what was typed, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from openmic import urls
from openmic.models.choices import Category
from openmic.views import dates, linked_text, listing, night_form, night_times
from openmic.views.criteria import CATEGORIES
from openmic.views.linked_text import Paragraph
from openmic.views.night_form import Checked, NightForm

WEEK = timedelta(weeks=1)
FOUR_WEEKS = timedelta(weeks=4)
ASKED = (*night_form.STEPS["when"], "consent")
THE_SAME = "That is when it is already. Which day is the copy for?"
NOT_AS_IT_IS = "It can’t be copied as it is. Please send it in as a new night. {sentence}"


class Row(Protocol):
    """What must be known of a night."""

    title: str
    description: str
    category: Category
    venue_name: str
    address: str
    town_name: str | None
    postcode: str
    start_at: datetime
    end_at: datetime
    organiser_name: str
    ticket_url: str
    image_key: str | None
    image_alt: str


@dataclass(frozen=True)
class Original:
    """A night whose words are used again. `words` is what the boxes of a form would hold, without its times."""

    title: str = ""
    kind: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    where: str = ""
    address: str = ""
    organiser: str = ""
    ticket_href: str = ""
    picture: str = ""
    picture_alt: str = ""
    when: str = ""
    starts: str = ""
    on: date = date.min
    hours: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Day:
    """A day that suggests itself, with a link that puts it into the form."""

    words: str = ""
    href: str = ""


@dataclass(frozen=True)
class CopyPage:
    """The short form. `key` is its own: it makes one night however often it is sent."""

    original: Original
    form: NightForm
    days: tuple[Day, ...]
    ours: str
    key: str
    trouble: str = ""


def original(row: Row, *, town: str) -> Original:
    """A night as its copy will be, but for when it is. `town` is its town's slug."""
    boxes = night_form.of_night(row) | {"town": town}
    on = dates.on_day(row.start_at)
    parts = (row.address, row.postcode)
    return Original(
        title=row.title,
        kind=CATEGORIES[row.category],
        paragraphs=linked_text.paragraphs(row.description),
        where=listing.place_words(row.venue_name, row.town_name),
        address=", ".join(filter(None, parts)),
        organiser=row.organiser_name,
        ticket_href=row.ticket_url,
        picture=urls.picture(row.image_key, "small") if row.image_key else "",
        picture_alt=row.image_alt,
        when=f"{dates.day(on, on)} {on.year}, {dates.hours(row.start_at, row.end_at)}",
        starts=dates.iso(row.start_at),
        on=on,
        hours={name: boxes[name] for name in ("starts", "ends")},
        words={name: value for name, value in boxes.items() if name not in night_form.STEPS["when"]},
    )


def suggested(on: date, today: date) -> tuple[date, date]:
    """The next day of a weekly rhythm, and the next of a four-weekly one, after a night and after today."""
    weekly = on + WEEK * max(1, -((on - today).days) // 7 + 1)
    four_weekly = on + FOUR_WEEKS * max(1, -((on - today).days) // 28 + 1)
    return weekly, four_weekly if four_weekly != weekly else four_weekly + FOUR_WEEKS


def blank(of: Original, *, ours: str, key: str, now: datetime, on: str = "") -> CopyPage:
    """The form with the night's own hours, and the day somebody asked for or the next that suggests itself."""
    today = dates.on_day(now)
    day = on or suggested(of.on, today)[0].isoformat()
    typed = {"on": day, **of.hours}
    times = night_times.read(typed, now=now)
    form = night_form.filled(typed, asks_start=times.asks_start, asks_end=times.asks_end)
    return _page(of, form, ours=ours, key=key, now=now)


def check(of: Original, given: Mapping[str, str], *, now: datetime, mailbox: str) -> Checked:
    """The night on its new day, or what is wrong with what was typed; `mailbox` is its organiser's proved address."""
    asked = {name: given.get(name, "") for name in ASKED}
    checked = night_form.check({**of.words, **asked}, now=now, mailbox=mailbox)
    if checked.night and dates.iso(checked.night.start_at) == of.starts:
        return checked.with_problems({"on": THE_SAME})
    return checked


def again(
    of: Original, checked: Checked, *, ours: str, key: str, now: datetime, trouble: str = ""
) -> CopyPage:
    """The form with all that was typed and what is wrong with it; above it what no box of it can mend."""
    other = [sentence for name, sentence in checked.problems.items() if name not in ASKED]
    trouble = trouble or (NOT_AS_IT_IS.format(sentence=other[0]) if other else "")
    wrong = {name: sentence for name, sentence in checked.problems.items() if name in ASKED}
    form = night_form.filled(checked.typed, wrong, asks_start=checked.asks_start, asks_end=checked.asks_end)
    return _page(of, form, ours=ours, key=key, now=now, trouble=trouble)


def _page(
    of: Original, form: NightForm, *, ours: str, key: str, now: datetime, trouble: str = ""
) -> CopyPage:
    today = dates.on_day(now)
    days = suggested(of.on, today)
    return CopyPage(
        original=of,
        form=form,
        days=tuple(Day(dates.day(one, today), urls.copy_night(ours, on=one.isoformat())) for one in days),
        ours=ours,
        key=key,
        trouble=trouble,
    )
