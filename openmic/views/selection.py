"""A search by its query alone, for feeds, embeds and pieces of HTML: no filter stands in the path."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from openmic import errors
from openmic.views import criteria
from openmic.views.criteria import Criteria

FIELDS = (*criteria.FIELDS, "venue")
VENUE = re.compile("[a-z0-9-]{1,160}")
UNKNOWN_VENUE = "We don’t know that venue."
NO_CURSOR = "That is no place to go on from. Use `next` of the page before, as it is."
PLACES = ("town", "venue")
Problems = tuple[tuple[str, str], ...]


class NotUnderstood(errors.Refusal):
    """A program asked for something we do not know; `problems` says by field what is wrong with it."""

    title = "That search is not one we understand"
    advice = "Each of the errors names a field of the query. The feeds are described in /feed/openapi.json."

    def __init__(self, problems: Problems) -> None:
        super().__init__()
        self.problems = problems
        # a town or venue we don't know is a feed that is not there
        self.status = 404 if all(name in PLACES for name, _ in problems) else 400


def unknown_venue() -> Problems:
    """What is wrong with a query whose venue nobody knows."""
    return (("venue", UNKNOWN_VENUE),)


def parse(pairs: Iterable[tuple[str, str]]) -> Criteria:
    """The search that a query asks for: the finder's own fields, and `venue`, a venue's slug.

    What it left out stands in `problems`. Whether the venue exists only the database knows.
    """
    asked = list(pairs)
    found = criteria.parse(asked)
    named = next((value.strip() for name, value in asked if name == "venue" and value.strip()), "")
    if not named:
        return found
    if VENUE.fullmatch(named):
        return replace(found, venue=named)
    return replace(found, problems=(*found.problems, ("venue", UNKNOWN_VENUE)))


def strict(pairs: Iterable[tuple[str, str]]) -> Criteria:
    """The same for programs, which read no notices: raises NotUnderstood for any value we do not know."""
    asked = list(pairs)
    found = parse(asked)
    after = [value for name, value in asked if name == "after" and value.strip()]
    wrong = (("after", NO_CURSOR),) if after and not found.after else ()
    if problems := (*found.problems, *wrong):
        raise NotUnderstood(problems)
    return found


def query(wanted: Criteria, *, after: str = "") -> str:
    """A search as such a query, whatever page it was asked on; from its beginning, or after a listing's cursor."""
    spelled = replace(wanted, page="", after=after)
    pairs = [("venue", wanted.venue)] if wanted.venue else []
    return "&".join(part for part in (spelled.query, urlencode(pairs)) if part)
