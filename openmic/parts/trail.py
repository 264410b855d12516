"""The audit trail: what was done, by whom, when and why, and what was different afterwards."""

from openmic import urls
from openmic.parts.fields import choice
from openmic.parts.queue_night import difference
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import Field
from openmic.views.trail import CHOICES, Line, Trail


def trail(h: Vocabulary, page: Trail) -> Node:
    """A page of it, with the choice of one kind of act."""
    return h.div(
        h.h1("What was done", class_="h2"),
        h.when(
            page.night_id,
            h.p(
                "Only with ",
                h.out(page.night or "this night", href=urls.moderated(page.night_id)),
                ". ",
                h.out("Show all nights", href=urls.moderation("trail"), class_="d-inline-block py-1"),
            ),
        ),
        h.query_form(
            h.when(page.night_id, h.input(type="hidden", name="event", value=page.night_id)),
            choice(h, "Show", CHOICES, name="act", field=Field(page.act), width="col-8 col-md-4"),
            h.div(h.button("Show", type="submit", class_="btn btn-primary"), class_="col-4"),
            action=urls.moderation("trail"),
            class_="row g-3 align-items-end mb-4",
        ),
        h.when(page.start_href, h.p(h.out("Back to the newest", href=page.start_href))),
        h.when(page.lines, lines(h, page.lines), h.p("Nothing yet.", class_="lead")),
        h.when(
            page.more_href,
            h.p(h.out("Show earlier ones", href=page.more_href, class_="btn btn-outline-primary")),
        ),
    )


def lines(h: Vocabulary, done: tuple[Line, ...], *, names_night: bool = True) -> Node:
    """Acts, one below the other."""
    return h.ol(
        h.each(done, lambda line: one_line(h, line, names_night=names_night)),
        class_="list-unstyled d-grid gap-3 reading",
    )


def one_line(h: Vocabulary, line: Line, *, names_night: bool) -> Node:
    """One act."""
    return h.li(
        h.p(
            h.strong(line.what),
            h.when(
                names_night and line.href,
                h.span(": ", h.out(line.title, href=line.href, class_="text-break")),
            ),
            h.br(),
            h.span(line.who, ", ", h.time(line.when, datetime=line.at), class_="small text-body-secondary"),
            class_="mb-1",
        ),
        h.when(line.why, h.p(line.why, class_="as-typed mb-1")),
        h.when(
            line.differences,
            h.details(
                h.summary("What was different", class_="small py-1"),
                h.dl(h.each(line.differences, lambda one: difference(h, one)), class_="mb-0"),
            ),
        ),
        class_="border-start border-4 ps-3",
    )
