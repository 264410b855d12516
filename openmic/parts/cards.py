"""Nights as cards, under the days they fall on."""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.listing import ListingCard, ListingDay


def listing_card(h: Vocabulary, card: ListingCard) -> Node:
    """One night: the whole card is its link."""
    return h.article(
        h.div(
            h.div(
                h.span(card.category, class_="badge bg-primary-subtle text-primary-emphasis"),
                h.when(
                    card.is_sample, h.span("Sample", class_="badge bg-warning-subtle text-warning-emphasis")
                ),
                h.when(card.is_cancelled, h.span("Cancelled", class_="badge text-bg-danger")),
                class_="d-flex gap-2 mb-2",
            ),
            h.h3(
                h.a(
                    card.title,
                    href=card.href,
                    class_="stretched-link link-body-emphasis text-decoration-none",
                ),
                class_="h5 card-title clamp-2",
            ),
            h.p(
                h.time(card.hour, datetime=card.starts, class_="fw-semibold"),
                h.span(card.where, class_="text-body-secondary"),
                class_="card-text d-flex flex-wrap column-gap-2 mb-2",
            ),
            h.p(card.excerpt, class_="card-text small text-body-secondary clamp-3"),
            class_="card-body",
        ),
        class_="card h-100 lift",
    )


def listing_day(h: Vocabulary, day: ListingDay) -> Node:
    """The nights of one day."""
    return h.section(
        h.h2(h.time(day.heading, datetime=day.on), class_="h4 mt-4 mb-3"),
        h.ul(
            h.each(day.cards, lambda card: h.li(listing_card(h, card), class_="col")),
            class_="row row-cols-1 row-cols-md-2 row-cols-xl-3 g-3 list-unstyled mb-0",
        ),
    )


def listing_grid(h: Vocabulary, days: tuple[ListingDay, ...]) -> Node:
    """All the nights of a list."""
    return h.each(days, lambda day: listing_day(h, day))
