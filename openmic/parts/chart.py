"""A small bar chart: drawn for whoever sees it, described for whoever does not, and with its figures to unfold."""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.counts import Bar, NightCounts, described

HEIGHT = 100  # of the drawing, in units of its own; it is as wide as there is room
STEP, WIDE = 10, 8  # from one bar to the next, and a bar


def chart(h: Vocabulary, counts: NightCounts) -> Node:
    """A night's counts: all of them in words, and its views by day."""
    return h.div(
        h.p(counts.words, class_="mb-2"),
        bars(h, counts.days, what="Views by day", first="Day", second="Views"),
    )


def counted(h: Vocabulary, counts: NightCounts) -> Node:
    """The same under a heading of its own."""
    return h.section(
        h.h2("How often it was looked at", class_="h4"),
        chart(h, counts),
        h.p(
            "Robots, and browsers that ask not to be counted, are left out. Nobody knows who it was.",
            class_="small text-body-secondary",
        ),
        class_="mb-5",
    )


def bars(h: Vocabulary, shown: tuple[Bar, ...], *, what: str, first: str, second: str) -> Node:
    """Bars with a title; `first` and `second` head the columns of the figures below. Plain pages only."""
    most = max((bar.times for bar in shown), default=0)
    if not most:
        return None
    return h.figure(
        h.figcaption(what, ", ", f"at most {most:,}", class_="small text-body-secondary"),
        # the colour is the parent's: where somebody's own colours are forced on a page, a drawing takes them from there
        h.div(
            h.svg(
                h.each(enumerate(shown), lambda one: drawn(h, one[0], one[1], most)),
                h.rect(x="0", y=str(HEIGHT), width=str(STEP * len(shown)), height="1", fill="currentColor"),
                viewBox=f"0 0 {STEP * len(shown)} {HEIGHT + 1}",
                preserveAspectRatio="none",
                height="96",
                role="img",
                aria_label=described(shown, what=what),
                class_="d-block w-100",
            ),
            class_="text-primary-emphasis",
        ),
        h.div(
            h.span(shown[0].words),
            h.span(shown[-1].words, class_="text-end"),
            aria_hidden="true",
            class_="d-flex justify-content-between gap-3 small text-body-secondary",
        ),
        h.details(
            h.summary("The figures", class_="small"),
            h.table(
                h.caption(what, class_="visually-hidden"),
                h.thead(h.tr(h.th(first, scope="col"), h.th(second, scope="col", class_="text-end"))),
                h.tbody(h.each(shown, lambda bar: figure(h, bar))),
                class_="table table-sm",
            ),
        ),
        class_="reading mb-3",
    )


def drawn(h: Vocabulary, number: int, bar: Bar, most: int) -> Node:
    """One bar. One that is not nothing can be seen, however high the others are."""
    high = max(round(HEIGHT * bar.times / most), 2) if bar.times else 0
    return h.rect(
        x=str(STEP * number + 1),
        y=str(HEIGHT - high),
        width=str(WIDE),
        height=str(high),
        fill="currentColor",
    )


def figure(h: Vocabulary, bar: Bar) -> Node:
    """One line of the figures."""
    return h.tr(
        h.th(h.time(bar.words, datetime=bar.iso), scope="row", class_="fw-normal"),
        h.td(f"{bar.times:,}", class_="text-end"),
    )
