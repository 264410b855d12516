"""The question before two venues or two towns become one."""

from openmic import urls
from openmic.parts.fields import box, choice, only_problem, summary
from openmic.parts.notices import problem_notice
from openmic.parts.venue_desk import facts
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import Field
from openmic.views.venue_desk import Joining, VenueLine

FOR_GOOD = "This can’t be undone."


def join_venue_page(h: Vocabulary, page: Joining, *, trouble: str = "") -> Node:
    """Which venue it is the same as; or, once that is chosen, whether they are to become one."""
    here = urls.venue_desk(page.slug, "merge")
    if page.into:
        return confirm(
            h,
            page,
            action=here,
            back=here,
            was=urls.venue(page.slug),
            becomes=urls.venue(page.into_slug),
            stays=f"“{page.into}” keeps its own name and facts, and takes over what was not known of it. "
            f"The name “{page.name}” stays as another name.",
        )
    chosen = Field(page.words, page.problem)
    return h.div(
        summary(h, only_problem("q", chosen)),
        h.h1("Which venue is it?", class_="h2"),
        problem_notice(h, trouble),
        h.p("You join ", h.strong(page.name, class_="text-break"), " to the venue that you choose here."),
        h.query_form(
            box(
                h,
                "Search",
                name="q",
                field=chosen,
                hint="Its name, address or postcode.",
                type="search",
                maxlength="100",
                width="col-8",
            ),
            h.div(h.button("Find", type="submit", class_="btn btn-primary"), class_="col-4"),
            action=here,
            class_="row g-3 align-items-end mb-4",
        ),
        h.when(
            page.choices,
            h.ul(
                h.each(page.choices, lambda one: h.li(candidate(h, one))), class_="list-unstyled d-grid gap-3"
            ),
            h.p("No venue is like that." if page.has_looked else "No other venue looks the same."),
        ),
        h.p(h.a("Leave it as it is", href=urls.venue_desk(page.slug)), class_="mt-3"),
        class_="reading",
    )


def candidate(h: Vocabulary, one: VenueLine) -> Node:
    """A venue it may be joined to."""
    return h.div(
        facts(h, one),
        h.p(
            h.a(
                "It is this one…",
                h.span(f" {one.name}", class_="visually-hidden"),
                href=one.join_href,
                class_="btn btn-outline-primary",
            ),
            class_="mt-2 mb-0",
        ),
        class_="card card-body",
    )


def join_town_page(h: Vocabulary, page: Joining, *, trouble: str = "") -> Node:
    """Which town it is joined to; or, once that is chosen, whether they are to become one."""
    here = urls.town_desk(page.slug)
    if page.into:
        return confirm(
            h,
            page,
            action=here,
            back=here,
            was=urls.town(page.slug),
            becomes=urls.town(page.into_slug),
            stays=f"“{page.name}” is offered no more when somebody chooses a town.",
        )
    chosen = Field("", page.problem)
    return h.div(
        summary(h, only_problem("into", chosen)),
        h.h1(f"Join {page.name} to another town?", class_="h2"),
        problem_notice(h, trouble),
        h.query_form(
            choice(h, "Join it to", page.towns, name="into", field=chosen, width="col-12 col-sm-6"),
            h.div(
                h.button("Go on…", type="submit", class_="btn btn-primary"),
                h.a("Leave it as it is", href=urls.town_desk(), class_="btn btn-link"),
                class_="col-12",
            ),
            action=here,
            class_="row g-3",
        ),
        class_="reading",
    )


def confirm(
    h: Vocabulary, page: Joining, *, action: str, back: str, was: str, becomes: str, stays: str
) -> Node:
    """What moves, and the button."""
    return h.div(
        h.h1("Make one of these two?", class_="h2"),
        h.p(h.strong(page.name), " becomes part of ", h.strong(page.into), ".", class_="text-break"),
        h.ul(
            h.li(f"It brings {page.moves}."),
            h.li(f"{was} leads to {becomes} from then on.", class_="text-break"),
            h.li(stays, class_="text-break"),
            h.li(FOR_GOOD),
        ),
        h.form(
            h.input(type="hidden", name="into", value=page.into_slug),
            h.button("Yes, make them one", type="submit", class_="btn btn-danger btn-lg"),
            h.a("No, go back", href=back, class_="btn btn-link btn-lg"),
            method="post",
            action=action,
            class_="d-flex flex-wrap gap-2",
        ),
        class_="reading",
    )
