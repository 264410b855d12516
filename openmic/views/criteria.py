"""What a visitor looks for. The address is the filter: a Criteria and its address are one thing twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from openmic import errors, urls
from openmic.models.choices import Category
from openmic.models.search import tokens
from openmic.views import cursor, place
from openmic.views.checking import Asked

WORDS_AT_MOST = 100
FIELDS = ("q", "town", "when", "category", "on", "until", "after")
FILTERS = ("words", "town", "categories", "when", "on", "until")
NEAR = {"tonight": "Tonight", "week": "This week", "weekend": "This weekend"}
CATEGORIES = {
    Category.MUSIC: "Music",
    Category.COMEDY: "Comedy",
    Category.SPOKEN: "Spoken word",
    Category.JAM: "Jam session",
    Category.OTHER: "Something else",
}
# addresses whose path says one of the filters, by the name of that filter
PAGES = {
    "town": re.compile(r"/towns/([^/]+)/?"),
    "venue": re.compile(r"/venues/([a-z0-9-]{1,160})/?"),
    "when": re.compile(f"/({'|'.join(urls.NEAR_SLUGS)})/?"),
}


@dataclass(frozen=True)
class Criteria:
    """A search of the finder, already checked: every value is one we know, but for a venue's slug.

    `when` is empty or a key of NEAR; `on` and `until` are days as YYYY-MM-DD: the one day, or the first and
    the last of several. `after` is a listing's cursor (keyset paging). `page` names the filter that stands in
    the path, if one does. `problems` says, by field, what could not be understood and so was left out.
    """

    words: str = ""
    town: str = ""
    categories: tuple[str, ...] = ()
    when: str = ""
    on: str = ""
    until: str = ""
    after: str = ""
    venue: str = ""
    page: str = ""
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """This search as a query string, without what is empty or stands in the path."""
        pairs = [
            ("q", self.words),
            ("town", "" if self.page == "town" else self.town),
            ("when", "" if self.page == "when" else self.when),
            *(("category", one) for one in self.categories),
            ("on", self.on),
            ("until", self.until),
            ("after", self.after),
        ]
        return urlencode([(key, value) for key, value in pairs if value])

    @property
    def address(self) -> str:
        """Where this search is shown; without what was not understood."""
        if self.page == "town":
            return urls.town(self.town, self.query)
        if self.page == "venue":
            return urls.venue(self.venue, self.query)
        if self.page == "when":
            return urls.near(self.when, self.query)
        return urls.finder(self.query)

    @property
    def canonical(self) -> str:
        """The one address search engines should keep of those that show the same."""
        page = next((field for field in ("venue", "town", "when") if getattr(self, field)), "")
        return replace(self, after="", page=page).address

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for that can be let go of again."""
        return self.without(*FILTERS) != replace(self.page_after(""), words=self.sought)

    @property
    def sought(self) -> str:
        """The words, if there is anything in them to look for: a single letter is the beginning of some."""
        return self.words if tokens(self.words) else ""

    @property
    def last(self) -> str:
        """The last of several days, unless it is before the first."""
        return self.until if self.until > self.on else ""

    def wish(self, venue_town: str = "") -> "Criteria":
        """As much of it as the weekly mail can hold to: the town, for a venue its town, and the kinds of night."""
        return Criteria(town=self.town or venue_town, categories=self.categories)

    def problem(self, field: str) -> str:
        """What was wrong with one field, or empty."""
        return dict(self.problems).get(field, "")

    def without(self, *fields: str) -> "Criteria":
        """The same search from its beginning, with some filters let go of, also by its path."""
        emptied = {field: () if field == "categories" else "" for field in fields}
        page = "" if self.page in fields else self.page
        return replace(self, **emptied, page=page, after="", problems=())  # pyright: ignore[reportArgumentType]

    def without_category(self, category: str) -> "Criteria":
        """The same search from its beginning, without one of its kinds of night."""
        kept = tuple(one for one in self.categories if one != category)
        return replace(self, categories=kept, after="", problems=())

    def instead_of_words(self, words: str) -> "Criteria":
        """The same search for other words."""
        return replace(self, words=words)

    def page_after(self, cursor: str) -> "Criteria":
        """The same search, from a listing on."""
        return replace(self, after=cursor, problems=())


def at(address: str) -> Criteria:
    """The search at an address of the finder, path and query, with or without a host.

    Raises NotFound for a town's page of a town we don't have. Whether a venue exists only the database knows.
    """
    try:
        parts = urlsplit(address)
        asked = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise errors.NotFound from None
    for field, pattern in PAGES.items():
        if found := pattern.fullmatch(parts.path):
            return parse(asked, page=field, path_says=found[1])
    if parts.path.startswith(("/towns/", "/venues/")):
        raise errors.NotFound
    return parse(asked)


def parse(pairs: Iterable[tuple[str, str]], *, page: str = "", path_says: str = "") -> Criteria:
    """A Criteria from an address's query; says what it left out.

    `page` is the filter that the path says, and `path_says` how. A query that says something else about it
    leaves that page. Raises NotFound for a path that names a town we don't have.
    """
    asked = Asked((name, place.present(value) if name == "town" else value) for name, value in pairs)
    path_says = place.present(path_says) if page == "town" else path_says
    if page == "town" and path_says not in place.by_slug():
        raise errors.NotFound
    town = asked.one("town", place.by_slug(), "We don’t know that town.")
    categories = asked.several("category", CATEGORIES, "We don’t know that kind of night.")
    when = asked.one("when", NEAR, "Please choose one of these.")
    on, until = asked.day("on"), asked.day("until")
    left = {"town": town or asked.empties("town"), "when": when or on or until or asked.empties("when")}
    if left.get(page):
        page = ""
    if page == "town":
        town = path_says
    if page == "when":
        when = urls.NEAR_SLUGS[path_says]
    if when and (on or until):
        asked.complain("when", "A day is chosen too. Clear it to use this.")
        when = ""
    if until and until < on:
        asked.complain("until", "That is before the first day.")
    return Criteria(
        words=_words(asked),
        town=town,
        categories=tuple(kind.value for kind in CATEGORIES if kind in categories),
        when=when,
        on=on,
        until="" if until == on else until,
        after=asked.text("after") if cursor.read(asked.text("after")) else "",
        venue=path_says if page == "venue" else "",
        page=page,
        problems=tuple(asked.problems),
    )


def _words(asked: Asked) -> str:
    given = asked.text("q")
    words = " ".join(given.split()) if re.search(r"\w", given) else ""
    if len(words) > WORDS_AT_MOST:
        asked.complain("q", f"We searched for the first {WORDS_AT_MOST} letters only.")
        words = words[:WORDS_AT_MOST].strip()
    return words
