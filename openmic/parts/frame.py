"""What stands around every page: skip link, wordmark, footer."""

from openmic import looks, urls
from openmic.parts.vocabulary import Node, Vocabulary


def skip_link(h: Vocabulary) -> Node:
    """The first stop of the Tab key (WCAG 2.4.1)."""
    return h.out("Skip to the content", href="#main", class_="visually-hidden-focusable btn btn-primary m-2")


def wordmark(h: Vocabulary) -> Node:
    """The site's name beside a microphone that glows like a lamp; it leads home."""
    return h.a(
        h.img(src=looks.address("mark.svg"), alt="", width="44", height="44"),
        h.span("OpenMic", h.small("OXFORDSHIRE")),
        href="/",
        aria_label="OpenMic Oxfordshire, home",
        class_="wordmark d-flex align-items-center gap-2 py-2",
    )


def near_times(h: Vocabulary) -> Node:
    """The lists most people come for, and the way in for who runs a night: the same for everybody."""
    return h.nav(
        h.ul(
            h.li(h.a("Tonight", href=urls.near("tonight"), class_="link-light d-inline-block py-2")),
            h.li(h.a("This weekend", href=urls.near("weekend"), class_="link-light d-inline-block py-2")),
            # on a phone it would be a second line; the footer has it there
            h.li(
                h.out("Add your night", href=urls.submit(), class_="link-light d-inline-block py-2"),
                class_="d-none d-sm-block",
            ),
            class_="list-unstyled small d-flex flex-wrap column-gap-3 mb-0",
        ),
        aria_label="Main",
    )


def header(h: Vocabulary) -> Node:
    """The top of every page, under a string of lights."""
    return h.header(
        h.div(
            wordmark(h),
            near_times(h),
            class_="container d-flex flex-wrap align-items-center justify-content-between column-gap-2 pt-1",
        ),
        h.div(class_="festoon"),
        class_="room",
    )


def footer(h: Vocabulary) -> Node:
    """What the site is, and where organisers find their own nights."""
    return h.footer(
        h.div(class_="festoon"),
        h.div(
            h.p("Open mics across Oxfordshire, each checked by a person before it is listed.", class_="mb-1"),
            h.p("Times are London time.", class_="mb-1"),
            ways(h, "Run a night?", {"Add it": urls.submit(), "My nights": urls.mine()}),
            ways(
                h,
                "Going out?",
                {
                    "Weekly mail": urls.subscribe(),
                    "Towns": urls.towns(),
                    "Venues": urls.venues(),
                    "Feeds": urls.keep_up(),
                },
            ),
            promises(h),
            class_="container pt-2 pb-4 small",
        ),
        class_="room mt-5",
    )


def ways(h: Vocabulary, question: str, links: dict[str, str]) -> Node:
    """Where to go for who answers a question with yes."""
    return h.p(
        h.span(question, class_="py-2"),
        *(h.out(words, href=href, class_="link-light d-inline-block py-2") for words, href in links.items()),
        class_="d-flex flex-wrap column-gap-3 mb-0",
    )


def promises(h: Vocabulary) -> Node:
    """What we promise, at the foot of every page."""
    named = ("terms", "privacy", "guidelines", "accessibility", "about")
    links = (
        h.out(name.title(), href=urls.policy(name), class_="link-light d-inline-block py-1") for name in named
    )
    return h.nav(*links, aria_label="About this site", class_="d-flex flex-wrap column-gap-3")


def frame(h: Vocabulary, *content: Node, live: Node = None) -> Node:
    """A whole page around its content. `live` says, to the script, whether the page can answer by itself."""
    return h.div(
        skip_link(h),
        header(h),
        h.main(*content, id="main", tabindex="-1", class_="container py-4 flex-grow-1"),
        footer(h),
        id="page",
        data_live=live,
        class_="d-flex flex-column min-vh-100",
    )
