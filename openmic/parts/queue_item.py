"""One night that waits: as visitors will see it, what helps to decide, and the buttons that do."""

from openmic.parts.queue_decision import decision
from openmic.parts.queue_night import changes, heading, night
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.queue_item import Alike, OpenReport, QueueItem


def queue_item(h: Vocabulary, item: QueueItem, query: Node, *, on_decide: Node = None) -> Node:
    """One night with all that is beside it. `query` names the part of the queue it is shown in."""
    return h.li(
        h.article(
            h.div(
                label(h, item),
                heading(h, item),
                reports(h, item, query),
                h.when(item.appeal, appeal(h, item)),
                h.when(item.has_flags, flags(h, item)),
                h.when(item.has_changes, changes(h, item)),
                night(h, item.night),
                h.when(item.has_alike, alike(h, item)),
                class_="card-body",
            ),
            decision(h, item, query, on_decide=on_decide),
            id=f"item-{item.id}",
            tabindex="-1",
            data_item="",
            aria_labelledby=f"title-{item.id}",
            class_=h.when(item.is_urgent, "card border-danger border-2", "card"),
        ),
    )


def label(h: Vocabulary, item: QueueItem) -> Node:
    """What kind of waiting it is, how long it waits, and the box that ticks it for deciding about several."""
    return h.div(
        h.tick(
            checked=item.is_ticked,
            id=f"pick-{item.key}",  # other words are another tick
            name=f"pick-{item.id}",
            value=item.seen,
            form="several",
            data_key="x",
            class_="form-check-input border-secondary mt-0",
        ),
        h.label("Tick: ", item.night.title, for_=f"pick-{item.key}", class_="visually-hidden"),
        h.span(
            item.kind,
            class_=h.when(
                item.is_urgent, "badge text-bg-danger", "badge bg-primary-subtle text-primary-emphasis"
            ),
        ),
        h.span(item.history, class_="small text-body-secondary"),
        h.span("Waits ", h.time(item.waits, datetime=item.since), class_="small text-body-secondary ms-auto"),
        class_="d-flex flex-wrap align-items-center column-gap-2 row-gap-1 mb-2",
    )


def flags(h: Vocabulary, item: QueueItem) -> Node:
    """What to look at twice."""
    return h.ul(
        h.each(item.flags, lambda flag: h.li(flag)),
        aria_label="Look twice",
        class_="alert alert-warning py-2 ps-4 mb-3",
    )


def appeal(h: Vocabulary, item: QueueItem) -> Node:
    """Why its organiser thinks that a decision was wrong."""
    return h.div(
        h.h3("Its organiser asks you to look again", class_="h6 mb-1"),
        h.p(item.appeal, class_="as-typed mb-0"),
        class_="alert alert-secondary py-2 mb-3",
    )


def reports(h: Vocabulary, item: QueueItem, query: Node) -> Node:
    """What people say is wrong, each to be decided by itself."""
    return h.when(
        item.has_reports,
        h.section(
            h.h3("Reported", class_="h6"),
            h.ul(
                h.each(item.reports, lambda one: report(h, one, query), key="id"), class_="list-unstyled mb-0"
            ),
            class_="alert alert-danger py-2 mb-3",
        ),
    )


def report(h: Vocabulary, one: OpenReport, query: Node) -> Node:
    """One report with the two ways to decide about it."""
    return h.li(
        h.p(h.strong(one.label), " · ", one.when, class_="mb-1"),
        h.when(one.words, h.p(one.words, class_="as-typed mb-1")),
        h.sent_form(
            h.button(
                "Dismiss it",
                type="submit",
                formaction=f"{one.dismiss_href}{query}",
                class_="btn btn-sm btn-outline-primary",
            ),
            h.button(
                "It is right",
                type="submit",
                formaction=f"{one.review_href}{query}",
                class_="btn btn-sm btn-outline-primary",
            ),
            action=f"{one.review_href}{query}",
            class_="d-flex flex-wrap gap-2 mb-2",
        ),
    )


def alike(h: Vocabulary, item: QueueItem) -> Node:
    """Other nights that may be the same."""
    return h.section(
        h.h3("May be the same", class_="h6 mb-1"),
        h.ul(h.each(item.alike, lambda one: one_alike(h, one)), class_="list-unstyled small mb-0"),
        class_="bg-body-secondary rounded p-2 mt-3",
    )


def one_alike(h: Vocabulary, one: Alike) -> Node:
    """One of them."""
    return h.li(
        h.out(one.title, href=one.href, class_="text-break"),
        " · ",
        one.facts,
        " ",
        h.span(one.state, class_="badge text-body bg-body-tertiary"),
    )
