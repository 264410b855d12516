"""What every page for moderators begins with: the ways between them."""

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary

QUEUE, EVENTS, MESSAGES, TRAIL, FIGURES, SWITCHES, UPKEEP = (
    "Queue",
    "Events",
    "Messages",
    "Trail",
    "Figures",
    "Switches",
    "Upkeep",
)
PAGES = {
    QUEUE: urls.queue(),
    **{name: urls.moderation(name.lower()) for name in (EVENTS, MESSAGES, TRAIL, FIGURES, SWITCHES)},
    UPKEEP: urls.jobs(),
}
JOBS, MAIL, DIGEST, HOLDS, COMPLAINTS = ("Jobs", "Mail", "Weekly mail", "Holds", "Complaints")
UPKEEP_PAGES = {
    JOBS: urls.jobs(),
    MAIL: urls.mail(),
    DIGEST: urls.digest_preview(),
    HOLDS: urls.holds(),
    COMPLAINTS: urls.complaints(),
}


def moderation_nav(
    h: Vocabulary, current: str, *, waiting: Node = None, gate: Node = None, unsent: Node = None
) -> Node:
    """Links between the pages for moderators. `current` is one of them, by its name above; `waiting` says how
    many nights wait, in figures, beside the queue; empty for none or where that is not known. `gate` is the
    warning that new nights are not taken from everybody (views.gate.Gate.warning), if so; `unsent` the one that
    mail waits for a person (views.unsent.warning).
    """
    return h.div(
        links(h, current, waiting),
        h.when(
            gate,
            h.p(
                gate,
                " ",
                h.out("Switches", href=PAGES[SWITCHES], class_="alert-link d-inline-block"),
                class_="alert alert-warning",
            ),
        ),
        h.when(
            unsent,
            h.p(
                unsent,
                " ",
                h.out("See why", href=urls.mail(), class_="alert-link d-inline-block"),
                class_="alert alert-warning",
            ),
        ),
    )


def upkeep_nav(h: Vocabulary, current: str) -> Node:
    """Links between the pages about how the site keeps itself going; `current` is one of UPKEEP_PAGES."""
    return h.nav(
        h.ul(
            *(
                h.li(
                    h.out(
                        name,
                        href=href,
                        aria_current="page" if name == current else None,
                        class_="nav-link active" if name == current else "nav-link",
                    )
                )
                for name, href in UPKEEP_PAGES.items()
            ),
            class_="nav nav-underline small row-gap-0 mb-3",
        ),
        aria_label="Upkeep",
        class_="d-print-none",
    )


def links(h: Vocabulary, current: str, waiting: Node) -> Node:
    """The links alone."""
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
