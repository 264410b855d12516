"""How the site does, week by week."""

from openmic.parts.chart import bars
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.progress import Progress, Week


def progress(h: Vocabulary, shown: Progress) -> Node:
    """Two charts, and the figures of each week."""
    return h.section(
        h.h2("Week by week", class_="h4"),
        h.p(
            "Nights by when they became public, with how many organisers sent them in. A visitor’s day is a visit. "
            "The week that is still going on comes first.",
            class_="small text-body-secondary",
        ),
        bars(h, shown.nights, what="Nights approved by week", first="Week from", second="Nights"),
        bars(h, shown.visits, what="Visits by week", first="Week from", second="Visits"),
        h.div(
            h.table(
                h.caption("Week by week", class_="visually-hidden"),
                h.thead(
                    h.tr(
                        h.th("Week from", scope="col", class_="text-nowrap"),
                        h.each(shown.columns, lambda words: heading(h, words)),
                    )
                ),
                h.tbody(h.each(shown.weeks, lambda one: week(h, one))),
                class_="table table-sm",
            ),
            tabindex="0",
            role="region",
            aria_label="Figures week by week",
            class_="table-responsive",
        ),
        class_="mb-5",
    )


def heading(h: Vocabulary, words: str) -> Node:
    """What a column holds."""
    return h.th(words, scope="col", class_="text-end text-nowrap")


def week(h: Vocabulary, one: Week) -> Node:
    """One line."""
    return h.tr(
        h.th(h.time(one.words, datetime=one.iso), scope="row", class_="fw-normal text-nowrap"),
        h.each(one.values, lambda value: h.td(value, class_="text-end text-nowrap")),
    )
