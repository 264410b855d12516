"""Venues as moderators look after them: the list, and the form that mends one."""

from openmic import urls
from openmic.parts.fields import box, choice, long_box, summary
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import Field
from openmic.views.form import Option
from openmic.views.venue_desk import VenueLine, VenueList
from openmic.views.venue_form import ANSWERS, WAYS, VenueForm

TWICE = (Option("", "All"), Option("yes", "Those that may be listed twice"))


def venue_list(h: Vocabulary, page: VenueList) -> Node:
    """Venues by name, each with those it may be the same as."""
    return h.div(
        news(h, page.news),
        h.h1("Venues", class_="h2"),
        h.p(h.a("Towns", href=urls.town_desk(), class_="d-inline-block py-1")),
        h.query_form(
            box(
                h,
                "Search",
                name="q",
                field=Field(page.words),
                type="search",
                maxlength="100",
                width="col-12 col-md-4",
            ),
            choice(h, "Town", page.towns, name="town", field=Field(page.town), width="col-6 col-md-3"),
            choice(
                h,
                "Show",
                TWICE,
                name="twice",
                field=Field("yes" if page.doubles else ""),
                width="col-6 col-md-3",
            ),
            h.div(h.button("Find", type="submit", class_="btn btn-primary"), class_="col-12 col-md-2"),
            action=urls.venue_desk(),
            class_="row g-3 align-items-end mb-4",
        ),
        h.when(page.start_href, h.p(h.a("Back to the first", href=page.start_href))),
        h.when(
            page.lines,
            h.ul(
                h.each(page.lines, lambda one: h.li(venue_line(h, one))), class_="list-unstyled d-grid gap-3"
            ),
            h.p("No venue is like that.", class_="lead"),
        ),
        h.when(
            page.more_href,
            h.p(h.a("Load more", href=page.more_href, class_="btn btn-outline-primary"), class_="mt-3"),
        ),
    )


def venue_line(h: Vocabulary, one: VenueLine) -> Node:
    """One venue, with those it may be the same as."""
    return h.div(
        facts(h, one),
        h.when(
            one.doubles,
            h.div(
                h.p("May be the same as", class_="small fw-semibold mb-1"),
                h.ul(
                    h.each(
                        one.doubles,
                        lambda other: h.li(
                            h.span(other.name, class_="text-break"),
                            " ",
                            h.a(
                                "Join…",
                                h.span(f" {other.name} to {one.name}", class_="visually-hidden"),
                                href=other.href,
                                class_="d-inline-block py-1",
                            ),
                        ),
                    ),
                    class_="list-unstyled mb-0",
                ),
                class_="mt-2",
            ),
        ),
        class_="card card-body reading",
    )


def facts(h: Vocabulary, one: VenueLine) -> Node:
    """A venue's name, where it is, and what it has."""
    return h.div(
        h.p(h.a(one.name, href=one.href, class_="fw-semibold text-break"), class_="mb-0"),
        h.when(one.where, h.p(one.where, class_="text-break mb-0")),
        h.p(
            one.nights,
            h.when(one.aliases, h.span(" · also known as ", one.aliases)),
            class_="small text-body-secondary text-break mb-0",
        ),
    )


def venue_page(h: Vocabulary, form: VenueForm, *, told: str = "", trouble: str = "") -> Node:
    """The form that mends a venue, and the way to join it to another."""
    return h.div(
        summary(h, form.summary),
        news(h, told),
        h.h1(form.title, class_="h2 text-break"),
        problem_notice(h, trouble),
        h.p(
            h.a("Its page", href=urls.venue(form.slug), class_="d-inline-block py-1"),
            " · ",
            h.a(
                "It is listed twice…", href=urls.venue_desk(form.slug, "merge"), class_="d-inline-block py-1"
            ),
        ),
        h.p("Nights keep the words they were sent in with; what you change here is the venue’s own page."),
        h.form(
            box(
                h,
                "Name",
                name="name",
                field=form.box("name"),
                hint="Its address stays, and the name it had becomes one of its other names.",
                maxlength="140",
            ),
            long_box(
                h,
                "Other names",
                name="aliases",
                field=form.box("aliases"),
                hint="One on each line. A night sent in under one belongs here. If you take one out, the address"
                " that went with it leads nowhere.",
                rows="3",
            ),
            box(h, "Address", name="address", field=form.box("address"), maxlength="240"),
            choice(h, "Town", form.towns, name="town", field=form.box("town"), width="col-12 col-sm-6"),
            box(
                h,
                "Postcode",
                name="postcode",
                field=form.box("postcode"),
                maxlength="10",
                width="col-12 col-sm-6",
            ),
            *(
                choice(h, label, ANSWERS, name=name, field=form.box(name), width="col-12 col-sm-4")
                for name, label in WAYS.items()
            ),
            long_box(
                h,
                "About getting in",
                name="access_note",
                field=form.box("access_note"),
                hint="Such as: ramp at the back, ring the bell. At most 500 characters.",
                rows="3",
            ),
            h.input(type="hidden", name="seen", value=form.seen),
            h.div(
                h.button("Keep it", type="submit", class_="btn btn-primary btn-lg"),
                h.a("Back to all venues", href=urls.venue_desk(), class_="btn btn-link btn-lg"),
                class_="col-12",
            ),
            method="post",
            action=urls.venue_desk(form.slug),
            novalidate=True,
            class_="row g-3",
        ),
        class_="reading",
    )


def news(h: Vocabulary, told: str) -> Node:
    """What has just been done."""
    return h.when(told, h.p(told, role="status", class_="alert alert-success"))
