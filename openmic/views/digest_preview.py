"""The weekly mail as moderators look at it before anybody gets it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from openmic import urls
from openmic.views import place, subscription
from openmic.views.criteria import CATEGORIES
from openmic.views.digest import Digest
from openmic.views.edition import Wish
from openmic.views.form import Option

TOWNS = "All of Oxfordshire"
KINDS = "Every kind of night"


@dataclass(frozen=True)
class DigestPreview:
    """The page. Without a `subject` nobody with these wishes would get a mail."""

    town: str
    category: str
    towns: tuple[Option, ...]
    categories: tuple[Option, ...]
    subject: str
    about: str
    text: str
    html_path: str


def page(wish: Wish, letter: Digest | None, *, size: int) -> DigestPreview:
    """The page for one wish; `size` is how many bytes the mail's page has."""
    category = wish.category or ""
    asked = {"town": wish.slug, "category": category}
    words = subscription.words(wish.town, wish.category)
    query = urlencode({name: value for name, value in asked.items() if value})
    return DigestPreview(
        town=wish.slug,
        category=category,
        towns=(Option("", TOWNS), *(Option(town.slug, town.name) for town in place.towns())),
        categories=(Option("", KINDS), *(Option(kind.value, label) for kind, label in CATEGORIES.items())),
        subject=letter.subject if letter else "",
        about=f"{words}. The page has {size / 1000:.0f} kB; mail programs show up to 102.",
        text=letter.as_text if letter else "",
        html_path=urls.digest_preview(query, page="html"),
    )
