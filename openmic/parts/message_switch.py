"""Whether visitors may write to an organiser through a night's page."""

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.managing import ManagePage


def message_switch(h: Vocabulary, page: ManagePage) -> Node:
    """Whether visitors may write, and the way to change that."""
    return h.section(
        h.h2("Messages from visitors", class_="h5 mt-4"),
        h.when(
            page.takes_messages,
            h.p("Visitors can write to you through the night’s page. They don’t see your address."),
            h.p("Visitors can’t write to you through the night’s page."),
        ),
        h.form(
            h.button(
                h.when(page.takes_messages, "Switch messages off", "Switch messages on"),
                type="submit",
                name="messages",
                value=h.when(page.takes_messages, "off", "on"),
                class_="btn btn-outline-primary",
            ),
            method="post",
            action=urls.managed(page.ours, act="messages"),
        ),
    )


def messages_page(h: Vocabulary, page: ManagePage) -> Node:
    """The same by itself, for the link in a message's mail. Reading it changes nothing (TRUST T12)."""
    return h.div(
        h.h1(page.title, class_="h2 text-break"),
        h.p(page.when, h.br(), page.where, class_="text-break"),
        message_switch(h, page),
        h.p(h.a("All about this night", href=urls.managed(page.ours)), class_="mt-3"),
        class_="reading",
    )
