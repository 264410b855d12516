"""The finder: its form, what it found, and what to do when that is nothing."""

from typing import Any

from openmic.parts.cards import listing_grid
from openmic.parts.filters import filter_form
from openmic.parts.notices import drawing, sample_notice
from openmic.parts.place_facts import past_regulars, town_facts, venue_facts, way_here
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.chips import Chip, Wider
from openmic.views.finder import FinderPage


def finder(h: Vocabulary, page: FinderPage, *, busy: Any = "false", on_more: Any = None) -> Node:
    """The page's content; `busy` is "true" while another answer is on its way."""
    return h.div(
        way_here(h, page),
        h.h1(page.heading, class_="h2 mb-3"),
        venue_facts(h, page.venue),
        town_facts(h, page.town),
        h.once(filter_form, page.form),
        filters_in_use(h, page),
        h.div(
            h.div(
                h.p(page.count, class_="text-body-secondary mb-0"),
                h.when(page.meant, h.p("Showing results for ", h.strong(page.meant), class_="mb-0")),
                role="status",
            ),
            h.div(
                h.out("Email me nights like these", href=page.subscribe_href),
                h.out("Put them in my calendar", href=page.feeds_href),
                class_="d-flex flex-wrap column-gap-3",
            ),
            class_="d-flex flex-wrap justify-content-between column-gap-3 mt-3",
        ),
        h.div(
            sample_notice(h, page.holds_samples),
            h.when(page.is_empty, nothing_found(h, page), listing_grid(h, page.days)),
            further(h, page, on_more=on_more),
            h.when(
                page.embed_href,
                h.p(h.out("Put this list on your site", href=page.embed_href), class_="small mt-4 mb-0"),
            ),
            aria_busy=busy,
            class_="overlaid",
        ),
        past_regulars(h, page.venue),
    )


def filters_in_use(h: Vocabulary, page: FinderPage) -> Node:
    """Each filter with the way to let go of it, and the way to let go of all."""
    return h.when(
        page.form.is_narrow,
        h.ul(
            h.each(page.chips, lambda chip: h.li(chip_link(h, chip))),
            h.li(h.a("Clear filters", href=page.form.action, data_clears="", class_="btn btn-sm btn-link")),
            aria_label="Filters in use",
            data_chips="",
            class_="list-unstyled d-flex flex-wrap gap-2 mt-3 mb-0",
        ),
    )


def chip_link(h: Vocabulary, chip: Chip) -> Node:
    """A filter in use; following it lets go of the filter."""
    return h.a(
        h.span("Remove ", class_="visually-hidden"),
        h.span(chip.label),
        h.span("×", aria_hidden="true", class_="ms-2"),
        href=chip.href,
        class_="btn btn-sm btn-secondary rounded-pill",
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


def nothing_found(h: Vocabulary, page: FinderPage) -> Node:
    """An empty list, with the ways out that lead somewhere."""
    return h.div(
        drawing(h, "stage"),
        h.h2("No nights match", class_="h4"),
        h.p(page.advice, class_="text-body-secondary"),
        h.ul(
            h.each(page.wider, lambda wider: h.li(wider_link(h, wider))),
            class_="list-unstyled d-flex flex-wrap justify-content-center gap-2",
        ),
        h.a("See everything coming up", href="/", class_="btn btn-outline-primary"),
        class_="text-center py-5",
    )


def wider_link(h: Vocabulary, wider: Wider) -> Node:
    """A wider search, with how much it finds."""
    return h.a(
        h.span(wider.label),
        h.span(wider.count, class_="small ms-2"),
        href=wider.href,
        class_="btn btn-outline-primary",
    )


def finder_skeleton(h: Vocabulary) -> Node:
    """The shape of a list that is on its way."""
    return h.div(
        h.h1("Finding nights…", class_="h2 mb-3"),
        h.div(class_="card placeholder-glow skeleton"),
        aria_busy="true",
    )
