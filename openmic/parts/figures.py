"""How moderation goes, in tables."""

from openmic.parts.progress import progress
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.figures import Figure, Figures, Table


def figures(h: Vocabulary, page: Figures) -> Node:
    """All of them."""
    return h.div(
        h.h1("Figures", class_="h2"),
        h.each(page.tables, lambda one: table(h, one)),
        progress(h, page.progress),
        class_="reading",
    )


def table(h: Vocabulary, one: Table) -> Node:
    """One table under its heading."""
    return h.section(
        h.h2(one.heading, class_="h4"),
        h.p(one.about, class_="small text-body-secondary"),
        h.when(one.lines, counted(h, one), h.p("Nothing to count yet.")),
        class_="mb-5",
    )


def counted(h: Vocabulary, one: Table) -> Node:
    """The table itself."""
    return h.table(
        h.caption(one.heading, class_="visually-hidden"),
        h.thead(
            h.tr(
                h.td(),
                h.each(one.columns, lambda words: h.th(words, scope="col", class_="text-end text-nowrap")),
            )
        ),
        h.tbody(h.each(one.lines, lambda line: row(h, line))),
        class_="table",
    )


def row(h: Vocabulary, line: Figure) -> Node:
    """One line: what is counted, and the figures."""
    return h.tr(
        h.th(line.label, scope="row", class_="fw-normal"),
        h.each(line.values, lambda value: h.td(value, class_="text-end")),
    )
