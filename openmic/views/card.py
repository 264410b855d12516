"""What stands on the picture that other sites show with a link to a night, a town or a venue."""

from dataclasses import dataclass
from hashlib import sha256

from openmic import urls
from openmic.views import place
from openmic.views.criteria import CATEGORIES
from openmic.views.detail import ListingDetail
from openmic.views.venue import VenueFacts

EDITION = 1  # one more when cards are drawn otherwise, so that others fetch them anew
NIGHTS = "Open mic nights"
KINDS = {words: kind for kind, words in CATEGORIES.items()}


@dataclass(frozen=True)
class Card:
    """The words of a card. `kinds` are the kinds of night whose drawings it has; `picture`, the file of the organiser's
    picture, comes instead of them.
    """

    label: str
    title: str
    when: tuple[str, ...] = ()
    where: str = ""
    kinds: tuple[str, ...] = tuple(CATEGORIES)[:4]
    picture: str = ""
    picture_alt: str = ""
    is_cancelled: bool = False

    @property
    def key(self) -> str:
        """A name for exactly this card, other than that of any other."""
        return sha256(f"{EDITION}{self!r}".encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def alt(self) -> str:
        """What it says, for who cannot see it."""
        off = "Cancelled" if self.is_cancelled else ""
        parts = (off, self.title, self.label, *self.when, self.where, self.picture_alt)
        return ", ".join(part for part in parts if part)

    def address(self, page: str) -> str:
        """Where it is, for the page it is of. Others keep pictures for long, so another card has another address."""
        return f"{urls.card(page)}?v={self.key}"


def of_night(night: ListingDetail) -> Card:
    """A night's card."""
    return Card(
        label=night.category,
        title=night.heading,
        when=(night.day, night.hours),
        where=night.where,
        kinds=(KINDS[night.category],),
        picture=night.picture.rpartition("/")[2],
        picture_alt=night.picture_alt,
        is_cancelled=night.is_cancelled,
    )


def of_place(town: str, venue: VenueFacts) -> Card:
    """A venue's card or, when it is none, that of the town with this slug."""
    if venue.name:
        return Card(label=NIGHTS, title=venue.name, where=venue.address)
    return Card(label=NIGHTS, title=place.by_slug()[town].name, where="Oxfordshire")
