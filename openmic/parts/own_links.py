"""The page that mails somebody the links to their nights."""

from openmic import urls
from openmic.parts.fields import mailbox, only_problem, summary
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import EMPTY, Field


def links_page(h: Vocabulary, field: Field = EMPTY, *, is_done: bool = False) -> Node:
    """How to get the links to one's nights again. The answer is the same for every address (TRUST T14)."""
    if is_done:
        return h.div(
            h.h1("Look into your mail", class_="h2"),
            h.p("If that address can get mail, the links to your nights are on their way."),
            class_="reading",
        )
    return h.div(
        summary(h, only_problem("mailbox", field)),
        h.h1("Your nights", class_="h2"),
        h.p("Give the address you sent a night in with, and we’ll mail you the link to it."),
        h.form(
            mailbox(h, "Your email address", name="mailbox", field=field),
            h.button("Send me my links", type="submit", class_="btn btn-primary mt-3"),
            method="post",
            action=urls.manage_links(),
            novalidate=True,
        ),
        class_="reading",
    )
