"""A search by its query alone, for feeds, embeds and pieces of HTML: no filter stands in the path."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from openmic.views import criteria
from openmic.views.criteria import Criteria

FIELDS = (*criteria.FIELDS, "venue")
VENUE = re.compile("[a-z0-9-]{1,160}")
UNKNOWN_VENUE = "We don’t know that venue."


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


def query(wanted: Criteria) -> str:
    """A search from its beginning as such a query, whatever page it was asked on."""
    spelled = replace(wanted, page="", after="")
    pairs = [("venue", wanted.venue)] if wanted.venue else []
    return "&".join(part for part in (spelled.query, urlencode(pairs)) if part)
