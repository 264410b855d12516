"""What was measured, and how it is printed: as Markdown, ready for docs/performance.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Timing:
    """How long each of many took, in seconds, sorted; and how long all took together."""

    each: Sequence[float]
    whole: float

    def at(self, share: float) -> float:
        """Milliseconds that this share took at most: 0.95 for the 95th percentile."""
        return 1000 * self.each[ceil(share * len(self.each)) - 1]

    @property
    def a_second(self) -> float:
        """How many were done in a second."""
        return len(self.each) / self.whole

    @property
    def words(self) -> str:
        """Median and 95th percentile."""
        return f"{self.at(0.5):.2f} / {self.at(0.95):.2f}"


def timing(each: Sequence[float], whole: float) -> Timing:
    """The timing of what took this long."""
    return Timing(sorted(each), whole)


def ratio(one: float, other: float) -> str:
    """How many times the other."""
    return f"{one / other:.1f}"


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a table under a heading."""
    print(f"\n### {title}\n")
    for row in (columns, ["---"] * len(columns), *rows):
        print(f"| {' | '.join(str(cell) for cell in row)} |")
    print(flush=True)
