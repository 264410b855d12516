"""What a visitor looks for. The address is the filter: a Criteria and its address are one thing twice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from openmic import errors, urls
from openmic.models.choices import Category
from openmic.views import cursor, place

WORDS_AT_MOST = 100
YEARS = range(2020, 2100)
FIELDS = ("town", "category", "when", "on", "q", "after")
TOWN_PAGE = re.compile(r"/towns/([^/]+)/?")
NEAR = {"tonight": "Tonight", "week": "This week", "weekend": "This weekend"}
CATEGORIES = {
    Category.MUSIC: "Music",
    Category.COMEDY: "Comedy",
    Category.SPOKEN: "Spoken word",
    Category.JAM: "Jam session",
    Category.OTHER: "Something else",
}


@dataclass(frozen=True)
class Criteria:
    """A search of the finder, already checked: every value is one we know.

    `when` is empty, a key of NEAR or a day as YYYY-MM-DD; `after` is a listing's cursor (keyset paging).
    `problems` says, by field, what could not be understood and so was left out.
    """

    town: str = ""
    category: str = ""
    when: str = ""
    words: str = ""
    after: str = ""
    on_town_page: bool = False
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def on(self) -> str:
        """The single day looked for, as YYYY-MM-DD, or empty."""
        return "" if self.when in NEAR else self.when

    @property
    def query(self) -> str:
        """This search as a query string, without what is empty or stands in the path."""
        values = {
            "town": "" if self.on_town_page else self.town,
            "category": self.category,
            "when": "" if self.on else self.when,
            "on": self.on,
            "q": self.words,
            "after": self.after,
        }
        return urlencode({key: value for key, value in values.items() if value})

    @property
    def address(self) -> str:
        """Where this search is shown; without what was not understood."""
        return urls.town(self.town, self.query) if self.on_town_page else urls.finder(self.query)

    @property
    def canonical(self) -> str:
        """The one address search engines should keep of those that show the same: a town's own page."""
        return replace(self, after="", on_town_page=bool(self.town)).address

    @property
    def is_narrow(self) -> bool:
        """Whether anything at all was asked for."""
        return any((self.town, self.category, self.when, self.words))

    def problem(self, field: str) -> str:
        """What was wrong with one field, or empty."""
        return dict(self.problems).get(field, "")

    def changed_to(self, form: Mapping[str, str]) -> "Criteria":
        """What a form on this search's page asks for."""
        return parse(form, town_page=self.town if self.on_town_page else "")

    def continues(self, earlier: "Criteria") -> bool:
        """Whether only the words differ from an earlier search that had some: one search, typed on."""
        return bool(earlier.words and self.words) and replace(self, words=earlier.words) == replace(
            earlier, after=""
        )

    def instead_of_words(self, words: str) -> "Criteria":
        """The same search for other words."""
        return replace(self, words=words)

    def page_after(self, cursor: str) -> "Criteria":
        """The same search, from a listing on."""
        return replace(self, after=cursor)


def at(address: str) -> Criteria:
    """The search at an address of the finder, path and query, with or without a host.

    Raises NotFound for a town's page of a town we don't have.
    """
    try:
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        raise errors.NotFound from None
    town_page = TOWN_PAGE.fullmatch(parts.path)
    if town_page and town_page[1] not in place.by_slug():
        raise errors.NotFound
    return parse(asked, town_page=town_page[1] if town_page else "")


def parse(asked: Mapping[str, str], *, town_page: str = "") -> Criteria:
    """A Criteria from an address's query or a form; never fails, says what it left out.

    `town_page` is the slug in the path of `/towns/<slug>/`; a town chosen in the form there wins over it.
    """
    known = asked if isinstance(asked, Mapping) else {}
    given = {key: _text(known.get(key)) for key in FIELDS}
    problems: list[tuple[str, str]] = []
    town = _known(given["town"], place.by_slug(), "town", "We don’t know that town.", problems)
    if town_page and "town" not in known:
        town = town_page
    words = " ".join(given["q"].split()) if re.search(r"\w", given["q"]) else ""
    if len(words) > WORDS_AT_MOST:
        problems.append(("q", f"We searched for the first {WORDS_AT_MOST} letters only."))
        words = words[:WORDS_AT_MOST].strip()
    return Criteria(
        town=town,
        category=_known(
            given["category"], CATEGORIES, "category", "We don’t know that kind of night.", problems
        ),
        when=_only_one(
            _known(given["when"], NEAR, "when", "Please choose one of these.", problems),
            _day(given["on"], problems),
            problems,
        ),
        words=words,
        after=given["after"] if cursor.read(given["after"]) else "",
        on_town_page=bool(town_page and town),
        problems=tuple(problems),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    # a lone surrogate can come over the websocket and is no text at all
    return value.replace("\0", " ").encode("utf-8", "replace").decode().strip()


def _only_one(when: str, on: str, problems: list[tuple[str, str]]) -> str:
    if when and on:
        problems.append(("when", "A day is chosen too. Clear it to use this."))
    return on or when


def _known(value: str, known: object, field: str, complaint: str, problems: list[tuple[str, str]]) -> str:
    if value and value not in known:  # type: ignore[operator]
        problems.append((field, complaint))
        return ""
    return value


def _day(value: str, problems: list[tuple[str, str]]) -> str:
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError:
        problems.append(("on", "That is not a day we can read. Please write it like 2026-11-28."))
        return ""
    if day and day.year not in YEARS:
        problems.append(("on", "That day is too far away."))
        return ""
    return day.isoformat() if day else ""
