"""What waits for a moderator: the page, and what was done in the last minute."""

from openmic import urls
from openmic.parts.fields import summary
from openmic.parts.moderation_frame import QUEUE, moderation_nav
from openmic.parts.queue_item import queue_item
from openmic.parts.queue_tools import keys, said, several
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.queue import QueuePage


def queue(
    h: Vocabulary,
    page: QueuePage,
    *,
    on_decide: Node = None,
    on_several: Node = None,
    on_undo: Node = None,
) -> Node:
    """The whole page, or the way back in for who is no longer signed in."""
    return h.when(
        page.is_shut,
        shut(h),
        h.div(
            moderation_nav(h, QUEUE, waiting=page.waiting, gate=page.gate, unsent=page.unsent),
            summary(h, page.summary),
            top(h, page),
            said(h, page, on_undo=on_undo),
            queue_list(h, page, on_decide=on_decide),
            h.when(page.has_nights, several(h, page, on_several=on_several)),
        ),
    )


def shut(h: Vocabulary) -> Node:
    """For who is no longer signed in: nothing of the queue."""
    return h.div(
        h.h1("Please sign in again"),
        h.p("You were away for a while, or signed out elsewhere. The queue is where you left it."),
        h.p(h.out("Sign in", href=urls.sign_in(urls.queue()), class_="btn btn-primary")),
        class_="reading",
    )


def top(h: Vocabulary, page: QueuePage) -> Node:
    """How much waits, since when, and which part of it is shown."""
    return h.div(
        h.div(
            h.h1(
                h.when(page.shows_held, "On hold", page.headline),
                tabindex="-1",
                id="queue",
                class_="h2 mb-0",
            ),
            h.p(h.when(page.shows_held, "", page.clock), class_="text-body-secondary mb-0"),
        ),
        h.div(
            h.div(
                chosen(h, "Waiting", "", page.waiting_href, is_off=page.shows_held),
                chosen(h, "On hold ", page.held, page.held_href, is_on=page.shows_held),
                role="group",
                aria_label="Which nights",
                class_="btn-group btn-group-sm",
            ),
            h.div(
                chosen(h, "Newest first", "", page.newest_href, is_off=page.is_oldest_first),
                chosen(h, "Oldest first", "", page.oldest_href, is_on=page.is_oldest_first),
                role="group",
                aria_label="Order",
                class_="btn-group btn-group-sm",
            ),
            class_="d-flex flex-wrap gap-2",
        ),
        keys(h),
        class_="d-flex flex-wrap justify-content-between align-items-center gap-3 mb-3",
    )


def chosen(
    h: Vocabulary, words: str, more: Node, href: Node, *, is_on: Node = None, is_off: Node = None
) -> Node:
    """One of two ways to look at the queue."""
    is_here = h.when(is_on, "true") if is_off is None else h.when(is_off, None, "true")
    on, off = "btn btn-primary", "btn btn-outline-primary"
    look = h.when(is_on, on, off) if is_off is None else h.when(is_off, off, on)
    return h.a(words, more, href=href, aria_current=is_here, class_=look)


def queue_list(h: Vocabulary, page: QueuePage, *, on_decide: Node = None) -> Node:
    """The nights themselves."""
    return h.div(
        h.when(page.start_href, h.p(h.a("Back to the first", href=page.start_href))),
        h.when(
            page.has_nights,
            h.ul(
                h.each(
                    page.nights,
                    lambda item: queue_item(h, item, page.query, on_decide=on_decide),
                    key="key",
                ),
                class_="list-unstyled d-grid gap-4",
            ),
            h.p("All done for now.", class_="lead"),
        ),
        h.when(
            page.more_href,
            h.p(h.a("Show the next", href=page.more_href, class_="btn btn-outline-primary")),
        ),
        id="queue-list",
    )


def queue_skeleton(h: Vocabulary) -> Node:
    """The shape of a queue that is on its way."""
    return h.div(h.h1("One moment…"), h.div(class_="card placeholder-glow skeleton"), aria_busy="true")
