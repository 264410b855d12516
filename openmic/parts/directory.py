"""The pages of all towns and of all venues: those with something coming up first."""

from openmic import urls
from openmic.parts.fields import choice
from openmic.parts.notices import drawing, sample_notice
from openmic.parts.place_facts import crumbs
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.directory import Group, Letter, PlaceLine, QuietLine, TownsPage, VenuesPage
from openmic.views.fields import Field


def towns_page(h: Vocabulary, page: TownsPage) -> Node:
    """Every town."""
    return h.div(
        way_here(h, "Towns"),
        h.h1("Towns in Oxfordshire", class_="h2"),
        h.p(
            "Where open mics are on, and which one is next. ",
            h.a("All venues", href=urls.venues(), class_="d-inline-block py-1"),
        ),
        sample_notice(h, page.holds_samples),
        h.when(page.places, places(h, page.places), h.p("Nothing is coming up anywhere just now.")),
        h.when(
            page.quiet,
            h.section(
                h.h2("Nothing coming up yet", class_="h5 mt-5"),
                h.p("Do you run a night in one of these? ", add_it(h)),
                names(h, page.quiet),
            ),
        ),
    )


def venues_page(h: Vocabulary, page: VenuesPage) -> Node:
    """Venues: all, those of a town, or those under a letter."""
    return h.div(
        way_here(h, "Venues"),
        h.h1(page.heading, class_="h2"),
        h.p(
            page.count,
            ". ",
            h.a("All towns", href=urls.towns(), class_="d-inline-block py-1"),
            class_="mb-2",
        ),
        h.query_form(
            choice(h, "Town", page.towns, name="town", field=Field(page.town), width="col-8 col-md-4"),
            h.div(h.button("Show", type="submit", class_="btn btn-primary"), class_="col-4"),
            action=urls.venues(),
            aria_label="Venues of a town",
            class_="row g-2 align-items-end mb-4",
        ),
        sample_notice(h, page.holds_samples),
        h.when(page.letters, alphabet(h, page.letters)),
        h.when(page.is_empty, nothing(h)),
        h.when(page.busy, groups(h, "Something coming up", page.busy)),
        h.when(page.quiet, groups(h, "Nothing coming up yet", page.quiet)),
    )


def way_here(h: Vocabulary, name: str) -> Node:
    """The way home."""
    return crumbs(
        h,
        h.li(h.a("All nights", href=urls.finder()), class_="breadcrumb-item"),
        h.li(name, aria_current="page", class_="breadcrumb-item active"),
    )


def add_it(h: Vocabulary) -> Node:
    """The way in for who runs a night."""
    return h.a("Add it", href=urls.submit(), class_="d-inline-block py-1")


def nothing(h: Vocabulary) -> Node:
    """No venue is known there."""
    return h.div(
        drawing(h, "stage"),
        h.h2("No venues yet", class_="h4"),
        h.p("We know of none there so far. Do you run a night? ", add_it(h)),
        class_="text-center py-4",
    )


def alphabet(h: Vocabulary, letters: tuple[Letter, ...]) -> Node:
    """The letters there are venues under."""
    return h.nav(
        h.ul(
            h.each(letters, lambda one: h.li(letter(h, one))), class_="list-unstyled d-flex flex-wrap gap-2"
        ),
        aria_label="By letter",
        class_="mb-3",
    )


def letter(h: Vocabulary, one: Letter) -> Node:
    """One of them; the one that is shown leads nowhere."""
    if not one.href:
        return h.span(one.label, aria_current="page", class_="btn btn-sm btn-secondary")
    return h.a(one.label, href=one.href, aria_label=one.spoken, class_="btn btn-sm btn-outline-primary")


def groups(h: Vocabulary, heading: str, of: tuple[Group, ...]) -> Node:
    """Venues by town. Many towns stand in columns, for most have one venue."""
    is_alone = len(of) == 1
    return h.section(
        h.h2(heading, class_="h4 mt-4"),
        h.div(
            h.each(of, lambda one: group(h, one, is_alone=is_alone)),
            class_=None if is_alone else "columns",
        ),
    )


def group(h: Vocabulary, one: Group, *, is_alone: bool) -> Node:
    """The venues of one town."""
    return h.div(
        h.h3(one.heading, class_="h6 mb-2"),
        h.when(one.places, (places if is_alone else listed)(h, one.places)),
        h.when(one.quiet, quiet(h, one.quiet)),
        class_="pb-3",
    )


def places(h: Vocabulary, lines: tuple[PlaceLine, ...]) -> Node:
    """Those with nights to come, side by side."""
    return h.ul(
        h.each(lines, lambda line: h.li(place(h, line), class_="col")),
        class_="list-unstyled row row-cols-1 row-cols-md-2 row-cols-lg-3 g-3 mb-0",
    )


def listed(h: Vocabulary, lines: tuple[PlaceLine, ...]) -> Node:
    """The same within a column, one below the other: a browser breaks no row of boxes well."""
    return h.ul(h.each(lines, lambda line: h.li(place(h, line), class_="pb-2")), class_="list-unstyled mb-0")


def place(h: Vocabulary, line: PlaceLine) -> Node:
    """One of them, with the next night."""
    return h.div(
        h.p(
            h.a(line.name, href=line.href, class_="fw-semibold text-break"),
            h.span(line.nights, class_="small text-body-secondary text-nowrap"),
            class_="d-flex flex-wrap justify-content-between column-gap-2 mb-1",
        ),
        h.when(
            line.next_href,
            h.p(
                h.time(line.next_day, datetime=line.next_starts),
                ": ",
                h.a(line.next_title, href=line.next_href, class_="text-break"),
                " ",
                h.when(
                    line.is_sample,
                    h.span("Sample", class_="badge bg-warning-subtle text-warning-emphasis"),
                ),
                class_="small mb-0",
            ),
        ),
        class_="card card-body h-100",
    )


def quiet(h: Vocabulary, lines: tuple[QuietLine, ...]) -> Node:
    """Venues where nothing is coming up, with when something was last on."""
    return h.ul(
        h.each(
            lines,
            lambda line: h.li(
                h.a(line.name, href=line.href, class_="text-break"),
                h.when(line.last, h.span(line.last, class_="small text-body-secondary ms-2")),
                class_="py-1",
            ),
        ),
        class_="list-unstyled mb-0",
    )


def names(h: Vocabulary, lines: tuple[QuietLine, ...]) -> Node:
    """Towns where nothing is coming up, close together."""
    return h.ul(
        h.each(lines, lambda line: h.li(h.a(line.name, href=line.href, class_="d-inline-block py-1"))),
        class_="list-unstyled d-flex flex-wrap column-gap-3 row-gap-1",
    )
