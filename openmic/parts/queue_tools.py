"""Around the queue: what was just done and how to take it back, several at once, the keys."""

from openmic import urls
from openmic.parts.fields import choice, long_box
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.queue import BULK, REASONS, QueuePage

KEYS = {
    "J": "next night",
    "K": "the one before",
    "A": "approve",
    "R": "reject",
    "H": "hold, or put back",
    "X": "tick",
    "U": "undo",
    "?": "show the keys",
}


def keys(h: Vocabulary) -> Node:
    """The keys, and the switch that turns them off (WCAG 2.1.4)."""
    return h.details(
        h.summary("Keys", data_key="help", class_="btn btn-sm btn-link px-0"),
        h.div(
            h.ul(
                *(h.li(h.kbd(key), " ", words) for key, words in KEYS.items()),
                class_="list-unstyled d-flex flex-wrap column-gap-3 row-gap-1 small mb-2",
            ),
            h.div(
                h.input(type="checkbox", role="switch", id="keys", class_="form-check-input"),
                h.label("Use these keys", for_="keys", class_="form-check-label"),
                class_="form-check form-switch mb-0",
            ),
            class_="card card-body mt-2",
        ),
        data_scripted="",
        class_="w-100",
    )


def said(h: Vocabulary, page: QueuePage, *, on_undo: Node = None) -> Node:
    """What was done in the last minute, announced, each with the way to take it back."""
    return h.div(
        h.div(
            h.when(
                page.news,
                h.p(
                    page.news,
                    class_=h.when(
                        page.is_good_news, "alert alert-success py-2 mb-2", "alert alert-warning py-2 mb-2"
                    ),
                ),
            ),
            h.when(page.done.words, h.span(page.done.words, class_="visually-hidden")),
            role="status",
        ),
        h.when(
            page.done.words,
            h.div(
                undo(h, page.done, page.query, key="u", on_undo=on_undo),
                h.when(
                    page.earlier_words,
                    h.details(
                        h.summary(page.earlier_words, class_="small py-1"),
                        h.div(
                            h.each(
                                page.earlier,
                                lambda one: undo(h, one, page.query, on_undo=on_undo),
                                key="batch",
                            ),
                            class_="d-grid",
                        ),
                        class_="px-3 pb-2",
                    ),
                ),
                class_="toast show bg-body w-100 mb-2",
            ),
        ),
        id="said",
        class_="sticky-top",
    )


def undo(h: Vocabulary, done: Node, query: Node, *, key: str | None = None, on_undo: Node = None) -> Node:
    """What was done, and the button that takes it back."""
    return h.sent_form(
        h.span(done.words, class_="flex-grow-1 text-break"),
        h.input(type="hidden", name="batch", value=done.batch),
        h.button(
            "Undo",
            h.span(": ", done.words, class_="visually-hidden"),
            type="submit",
            data_key=key,
            class_="btn btn-sm btn-outline-primary",
        ),
        action=urls.undo_decision(query),
        on_sent=on_undo,
        class_="toast-body d-flex align-items-center gap-2 py-2",
    )


def several(h: Vocabulary, page: QueuePage, *, on_several: Node = None) -> Node:
    """What can be done with all the nights that are ticked."""
    return h.sent_form(
        h.h2("With those you have ticked", class_="h5"),
        h.div(
            h.button("Approve them", type="submit", name="act", value="approve", class_="btn btn-primary"),
            h.button(
                h.when(page.shows_held, "Put them back", "Hold them"),
                type="submit",
                name="act",
                value=h.when(page.shows_held, "release", "hold"),
                class_="btn btn-outline-primary",
            ),
            h.details(
                h.summary("Reject them…", class_="btn btn-outline-primary"),
                h.div(
                    choice(h, "Why", REASONS, name=f"reason-{BULK}", field=page.reason),
                    long_box(
                        h,
                        "In your own words",
                        name=f"words-{BULK}",
                        field=page.words,
                        hint="Mailed to each of the organisers.",
                        rows="2",
                    ),
                    h.div(
                        h.button(
                            "Reject them",
                            type="submit",
                            name="act",
                            value="reject",
                            class_="btn btn-danger",
                        )
                    ),
                    class_="reading d-grid gap-3 mt-3",
                ),
                open=h.when(page.is_rejecting, True),
                class_="flex-grow-1",
            ),
            class_="d-flex flex-wrap gap-2",
        ),
        id="several",
        action=urls.decide_several(page.query),
        on_sent=on_several,
        class_="card card-body mt-4",
    )
