"""What people wrote, in paragraphs as they typed it, with the web addresses in it as links."""

import re
from dataclasses import dataclass

from linkify_it import LinkifyIt

from openmic.views import web_address

LINKS_AT_MOST = 30  # more is no description, and takes long to read
SCHEME = re.compile(r"https?(?=://)", re.IGNORECASE)
_finder = LinkifyIt({"ftp:": None, "//": None, "mailto:": None}, {"fuzzy_link": False, "fuzzy_email": False})


@dataclass(frozen=True)
class Piece:
    """Some words; with `href`, a link whose words are its address."""

    text: str = ""
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Words and links one after the other, with the line breaks as typed."""

    pieces: tuple[Piece, ...] = ()


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Plain text, divided at its empty lines; none of it ever becomes markup."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    has_links = 0 < len(SCHEME.findall(text)) <= LINKS_AT_MOST
    return tuple(Paragraph(_pieces(part) if has_links else (Piece(part),)) for part in parts)


def _pieces(text: str) -> tuple[Piece, ...]:
    pieces, at = [], 0
    for found in _finder.match(text) or []:
        if not _is_what_it_seems(found.url):
            continue
        pieces += [Piece(text[at : found.index]), Piece(found.text, found.url)]
        at = found.last_index
    return tuple(piece for piece in [*pieces, Piece(text[at:])] if piece.text)


def _is_what_it_seems(url: str) -> bool:
    return web_address.normalise(SCHEME.sub("https", url, count=1)) is not None
