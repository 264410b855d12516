"""How many nights there are of each kind in each town, for one time and one set of words."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from openmic.models.choices import Category

COUNTED_AT_MOST = 5000  # more than the county will ever have at once; counting stops there
FOUND_AT_MOST = (
    1000  # the same for words: each night they find has to be looked up, at every key that is typed
)


class Row(Protocol):
    """What a query must bring: a town's name, a category and how many nights they share."""

    town_name: str | None
    category: Category
    nights: int


@dataclass(frozen=True)
class Tally:
    """Counts by town's name and category. Not `is_whole` when there were more than the `most` that are counted."""

    counts: tuple[tuple[str, str, int], ...] = ()
    is_whole: bool = True
    most: int = COUNTED_AT_MOST

    @cached_property
    def _by_town(self) -> dict[str, list[tuple[str, int]]]:
        """Each town's kinds and counts; "" for all towns. A form asks for every town in turn."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for name, category, nights in self.counts:
            for town in {name, ""}:
                found[town].append((category, nights))
        return found

    def total(self, *, town: str = "", categories: Collection[str] = ()) -> int:
        """How many nights there are in a town, or everywhere, of these categories, or of all."""
        return sum(
            nights
            for category, nights in self._by_town.get(town, ())
            if not categories or category in categories
        )


def counted_at_most(words: str) -> int:
    """Where counting stops, for a search of these words or of none."""
    return FOUND_AT_MOST if words else COUNTED_AT_MOST


def tally(rows: Iterable[Row], *, most: int) -> Tally:
    """The counts a query brought that went on to one more than `most`."""
    counts = tuple((row.town_name or "", row.category.value, row.nights) for row in rows)
    return Tally(counts, is_whole=sum(nights for *_, nights in counts) <= most, most=most)
