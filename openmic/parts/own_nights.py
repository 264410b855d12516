"""An organiser's own nights."""

from openmic import urls
from openmic.parts.sign_in import sign_out
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.own_nights import OwnNight, OwnNights


def own_nights(h: Vocabulary, mine: OwnNights) -> Node:
    """All of them, with the way to send in another and the way out."""
    return h.div(
        h.div(
            h.h1("My nights", class_="mb-0"),
            h.out("Send in a night", href=urls.submit(), class_="btn btn-primary"),
            class_="d-flex flex-wrap justify-content-between align-items-center gap-2 mb-4",
        ),
        h.when(not mine.is_first, h.p(h.out("Back to the newest", href=urls.mine()))),
        h.when(
            mine.nights,
            h.ul(h.each(mine.nights, lambda night: own_night(h, night)), class_="list-unstyled d-grid gap-3"),
            nothing_yet(h),
        ),
        h.when(
            mine.more_href,
            h.p(h.out("Show earlier ones", href=mine.more_href, class_="btn btn-outline-primary")),
        ),
        h.section(
            h.h2("Done for now?", class_="h5"),
            sign_out(h),
            class_="mt-5",
        ),
    )


def own_night(h: Vocabulary, night: OwnNight) -> Node:
    """One night: what and when, how it stands, what can be done."""
    return h.li(
        h.h2(night.title, class_="h5 text-break mb-1"),
        h.p(h.time(night.when, datetime=night.starts), class_="mb-2"),
        h.p(
            h.span(night.state, class_="badge bg-primary-subtle text-primary-emphasis"),
            h.when(night.public_href, link(h, "See its page", night.title, night.public_href)),
            link(h, "Manage", night.title, night.manage_href),
            class_="d-flex flex-wrap align-items-center column-gap-3 mb-0",
        ),
        class_="card card-body",
    )


def link(h: Vocabulary, words: str, title: str, href: str) -> Node:
    """A link that says, to who cannot see where it stands, which night it is about."""
    return h.out(
        words, h.span(": ", title, class_="visually-hidden"), href=href, class_="d-inline-block py-2"
    )


def nothing_yet(h: Vocabulary) -> Node:
    """For who has just come."""
    return h.p(
        "Nothing here yet. Nights you send in while you are signed in, or with this email address, are listed here.",
        class_="lead",
    )
