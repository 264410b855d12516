"""Short messages that stand in the page."""

from openmic import looks, urls
from openmic.parts.vocabulary import Node, Vocabulary


def drawing(h: Vocabulary, name: str) -> Node:
    """One of the drawings for when there is nothing to show: `unplugged`, `stage` or `string`."""
    return h.img(src=looks.address(f"{name}.svg"), alt="", width="160", height="160", class_="mb-3")


def sample_notice(h: Vocabulary, shown: object) -> Node:
    """Says that the nights are invented, on a site that was filled to be tried out."""
    return h.when(
        shown,
        h.p(
            h.strong("Sample data. "),
            h.span("Nights marked “Sample” are made up, so that you can try the site. Please don’t turn up."),
            class_="alert alert-warning py-2 mt-2 small",
        ),
    )


def problem_notice(h: Vocabulary, problem: object) -> Node:
    """Says what went wrong, and is announced at once (WCAG 4.1.3)."""
    return h.when(problem, h.p(problem, role="alert", class_="alert alert-danger"))


def nothing_there(h: Vocabulary, *, again: str) -> Node:
    """What to do when the mail does not come; `again` is where it is asked for."""
    return h.p(
        "Nothing there after a few minutes? Look among the spam, or ", h.out("try again", href=again), "."
    )


def offline_notice(h: Vocabulary) -> Node:
    """Says that the live connection is away; the page goes on as plain HTML."""
    return h.div(
        h.p(
            h.strong("We’ve lost the live connection. "),
            "We’re getting it back; you can carry on meanwhile.",
            class_="container mb-0",
        ),
        role="status",
        class_="alert alert-warning rounded-0 mb-0 py-2 sticky-bottom",
    )


def privacy_hint(h: Vocabulary) -> Node:
    """Where a form asks for personal data: what becomes of them, one press away."""
    return h.p(
        "How we use what you tell us, and for how long: ",
        h.out("privacy notice", href=urls.policy("privacy")),
        ".",
        class_="small mt-3",
    )
