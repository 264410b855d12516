"""What every page for moderators begins with: the ways between them."""

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary

QUEUE, EVENTS, MESSAGES, TRAIL, FIGURES, SWITCHES = (
    "Queue",
    "Events",
    "Messages",
    "Trail",
    "Figures",
    "Switches",
)
PAGES = {
    QUEUE: urls.queue(),
    **{name: urls.moderation(name.lower()) for name in (EVENTS, MESSAGES, TRAIL, FIGURES, SWITCHES)},
}


def moderation_nav(h: Vocabulary, current: str, *, waiting: Node = None) -> Node:
    """Links between the pages for moderators. `current` is one of them, by its name above; `waiting` says how
    many nights wait, in figures, beside the queue; empty for none or where that is not known.
    """
    return h.nav(
        h.ul(
            *(
                h.li(
                    h.out(
                        name,
                        *([queue_length(h, waiting)] if name == QUEUE else []),
                        href=href,
                        aria_current="page" if name == current else None,
                        class_="nav-link active" if name == current else "nav-link",
                    ),
                    class_="nav-item",
                )
                for name, href in PAGES.items()
            ),
            class_="nav nav-underline row-gap-0 mb-4",
        ),
        aria_label="Moderation",
        class_="d-print-none",
    )


def queue_length(h: Vocabulary, waiting: Node) -> Node:
    """How many wait, as a badge."""
    return h.when(
        waiting,
        h.span(
            waiting,
            h.span(" waiting", class_="visually-hidden"),
            class_="badge rounded-pill text-bg-primary ms-1",
        ),
    )
