"""The finder: its form, what it found, and what to do when that is nothing."""

from typing import Any

from openmic.parts.cards import listing_grid
from openmic.parts.filters import filter_form
from openmic.parts.notices import sample_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.finder import FinderPage


def finder(
    h: Vocabulary, page: FinderPage, *, busy: Any = "false", on_find: Any = None, on_more: Any = None
) -> Node:
    """The page's content; `busy` is "true" while another answer is on its way."""
    return h.div(
        h.h1(page.heading, class_="h2 mb-3"),
        sample_notice(h, page.holds_samples),
        filter_form(h, page.form, on_find=on_find),
        h.div(
            h.p(page.count, class_="text-body-secondary mb-0"),
            h.when(page.meant, h.p("Showing results for ", h.strong(page.meant), class_="mb-0")),
            role="status",
            class_="mt-3",
        ),
        h.div(
            h.when(page.is_empty, nothing_found(h), listing_grid(h, page.days)),
            further(h, page, on_more=on_more),
            aria_busy=busy,
            class_="overlaid",
        ),
    )


def further(h: Vocabulary, page: FinderPage, *, on_more: Any) -> Node:
    """The ways on: later nights, and back to the first."""
    return h.div(
        h.when(
            page.next_address,
            h.a(
                "Load more",
                href=page.next_address,
                rel="next",
                class_="btn btn-outline-primary",
                on_click=on_more,
            ),
        ),
        h.when(
            page.first_address,
            h.a("Back to the first nights", href=page.first_address, class_="btn btn-link"),
        ),
        class_="mt-4",
    )


def nothing_found(h: Vocabulary) -> Node:
    """An empty list, with a way out."""
    return h.div(
        h.h2("No nights match", class_="h4"),
        h.p("Try another day, a nearby town or fewer words.", class_="text-body-secondary"),
        h.a("See everything coming up", href="/", class_="btn btn-outline-primary"),
        class_="text-center py-5",
    )


def finder_skeleton(h: Vocabulary) -> Node:
    """The shape of a list that is on its way."""
    return h.div(
        h.h1("Finding nights…", class_="h2 mb-3"),
        h.div(class_="card placeholder-glow skeleton"),
        aria_busy="true",
    )
