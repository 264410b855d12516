"""Towns as moderators look after them."""

from openmic import urls
from openmic.parts.venue_desk import news
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.venue_desk import TownLine


def town_list(h: Vocabulary, towns: tuple[TownLine, ...], *, told: str = "") -> Node:
    """Every town, with the way to join it to another."""
    return h.div(
        news(h, told),
        h.h1("Towns", class_="h2"),
        h.p(h.a("Venues", href=urls.venue_desk(), class_="d-inline-block py-1")),
        h.ul(h.each(towns, lambda one: h.li(town_line(h, one))), class_="list-unstyled d-grid gap-2"),
        class_="reading",
    )


def town_line(h: Vocabulary, one: TownLine) -> Node:
    """One town."""
    about = f": joined to {one.into}" if one.into else f": {one.about} "
    return h.div(
        h.a(one.name, href=one.public_href, class_="fw-semibold d-inline-block py-1"),
        about,
        h.when(
            one.join_href,
            h.a(
                "Join…",
                h.span(f" {one.name} to another", class_="visually-hidden"),
                href=one.join_href,
                class_="d-inline-block py-1",
            ),
        ),
    )
