"""What there is to tell in one week, and what of it goes to whom: the nights they asked for, each once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from openmic import urls
from openmic.models.choices import Category
from openmic.views import dates, subscription, weeks
from openmic.views.criteria import CATEGORIES, Criteria
from openmic.views.digest import SAMPLES, Day, Digest, Line, Sender

AT_MOST = 60  # nights of the week in one mail
NEW_AT_MOST = 10
WISHES_AT_MOST = 12
ROOM = 6_000  # bytes of organisers' words in one mail: Gmail cuts off what is longer than 102 kB
Key = tuple[int | None, Category | None]


@dataclass(frozen=True)
class Wish:
    """What a mailbox asked to hear of: nights of a town or of all, of one kind or of all."""

    town_id: int | None = None
    town: str = ""
    slug: str = ""
    category: Category | None = None


@dataclass(frozen=True)
class Nights:
    """Nights in order of start, and for each possible wish the places of those it asks for."""

    lines: tuple[Line, ...]
    wanted_by: Mapping[Key, frozenset[int]]

    def of(self, wishes: Iterable[Wish]) -> list[Line]:
        """The nights that any of these asks for, each once."""
        places = (self.wanted_by.get((wish.town_id, wish.category), frozenset()) for wish in wishes)
        return [self.lines[place] for place in sorted(frozenset().union(*places))]


@dataclass(frozen=True)
class Edition:
    """A week's nights from `first` to `last`, later ones that are `new`, and who tells of them."""

    first: date
    last: date
    nights: Nights
    new: Nights
    sender: Sender


def nights(lines: Iterable[Line]) -> Nights:
    """Nights that can be asked for by wishes."""
    kept = tuple(lines)
    wanted_by: dict[Key, set[int]] = defaultdict(set)
    for place, line in enumerate(kept):
        for town_id in {line.town_id, None}:
            for category in (line.category, None):
                wanted_by[town_id, category].add(place)
    return Nights(kept, {key: frozenset(places) for key, places in wanted_by.items()})


def digest(edition: Edition, wishes: Sequence[Wish], *, change: str, leave: str) -> Digest | None:
    """The mail for one mailbox with these wishes; None when there is nothing to say."""
    found = edition.nights.of(wishes)
    shown = fitting(found, AT_MOST, ROOM)
    new = fitting(edition.new.of(wishes), NEW_AT_MOST, ROOM - sum(line.weight for line in shown))
    on, left_out = standing(found), standing(found[len(shown) :])
    if not on and not new:
        return None
    return Digest(
        subject=subject(on, len(new), wishes),
        span=weeks.words(edition.first, edition.last),
        days=tuple(by_day(shown)),
        more=f"And {left_out} more" if left_out else "",
        more_href=all_of_it(edition, wishes) if left_out else "",
        new=tuple(new),
        note=SAMPLES if any(line.is_sample for line in (*shown, *new)) else "",
        wishes=spoken(wishes),
        change=change,
        leave=leave,
        sender=edition.sender,
    )


def standing(lines: Iterable[Line]) -> int:
    """How many of them take place."""
    return sum(not line.is_cancelled for line in lines)


def fitting(lines: Sequence[Line], number: int, room: int) -> list[Line]:
    """The first of them, as many as there may be and as there is room for."""
    kept = []
    for line in lines[:number]:
        room -= line.weight
        if room < 0:
            break
        kept.append(line)
    return kept


def by_day(lines: Iterable[Line]) -> Iterator[Day]:
    """Nights in order of start, under their days."""
    for on, those in groupby(lines, key=lambda line: line.on):
        yield Day(dates.day(on, on), tuple(those))


def subject(on: int, new: int, wishes: Sequence[Wish]) -> str:
    """What the mail holds, in words of our own: "12 open mics in Witney this week"."""
    towns = {wish.town for wish in wishes}
    where = f" in {towns.pop()}" if len(towns) == 1 and "" not in towns else ""
    if on:
        return f"{counted(on, 'open mic')}{where} this week"
    return f"{counted(new, 'new open mic')}{where}"


def counted(number: int, what: str) -> str:
    """ "1 open mic", "12 open mics"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def spoken(wishes: Sequence[Wish]) -> tuple[str, ...]:
    """What was asked for, in words: the first few of very many."""
    words = [subscription.words(wish.town, wish.category) for wish in wishes]
    left_out = len(words) - WISHES_AT_MOST
    return (*words[:WISHES_AT_MOST], *([f"and {left_out} more"] if left_out > 0 else []))


def all_of_it(edition: Edition, wishes: Sequence[Wish]) -> str:
    """The finder with all nights of the week that these wishes ask for, and perhaps some others."""
    towns = {wish.slug for wish in wishes}
    kinds = {wish.category for wish in wishes}
    criteria = Criteria(
        town=towns.pop() if len(towns) == 1 else "",
        categories=() if None in kinds else tuple(kind for kind in CATEGORIES if kind in kinds),
        on=edition.first.isoformat(),
        until=edition.last.isoformat() if edition.last > edition.first else "",
    )
    return urls.absolute(edition.sender.home, criteria.canonical)
