"""Reading what an address asks for: every value is checked, and what is wrong with one is said in words."""

from collections.abc import Container, Iterable
from datetime import date

YEARS = range(2020, 2100)


class Asked:
    """The query of an address. Values are taken by field; `problems` names those that were left out."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.values: dict[str, list[str]] = {}
        self.problems: list[tuple[str, str]] = []
        for key, value in pairs:
            # a lone surrogate can come over the websocket and is no text at all
            text = value.replace("\0", " ").encode("utf-8", "replace").decode().strip()
            self.values.setdefault(key, []).append(text)

    def empties(self, field: str) -> bool:
        """Whether the address says outright that a field is empty."""
        return field in self.values and not self.text(field)

    def text(self, field: str) -> str:
        """The last value of a field, as it came."""
        return self.values.get(field, [""])[-1]

    def one(self, field: str, known: Container[str], complaint: str) -> str:
        """A value among those we know, or empty."""
        return next(iter(self.several(field, known, complaint)[-1:]), "")

    def several(self, field: str, known: Container[str], complaint: str) -> list[str]:
        """Every value of a field that we know."""
        given = [value for value in self.values.get(field, []) if value]
        if any(value not in known for value in given):
            self.complain(field, complaint)
        return [value for value in given if value in known]

    def day(self, field: str) -> str:
        """A day as YYYY-MM-DD, or empty."""
        value = self.text(field)
        try:
            day = date.fromisoformat(value) if value else None
        except ValueError:
            return self.complain(field, "That is not a day we can read. Please write it like 2026-11-28.")
        if day and day.year not in YEARS:
            return self.complain(field, "That day is too far away.")
        return day.isoformat() if day else ""

    def complain(self, field: str, sentence: str) -> str:
        """Notes what is wrong with a field; returns the empty value that takes its place."""
        self.problems.append((field, sentence))
        return ""
