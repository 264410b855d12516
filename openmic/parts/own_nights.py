"""An organiser's own nights."""

from openmic import urls
from openmic.parts.sign_in import sign_out
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.managing import ManagePage
from openmic.views.own_nights import OwnNights


def own_nights(h: Vocabulary, mine: OwnNights) -> Node:
    """All of them, with the way to send in another and the way out."""
    has_any = mine.coming or mine.past
    return h.div(
        h.div(
            h.h1("My nights", class_="mb-0"),
            h.out("Send in a night", href=urls.submit(), class_="btn btn-primary"),
            class_="d-flex flex-wrap justify-content-between align-items-center gap-2 mb-4",
        ),
        h.when(has_any, None, nothing_yet(h)),
        h.when(mine.coming, nights(h, "Coming up", mine.coming)),
        h.when(mine.past, nights(h, "Over or withdrawn", mine.past)),
        h.div(
            h.when(
                mine.before_href,
                h.out("Back", href=mine.before_href, class_="btn btn-outline-primary"),
            ),
            h.when(
                mine.more_href,
                h.out("Load more", href=mine.more_href, class_="btn btn-outline-primary"),
            ),
            class_="d-flex gap-2 my-3",
        ),
        h.when(
            has_any,
            h.p(h.out("All of them as a spreadsheet (CSV), with their counts", href=urls.own_nights_sheet())),
        ),
        h.section(
            h.h2("Done for now?", class_="h5"),
            sign_out(h),
            class_="mt-5",
        ),
    )


def nights(h: Vocabulary, heading: str, some: tuple[ManagePage, ...]) -> Node:
    """Those to come, or those that are not."""
    return h.section(
        h.h2(heading, class_="h4"),
        h.ul(h.each(some, lambda night: own_night(h, night)), class_="list-unstyled d-grid gap-3 mb-4"),
    )


def own_night(h: Vocabulary, night: ManagePage) -> Node:
    """One night: what, when and where, how it stands, how it is found, and what can be done."""
    return h.li(
        h.h3(h.out(night.title, href=urls.managed(night.ours)), class_="h5 text-break mb-1"),
        h.p(h.time(night.when, datetime=night.starts), h.br(), night.where, class_="text-break mb-2"),
        h.p(
            h.span(
                night.standing.words,
                class_="badge bg-primary-subtle text-primary-emphasis text-wrap text-start",
            ),
            h.span(night.counts.words, class_="small") if night.counts else None,
            class_="d-flex flex-wrap align-items-center column-gap-3 row-gap-1 mb-1",
        ),
        h.each(night.why, lambda words: h.p(words, class_="as-typed small mb-1")),
        h.ul(
            h.when(night.needs_proof, act(h, night, "Confirm it is yours", "confirm")),
            h.when(night.can_change, act(h, night, "Change", "change")),
            h.when(night.can_copy, act(h, night, "Copy to a new date", "copy")),
            h.when(night.can_cancel, act(h, night, "Cancel", "cancel")),
            h.when(
                night.can_switch_messages,
                act(h, night, h.when(night.takes_messages, "Messages: on", "Messages: off"), "messages"),
            ),
            h.when(night.public_href, way(h, night, "See it as others do", night.public_href)),
            h.when(night.poster_href, way(h, night, "Poster", night.poster_href)),
            class_="list-unstyled d-flex flex-wrap column-gap-3 mb-0",
        ),
        class_="card card-body",
    )


def act(h: Vocabulary, night: ManagePage, words: Node, name: str) -> Node:
    """Something that can be done with a night."""
    return way(h, night, words, urls.managed(night.ours, act=name))


def way(h: Vocabulary, night: ManagePage, words: Node, href: str) -> Node:
    """A link that says, to who cannot see where it stands, which night it is about."""
    said = h.span(": ", night.title, class_="visually-hidden")
    return h.li(h.out(words, said, href=href, class_="d-inline-block py-2"))


def nothing_yet(h: Vocabulary) -> Node:
    """For who has just come."""
    return h.p(
        "Nothing here yet. Nights you send in while you are signed in, or with this email address, are listed here.",
        class_="lead",
    )
