"""How a list is put on another site: the code to copy, and the form that says which list."""

from dataclasses import dataclass, field, replace

from openmic import urls
from openmic.views import selection
from openmic.views.criteria import Criteria
from openmic.views.finder import FinderPage
from openmic.views.form import FilterForm

NIGHTS = 12


@dataclass(frozen=True)
class EmbedCode:
    """The page with the code. `src` is the list's own address, for the preview; whole addresses stand in the code."""

    heading: str = ""
    form: FilterForm = field(default_factory=FilterForm)
    words: str = ""
    venue: str = ""
    src: str = ""
    whole_src: str = ""
    list_href: str = ""


def lasting(wanted: Criteria) -> Criteria:
    """A search from its beginning without a day in it: that passes, and the site it is on stays."""
    return replace(wanted, on="", until="", after="", page="venue" if wanted.venue else "", problems=())


def code(wanted: Criteria, found: FinderPage, *, origin: str) -> EmbedCode:
    """The page for a lasting search and what it finds. `origin` is the site's public address."""
    wanted = replace(wanted, venue=found.venue.slug)  # as it is called today
    src = urls.embed(selection.query(wanted))
    return EmbedCode(
        heading=found.heading,
        form=found.form,
        words=wanted.words,
        venue=wanted.venue,
        src=src,
        whole_src=urls.absolute(origin, src),
        list_href=urls.absolute(origin, found.address),
    )
