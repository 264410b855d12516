"""A list on another site: the page in its frame, a bare piece of it, and the page with the code to copy."""

from openmic import urls
from openmic.parts.cards import listing_grid
from openmic.parts.fields import choice, hidden
from openmic.parts.filters import tick
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.embedding import EmbedCode
from openmic.views.fields import Field
from openmic.views.finder import FinderPage
from openmic.views.form import WHEN_OPTIONS


def embedded(h: Vocabulary, page: FinderPage) -> Node:
    """The list for a frame of about any width. Its document opens every link outside the frame."""
    return framed(
        h,
        h.h1(page.heading, class_="h4 mb-1"),
        h.when(page.meant, h.p("Showing results for ", h.strong(page.meant), class_="mb-0")),
        h.when(
            page.is_empty,
            h.p("Nothing just now. New nights come in all the time.", class_="mt-2"),
            listing_grid(h, page.days),
        ),
        h.p(
            h.out(
                h.when(page.next_address, f"See all {page.total}", "See it on OpenMicOxfordshire"),
                href=page.address,
                class_="btn btn-outline-primary",
            ),
            class_="mt-3 mb-0",
        ),
        href=page.address,
    )


def not_embedded(h: Vocabulary, title: str, advice: str) -> Node:
    """In a frame, why there is no list."""
    return framed(h, h.h1(title, class_="h4"), h.p(advice), href=urls.finder())


def framed(h: Vocabulary, *content: Node, href: str) -> Node:
    """What stands in the frame, with where it comes from."""
    return h.div(
        h.main(*content),
        h.footer(
            h.p(
                "From ",
                h.out("OpenMicOxfordshire", href=href, class_="d-inline-block py-1"),
                ". Links open in a new tab.",
                class_="small text-body-secondary mt-3 mb-0",
            ),
        ),
        class_="container-fluid py-3",
    )


def piece(h: Vocabulary, page: FinderPage, *, more_href: str) -> Node:
    """The cards alone, and the way to more of them: `more_href` is the next piece, the link itself the next page."""
    return h.div(
        h.when(page.is_empty, h.p(page.advice), listing_grid(h, page.days)),
        h.when(
            page.next_address,
            h.p(
                h.out(
                    "Load more",
                    href=page.next_address,
                    rel="next",
                    data_more=more_href,
                    class_="btn btn-outline-primary",
                ),
                class_="mt-4",
            ),
        ),
    )


def code_page(h: Vocabulary, page: EmbedCode, *, frame: Node, code: str, link: str) -> Node:
    """Which list, what it looks like, and the code. `frame` is the preview; `code` and `link` are to be copied."""
    return h.div(
        h.h1("Put this list on your site", class_="h2"),
        h.p(
            "Copy a few lines into your page, and it shows what is on, kept up to date by itself. "
            "No scripts, no cookies, and nobody is followed around. It is free."
        ),
        which_list(h, page),
        h.h2("What it looks like", class_="h4 mt-4"),
        frame,
        h.h2("The code", class_="h4 mt-4"),
        copied(h, "Paste this where the list should be", code, name="code", rows="6"),
        h.p("Change the height as you like: what does not fit can be scrolled to.", class_="form-text"),
        copied(h, "Where frames are not allowed, a plain link", link, name="link", rows="3"),
        h.p(
            "The page behind it is this one: ",
            h.out(page.heading, href=page.list_href),
            ".",
            class_="mt-3",
        ),
    )


def which_list(h: Vocabulary, page: EmbedCode) -> Node:
    """What the list shows, as a form of choices; the words or the venue one came with are kept."""
    where = (
        ()
        if page.venue
        else choice(
            h, "Town", page.form.towns, name="town", field=Field(page.form.town), width="col-12 col-sm-6"
        )
    )
    return h.form(
        h.div(
            where,
            choice(
                h, "When", WHEN_OPTIONS, name="when", field=Field(page.form.when), width="col-12 col-sm-6"
            ),
            h.fieldset(
                h.legend("Which kinds of night", class_="form-label fs-6 fw-semibold mb-1"),
                h.p("Choose any. None means every kind.", class_="form-text mt-0 mb-2"),
                h.ul(
                    h.each(page.form.kinds, lambda kind: tick(h, kind)),
                    class_="list-unstyled d-flex flex-wrap gap-2 mb-0",
                ),
                class_="col-12",
            ),
            class_="row g-3",
        ),
        *(hidden(h, name=name, value=value) for name, value in kept(page) if value),
        h.button("Show this list", type="submit", class_="btn btn-primary mt-3 align-self-start"),
        method="get",
        action=urls.embed_code(),
        class_="card card-body bg-body-tertiary",
    )


def kept(page: EmbedCode) -> tuple[tuple[str, str], ...]:
    """What the form carries along."""
    return ("q", page.words), ("venue", page.venue)


def copied(h: Vocabulary, label: str, text: str, *, name: str, rows: str) -> Node:
    """A box with something to copy."""
    return h.div(
        h.label(label, for_=name, class_="form-label fw-semibold mb-1"),
        h.textarea(
            f"\n{text}",
            id=name,
            rows=rows,
            readonly=True,
            spellcheck="false",
            class_="form-control font-monospace",
        ),
        class_="mt-2",
    )
