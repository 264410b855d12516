"""A night as a sheet of paper."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from openmic import looks, urls
from openmic.views import listing
from openmic.views.card import KINDS
from openmic.views.detail import ListingDetail

WORDS_AT_MOST = 320  # signs of the description: what a sheet of A4 has room for beside the rest


@dataclass(frozen=True)
class Poster:
    """What a poster says. `link` is written without the https that nobody types."""

    title: str
    category: str
    day: str
    hours: str
    where: str
    address: str
    words: str
    picture: str
    picture_alt: str
    code: str
    link: str
    back: str
    is_cancelled: bool
    is_over: bool
    is_sample: bool


def poster(night: ListingDetail, event_id: str) -> Poster:
    """A night's poster, with its own picture or else the drawing of its kind."""
    words = " ".join("".join(piece.text for piece in one.pieces) for one in night.paragraphs)
    link = urlsplit(night.link)
    return Poster(
        title=night.heading,
        category=night.category,
        day=night.day,
        hours=night.hours,
        where=night.where,
        address=night.address,
        words=listing.shorten(words, WORDS_AT_MOST),
        picture=night.picture or looks.address(f"{KINDS[night.category]}.svg"),
        picture_alt=night.picture_alt,
        code=urls.code_picture(event_id),
        link=f"{link.netloc}{link.path}",
        back=night.path,
        is_cancelled=night.is_cancelled,
        is_over=night.is_over,
        is_sample=night.is_sample,
    )
