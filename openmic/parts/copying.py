"""The short form that sends a night in once more, on another day."""

from openmic import urls
from openmic.parts.detail import as_typed
from openmic.parts.fields import hidden, summary
from openmic.parts.night_form import consent, group, when
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.copying import CopyPage, Original


def copy_page(h: Vocabulary, page: CopyPage) -> Node:
    """When it is, to be filled in; then the night as it will be."""
    return h.div(
        h.h1("Copy to a new date", class_="h2"),
        h.p(h.strong(page.original.title), h.br(), page.original.when, class_="text-break"),
        problem_notice(h, page.trouble),
        h.form(
            summary(h, page.form.summary),
            group(h, "when", "When is it next?", when(h, page.form)),
            h.p("Or the same weekday, next or in a rhythm of four weeks:", class_="mb-2"),
            h.ul(
                h.each(
                    page.days,
                    lambda day: h.li(h.a(day.words, href=day.href, class_="btn btn-outline-primary btn-sm")),
                ),
                class_="list-unstyled d-flex flex-wrap gap-2 mb-4",
            ),
            h.div(consent(h, page.form), class_="row g-3 mb-4"),
            hidden(h, name="key", value=page.key),
            h.button("Send in the copy", type="submit", class_="btn btn-primary btn-lg"),
            h.a("No, go back", href=urls.managed(page.ours), class_="btn btn-link btn-lg"),
            method="post",
            action=urls.copy_night(page.ours),
            novalidate=True,
        ),
        as_it_will_be(h, page.original),
        class_="reading",
    )


def as_it_will_be(h: Vocabulary, night: Original) -> Node:
    """What is copied, to be read before it is sent."""
    return h.section(
        h.h2("Everything else stays as it was", class_="h5 mt-4"),
        h.dl(
            fact(h, "What", night.kind),
            fact(h, "Where", night.where),
            h.when(night.address, fact(h, "Address", night.address)),
            fact(h, "Run by", night.organiser),
            h.when(night.ticket_href, fact(h, "Tickets", night.ticket_href)),
            class_="row",
        ),
        h.when(night.picture, h.img(src=night.picture, alt=night.picture_alt, class_="picture mb-3")),
        h.each(night.paragraphs, lambda paragraph: as_typed(h, paragraph)),
        h.p(
            "Something else is new? Send the copy in; then you can change it.",
            class_="text-body-secondary",
        ),
    )


def fact(h: Vocabulary, label: str, words: Node) -> list[Node]:
    """One line of it."""
    return [h.dt(label, class_="col-sm-3"), h.dd(words, class_="col-sm-9 text-break")]
