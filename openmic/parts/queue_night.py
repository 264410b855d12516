"""A night as visitors will see it, with what of it is different from before."""

from openmic import urls
from openmic.parts.detail import as_typed
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.queue_item import QueueItem
from openmic.views.queue_night import Difference, QueuedNight


def heading(h: Vocabulary, item: QueueItem) -> Node:
    """What, when and where; the title leads to all there is about the night."""
    shown = item.night
    return h.div(
        h.h2(
            h.out(shown.title, href=urls.moderated(item.id), class_="text-reset"),
            id=f"title-{item.id}",
            class_="h4 text-break mb-1",
        ),
        h.p(
            h.time(shown.when, datetime=shown.starts, class_="fw-semibold"),
            h.br(),
            shown.where,
            class_="text-break mb-2",
        ),
    )


def night(h: Vocabulary, shown: QueuedNight) -> Node:
    """The rest of what visitors will see."""
    return h.div(
        h.when(
            shown.picture,
            h.img(
                src=shown.picture,
                alt=shown.picture_alt,
                width="320",
                height="160",
                loading="lazy",
                class_="rounded mw-100 h-auto mb-2",
            ),
        ),
        h.div(h.each(shown.paragraphs, lambda paragraph: as_typed(h, paragraph)), class_="reading"),
        h.p(
            h.span(shown.category, " · run by ", shown.organiser),
            h.when(
                shown.ticket_href,
                h.span(
                    " · tickets at ",
                    h.out(shown.ticket_host, href=shown.ticket_href, rel="noopener nofollow ugc noreferrer"),
                ),
            ),
            class_="small text-body-secondary text-break mb-0",
        ),
    )


def changes(h: Vocabulary, item: QueueItem) -> Node:
    """What is different from before, word by word."""
    return h.section(
        h.h3("What has changed", class_="h6"),
        h.dl(h.each(item.changes, lambda one: difference(h, one)), class_="mb-0"),
        class_="border-start border-4 border-primary-subtle ps-3 mb-3",
    )


def difference(h: Vocabulary, one: Difference) -> Node:
    """One thing that is different. What was taken out and put in is said to who cannot see it."""
    return h.div(
        h.dt(one.label, class_="small"),
        h.dd(
            h.each(
                one.marks,
                lambda mark: h.when(
                    mark.is_added,
                    h.ins(spoken(h, "added: "), mark.text, class_="bg-success-subtle text-break"),
                    h.when(
                        mark.is_taken,
                        h.del_(spoken(h, "taken out: "), mark.text, class_="bg-danger-subtle text-break"),
                        h.span(mark.text),
                    ),
                ),
            ),
            class_="as-typed mb-2",
        ),
    )


def spoken(h: Vocabulary, words: str) -> Node:
    """Words for who listens to the page."""
    return h.span(words, class_="visually-hidden")
