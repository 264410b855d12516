"""What every page for moderators begins with: the ways between them."""

from collections.abc import Mapping

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary

QUEUE, EVENTS, VENUES, MESSAGES, TRAIL, FIGURES, SWITCHES, UPKEEP = (
    "Queue",
    "Events",
    "Venues",
    "Messages",
    "Trail",
    "Figures",
    "Switches",
    "Upkeep",
)
PAGES = {
    QUEUE: urls.queue(),
    **{name: urls.moderation(name.lower()) for name in (EVENTS, VENUES, MESSAGES, TRAIL, FIGURES, SWITCHES)},
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
        links(h, PAGES, current, label="Moderation", more="mb-4", waiting=waiting),
        h.when(gate, warning(h, gate, "Switches", href=PAGES[SWITCHES])),
        h.when(unsent, warning(h, unsent, "See why", href=urls.mail())),
    )


def warning(h: Vocabulary, words: Node, link: str, *, href: str) -> Node:
    """Something every moderator should know, and where to see to it."""
    return h.p(
        words,
        " ",
        h.out(link, href=href, class_="alert-link d-inline-block"),
        class_="alert alert-warning",
    )


def upkeep_nav(h: Vocabulary, current: str) -> Node:
    """Links between the pages about how the site keeps itself going; `current` is one of UPKEEP_PAGES."""
    return links(h, UPKEEP_PAGES, current, label="Upkeep", more="small mb-3")


def links(
    h: Vocabulary, pages: Mapping[str, str], current: str, *, label: str, more: str, waiting: Node = None
) -> Node:
    """Links to pages by their names, with `current` among them; `more` are classes of the list."""
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
                for name, href in pages.items()
            ),
            class_=f"nav nav-underline row-gap-0 {more}",
        ),
        aria_label=label,
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
