"""What stands around every page: skip link, wordmark, footer."""

from openmic.parts.vocabulary import Node, Vocabulary


def skip_link(h: Vocabulary) -> Node:
    """The first stop of the Tab key (WCAG 2.4.1)."""
    return h.out("Skip to the content", href="#main", class_="visually-hidden-focusable btn btn-primary m-2")


def header(h: Vocabulary) -> Node:
    """The site's name, which leads home."""
    return h.header(
        h.div(
            h.a(
                h.span("OpenMic"),
                h.span("Oxfordshire", class_="fw-light"),
                href="/",
                class_="link-body-emphasis text-decoration-none fw-bold fs-4 py-2",
            ),
            h.span("What’s on at grassroots nights", class_="text-body-secondary d-none d-md-inline"),
            class_="container d-flex align-items-center justify-content-between",
        ),
        class_="border-bottom bg-body-tertiary",
    )


def footer(h: Vocabulary) -> Node:
    """What the site is."""
    return h.footer(
        h.div(
            h.p(
                "Open mics across Oxfordshire, each checked by a person before it is listed. "
                "Times are London time.",
                class_="mb-0",
            ),
            class_="container py-4 small text-body-secondary",
        ),
        class_="border-top mt-5",
    )


def frame(h: Vocabulary, *content: Node, live: Node = None) -> Node:
    """A whole page around its content. `live` says, to the script, whether the page can answer by itself."""
    return h.div(
        skip_link(h),
        header(h),
        h.main(*content, id="main", tabindex="-1", class_="container py-4"),
        footer(h),
        id="page",
        data_live=live,
    )
