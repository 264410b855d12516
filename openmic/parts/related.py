"""Other nights, a line each."""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.related import Mention, Related


def related(h: Vocabulary, heading: str, those: Related) -> Node:
    """A few nights under a heading, and the way to all of them; nothing where there are none."""
    return h.when(
        those.has_nights,
        h.section(
            h.h2(heading, class_="h4"),
            h.ul(
                h.each(those.nights, lambda night: mention(h, night)),
                class_="list-unstyled",
            ),
            h.when(those.all_href, h.p(h.a(those.all_words, href=those.all_href))),
            class_="col-md-6 mt-4",
        ),
    )


def mention(h: Vocabulary, night: Mention) -> Node:
    """One night in a line or two."""
    return h.li(
        h.a(night.title, href=night.href, class_="fw-semibold"),
        h.span(
            h.time(night.when, datetime=night.starts),
            h.when(night.where, h.span(night.where)),
            h.when(night.is_cancelled, h.span("Cancelled", class_="badge text-bg-danger")),
            h.when(night.is_sample, h.span("Sample", class_="badge bg-warning-subtle text-warning-emphasis")),
            class_="d-flex flex-wrap column-gap-2 align-items-center small text-body-secondary",
        ),
        class_="mb-2",
    )
