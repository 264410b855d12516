"""Messages to organisers that a moderator looks at first."""

from openmic import urls
from openmic.parts.moderation_frame import MESSAGES, moderation_nav
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.message import HeldMessage, HeldMessages


def held_messages(h: Vocabulary, page: HeldMessages) -> Node:
    """All that wait, the oldest first."""
    return h.div(
        moderation_nav(h, MESSAGES, waiting=""),
        h.when(
            page.news, h.p(page.news, role="status", tabindex="-1", autofocus=True, class_="alert alert-info")
        ),
        h.h1("Messages"),
        h.p("Written by visitors to organisers, and held because of what is said beside them."),
        h.when(
            page.messages,
            h.ul(
                h.each(page.messages, lambda one: held_message(h, one)), class_="list-unstyled d-grid gap-3"
            ),
            h.p("Nothing waits.", class_="lead"),
        ),
        h.when(page.more > 0, h.p(f"{page.more} more after these.")),
        class_="reading",
    )


def held_message(h: Vocabulary, one: HeldMessage) -> Node:
    """One message: to which night, why it waits, what it says, and what can be done."""
    about = h.span(" the message from ", one.name, class_="visually-hidden")
    return h.li(
        h.h2(h.out(one.title, href=one.night_href), class_="h5 text-break mb-1"),
        h.p("From ", h.strong(one.name), f" · {one.since}", class_="small text-break"),
        h.ul(
            h.each(one.flags, lambda flag: h.li(flag)),
            class_="alert alert-warning py-2 ps-4 small text-break",
            aria_label="Why it waits",
        ),
        h.blockquote(
            h.each(one.paragraphs, lambda text: h.p(text, class_="as-typed text-break")),
            class_="border-start border-4 ps-3",
        ),
        h.div(
            h.form(
                h.button("Release", about, type="submit", class_="btn btn-primary"),
                method="post",
                action=urls.decide_message(one.id, "release"),
            ),
            h.details(
                h.summary("Drop…", class_="btn btn-outline-primary"),
                h.form(
                    h.p("It is not sent, its sender is not told, and that cannot be undone.", class_="my-2"),
                    h.button("Yes, drop it", about, type="submit", class_="btn btn-danger"),
                    method="post",
                    action=urls.decide_message(one.id, "drop"),
                ),
            ),
            class_="d-flex flex-wrap align-items-start gap-2",
        ),
        id=f"message-{one.id}",
        class_="card card-body",
    )
