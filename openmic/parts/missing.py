"""A page that is not there, or may not be seen."""

from openmic.parts.notices import drawing
from openmic.parts.vocabulary import Node, Vocabulary


def missing(
    h: Vocabulary,
    heading: str,
    advice: str,
    *,
    mark: str = "unplugged",
    again: bool = False,
    way: Node = None,
    ways: Node = (),
) -> Node:
    """A page that is not there, with ways on; `again` offers to ask for it once more, `way` something else."""
    return h.div(
        drawing(h, mark),
        h.h1(heading, class_="h2"),
        h.p(advice, class_="lead"),
        h.p(
            h.when(again, h.out("Try again", href="", class_="btn btn-primary")),
            way,
            h.each(ways, lambda one: h.a(one.words, href=one.href, class_="btn btn-outline-primary")),
            h.a("See what’s on", href="/", class_="btn btn-outline-primary"),
            class_="d-flex flex-wrap justify-content-center gap-2",
        ),
        class_="py-4 text-center",
    )
