"""What is known of a town or venue, around the list of its nights; nothing on any other list."""

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.finder import FinderPage
from openmic.views.venue import TownFacts, VenueFacts


def way_here(h: Vocabulary, page: FinderPage) -> Node:
    """The way back to all towns, or to all venues and the venue's town."""
    return h.when(
        page.venue.name,
        crumbs(
            h,
            h.li(h.out("Venues", href=urls.venues()), class_="breadcrumb-item"),
            h.when(
                page.venue.town_href,
                h.li(h.a(page.venue.town, href=page.venue.town_href), class_="breadcrumb-item"),
            ),
            h.li(page.venue.name, aria_current="page", class_="breadcrumb-item active"),
        ),
        h.when(
            page.town.name,
            crumbs(
                h,
                h.li(h.out("Towns", href=urls.towns()), class_="breadcrumb-item"),
                h.li(page.town.name, aria_current="page", class_="breadcrumb-item active"),
            ),
        ),
    )


def crumbs(h: Vocabulary, *items: Node) -> Node:
    """Where a page stands in the site."""
    return h.nav(h.ol(*items, class_="breadcrumb"), aria_label="Breadcrumb", class_="d-print-none")


def town_facts(h: Vocabulary, town: TownFacts) -> Node:
    """How many venues there are, and the way to them."""
    return h.when(
        town.venues,
        h.p(h.out(town.venues, " in ", town.name, href=town.venues_href, class_="d-inline-block py-1")),
    )


def venue_facts(h: Vocabulary, venue: VenueFacts) -> Node:
    """Where a venue is, how one gets in, and what else it is called."""
    return h.when(
        venue.name,
        h.dl(
            h.when(venue.address, h.dt("Where", class_="col-sm-2")),
            h.when(
                venue.address,
                h.dd(
                    h.span(venue.address, class_="d-block"),
                    h.out("See it on OpenStreetMap", href=venue.map_href, rel="noopener"),
                    class_="col-sm-10 text-break",
                ),
            ),
            h.dt("Step-free", class_="col-sm-2"),
            h.dd(
                h.when(venue.ways, ways(h, venue), h.span("Not known yet")),
                h.when(venue.access_note, h.p(venue.access_note, class_="as-typed text-break mb-0")),
                class_="col-sm-10",
            ),
            h.when(venue.aliases, h.dt("Also known as", class_="col-sm-2")),
            h.when(venue.aliases, h.dd(venue.aliases, class_="col-sm-10 text-break")),
            class_="row",
        ),
    )


def ways(h: Vocabulary, venue: VenueFacts) -> Node:
    """Whether each of them is step-free."""
    return h.ul(
        h.each(
            venue.ways,
            lambda way: h.li(h.span(way.label), ": ", h.span(way.answer, class_="fw-semibold")),
        ),
        class_="list-unstyled d-flex flex-wrap column-gap-3 mb-0",
    )


def past_regulars(h: Vocabulary, venue: VenueFacts) -> Node:
    """What was on there often."""
    return h.when(
        venue.past,
        h.section(
            h.h2("Past regulars", id="past-regulars", class_="h5 mt-5"),
            h.ul(
                h.each(
                    venue.past,
                    lambda one: h.li(
                        h.span(one.title, class_="fw-semibold"),
                        h.span(one.about, class_="small text-body-secondary d-block"),
                        class_="text-break",
                    ),
                ),
                class_="list-unstyled d-grid gap-2 reading",
            ),
            aria_labelledby="past-regulars",
        ),
    )
