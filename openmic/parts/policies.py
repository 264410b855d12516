"""One of the site's promises as a page: in short, then section by section."""

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.policies import Block, Policy, Section, Words

TRIAL = "This site is here to be tried out: who runs it is made up."


def policy_page(h: Vocabulary, page: Policy) -> Node:
    """The whole page."""
    return h.article(
        h.h1(page.title),
        h.when(page.is_made_up, h.p(TRIAL, class_="alert alert-warning")),
        h.each(page.lead, lambda words: h.p(said(h, words), class_="fs-5")),
        h.each(page.sections, lambda one: section(h, one)),
        h.p(
            f"Last changed on {page.changed}. Not happy with how we handle personal data? ",
            h.out("Complain", href=urls.complaint()),
            ".",
            class_="small text-body-secondary border-top pt-3 mt-5",
        ),
        class_="reading",
    )


def section(h: Vocabulary, one: Section) -> Node:
    """What stands under a heading."""
    return h.section(h.h2(one.heading, class_="h4 mt-4"), h.each(one.blocks, lambda each: block(h, each)))


def block(h: Vocabulary, one: Block) -> Node:
    """A paragraph, points, or what is said of several things alike."""
    shown = {
        "text": lambda: h.each(one.lines, lambda words: h.p(said(h, words))),
        "*": lambda: h.ul(h.each(one.lines, lambda words: h.li(said(h, words), class_="mb-1"))),
        "|": lambda: table(h, one.rows),
    }
    return shown[one.kind]()


def said(h: Vocabulary, words: Words) -> Node:
    """Words, and the links among them."""
    return h.each(words, lambda one: h.when(one.href, h.out(one.text, href=one.href), one.text))


def table(h: Vocabulary, rows: tuple[tuple[str, ...], ...]) -> Node:
    """What would be a table: each line by itself, under what it is called, so that it can be read on a phone."""
    columns, *lines = rows
    return h.ul(
        h.each(lines, lambda line: row(h, columns[1:], line)), class_="list-unstyled d-grid gap-3 my-3"
    )


def row(h: Vocabulary, columns: tuple[str, ...], line: tuple[str, ...]) -> Node:
    """One line: what it is called, and what is said of it."""
    said_of_it = zip(columns, line[1:], strict=True)
    return h.li(
        h.p(line[0], class_="fw-semibold mb-1 text-break"),
        h.dl(h.each(said_of_it, lambda pair: fact(h, *pair)), class_="row small mb-0"),
        class_="card card-body py-2",
    )


def fact(h: Vocabulary, label: str, text: str) -> Node:
    """One thing that is said of it."""
    return [h.dt(label, class_="col-sm-3"), h.dd(text, class_="col-sm-9 mb-1")]
