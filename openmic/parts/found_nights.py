"""Looking for any night there is, whatever its state."""

from openmic import urls
from openmic.parts.fields import box, choice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import Field
from openmic.views.found_nights import STATUSES, FoundNight, FoundNights


def found_nights(h: Vocabulary, page: FoundNights) -> Node:
    """The boxes to ask with, and what was found."""
    return h.div(
        h.h1("Every night", class_="h2"),
        h.query_form(
            box(
                h,
                "Look for",
                name="q",
                field=Field(page.words),
                hint="Words, a venue, an organiser’s name; or paste a night’s address.",
                type="search",
                autocomplete="off",
                width="col-12 col-md-6",
            ),
            choice(
                h, "That stands", STATUSES, name="status", field=Field(page.status), width="col-8 col-md-4"
            ),
            h.div(h.button("Search", type="submit", class_="btn btn-primary w-100"), class_="col-4 col-md-2"),
            action=urls.moderation("events"),
            class_="row g-3 align-items-end mb-4",
        ),
        h.when(page.start_href, h.p(h.out("Back to the newest", href=page.start_href))),
        h.when(page.is_near, h.p("No night has these words. These have something like them:", role="status")),
        h.when(
            page.nights,
            h.ul(h.each(page.nights, lambda night: found_night(h, night)), class_="list-group mb-3"),
            h.p("There is no such night.", role="status", class_="lead"),
        ),
        h.when(
            page.more_href,
            h.p(h.out("Show earlier ones", href=page.more_href, class_="btn btn-outline-primary")),
        ),
    )


def found_night(h: Vocabulary, night: FoundNight) -> Node:
    """One night: what, when, where, and how it stands."""
    return h.li(
        h.div(
            h.out(night.title, href=night.href, class_="fw-semibold text-break d-inline-block py-1"),
            h.p(
                h.time(night.when, datetime=night.starts), " · ", night.where, class_="small text-break mb-0"
            ),
        ),
        h.span(night.state, class_="badge bg-primary-subtle text-primary-emphasis text-wrap text-start"),
        class_="list-group-item d-flex flex-wrap justify-content-between align-items-center gap-2",
    )
