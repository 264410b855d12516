"""A night on one sheet of A4, for a wall. Plain only, and with a stylesheet of its own (styles/poster.css)."""

from openmic import looks
from openmic.parts.notices import sample_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.poster import Poster

LONG = 40  # signs of a title that needs smaller letters
VERY_LONG = 80


def poster_page(h: Vocabulary, poster: Poster) -> Node:
    """The sheet, and above it, on the screen alone, what to do with it."""
    many = len(poster.title)
    return h.div(
        h.nav(
            h.a("Back to the night", href=poster.back),
            h.p("One sheet of A4: choose Print in your browser’s menu, or press Ctrl and P."),
            aria_label="About this poster",
            class_="hint",
        ),
        h.main(
            h.p(poster.category, class_="kind"),
            h.h1(poster.title, class_="very-long" if many > VERY_LONG else "long" if many > LONG else None),
            h.when(poster.is_cancelled, h.p("This night has been cancelled.", class_="off")),
            h.when(poster.is_over, h.p("This night is over.", class_="off")),
            sample_notice(h, poster.is_sample),
            h.img(src=poster.picture, alt=poster.picture_alt, class_="shown"),
            h.p(h.strong(poster.day), h.br(), poster.hours, class_="when"),
            h.p(h.strong(poster.where), h.when(poster.address, h.br()), poster.address, class_="where"),
            h.when(poster.words, h.p(poster.words, class_="words")),
            foot(h, poster),
            class_="sheet",
        ),
    )


def foot(h: Vocabulary, poster: Poster) -> Node:
    """The way to the page: for a camera, and for who types."""
    return h.footer(
        h.img(src=poster.code, alt="QR code that leads to this night’s page", class_="code"),
        h.p(
            "All about the night, and any change:",
            h.br(),
            h.strong(poster.link),
        ),
        h.p(
            h.img(src=looks.address("mark.svg"), alt=""),
            h.span("OpenMic", h.small("OXFORDSHIRE")),
            class_="ours",
        ),
    )
