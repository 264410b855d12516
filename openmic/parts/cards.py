"""Nights as cards, under the days they fall on."""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.listing import ListingCard, ListingDay


def listing_card(h: Vocabulary, card: ListingCard) -> Node:
    """One night: the whole card is its link.

    A small poster stands beside the words; on a wide screen a large one above them, unless it is the day's only night.
    """
    return h.article(
        h.div(
            heading(h, card),
            h.p(card.where, class_="p-location card-text text-body-secondary mb-0"),
            h.div(h.p(card.excerpt, class_="card-text small clamp-3"), class_="mt-2 d-none d-md-block"),
            flags(h, card),
            class_="card-body",
        ),
        h.div(
            h.img(
                loading=card.loading,
                decoding="async",
                src=card.picture,
                alt=card.picture_alt,
                width="320",
                height="160",
            ),
            class_="poster order-first",
        ),
        class_=h.when(
            card.is_cancelled,
            "h-event card night h-100 lift is-off",
            "h-event card night h-100 lift",
        ),
    )


def heading(h: Vocabulary, card: ListingCard) -> Node:
    """What and when, the day too for those who go from heading to heading; when stands above what to the eye.

    The day is seen only where no heading above says it.
    """
    return h.h3(
        h.a(
            h.span(card.title, class_="clamp-3"),
            href=card.href,
            class_="p-name u-url stretched-link text-reset text-decoration-none",
        ),
        " ",
        h.time(
            h.span(card.day, class_=h.when(card.stands_first, "d-block fs-6", "visually-hidden")),
            " ",
            card.hour,
            datetime=card.starts,
            class_="dt-start fs-4 text-primary-emphasis",
        ),
        class_="card-title h5 d-flex flex-column-reverse mb-1",
    )


def flags(h: Vocabulary, card: ListingCard) -> Node:
    """The kind of night, and what sets this one apart: below the words on a phone, on the picture elsewhere."""
    return h.div(
        h.span(card.category, class_="p-category badge bg-primary-subtle text-primary-emphasis"),
        h.when(card.is_featured, featured_badge(h)),
        h.when(card.is_sample, h.span("Sample", class_="badge text-body bg-body-secondary")),
        h.when(card.is_cancelled, h.span("Cancelled", class_="badge text-bg-danger")),
        class_="flags d-flex flex-wrap gap-1 mt-2",
    )


def featured_badge(h: Vocabulary) -> Node:
    """A moderator has chosen the night."""
    return h.span("Featured", class_="badge text-bg-primary")


def listing_day(h: Vocabulary, day: ListingDay) -> Node:
    """The nights of one day, or those that stand first."""
    return h.section(
        h.h2(
            h.when(day.on, h.time(day.heading, datetime=day.on), h.span(day.heading)),
            class_=h.when(day.note, "day h4 mt-4 mb-1", "day h4 mt-4 mb-3"),
        ),
        h.when(day.note, h.p(day.note, class_="small text-body-secondary mb-3")),
        h.ul(
            h.each(day.cards, lambda card: h.li(h.once(listing_card, card), class_="col")),
            class_="row row-cols-1 row-cols-md-2 row-cols-lg-3 g-2 g-md-3 list-unstyled mb-0",
        ),
    )


def listing_grid(h: Vocabulary, days: tuple[ListingDay, ...]) -> Node:
    """All the nights of a list."""
    return h.each(days, lambda day: h.once(listing_day, day))
