"""A mail as a page. Mail programs know no stylesheets, so it carries its looks in attributes."""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.letter import Letter


def letter(h: Vocabulary, mail: Letter) -> Node:
    """The whole document of a mail's HTML part."""
    return h.html(
        h.head(h.meta(charset="utf-8"), h.title(mail.subject)),
        h.body(
            h.each(mail.paragraphs, lambda text: h.p(text)),
            h.each(mail.facts, lambda fact: h.p(h.strong(fact.label), ": ", fact.text)),
            h.when(mail.button, h.p(h.a(mail.button, href=mail.address))),
            h.each(mail.afterwards, lambda text: h.p(text)),
        ),
        lang="en-GB",
    )
