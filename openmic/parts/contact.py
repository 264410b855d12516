"""Writing to a night's organiser: the form, what happens now, and the button that proves an address."""

from openmic import urls
from openmic.parts.fields import bot_check, box, hidden, long_box, mailbox, summary, trap
from openmic.parts.notices import privacy_hint, problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.message import LONGEST, LONGEST_NAME, MessagePage, Proving

ANSWER = "So that they can answer. They see it; nobody else does."
NEXT = {
    "unproved": (
        "Nearly there: look into your mail",
        "We’ve written to the address you gave. Open that mail and press its button: that sends your message. "
        "Without the button nothing happens.",
    ),
    "held": (
        "A person looks at it first",
        "We read this one before we pass it on, which can take a day. "
        "If it is about the night, the organiser will get it.",
    ),
    "sent": (
        "Your message is on its way",
        "The organiser can answer you by mail. We don’t send you a copy.",
    ),
    "dropped": ("We did not pass it on", "A person has looked at your message, and it was not sent."),
}


def contact_page(h: Vocabulary, page: MessagePage, *, trouble: str = "") -> Node:
    """The form. `trouble` says why a message without a fault could not be taken just now."""
    form = page.form
    return h.div(
        summary(h, form.summary),
        h.h1("Message the organiser", class_="h2"),
        h.p(
            h.out(page.title, href=urls.event(page.night_id), class_="fw-semibold"),
            h.br(),
            page.when,
            h.br(),
            page.where,
            class_="text-break",
        ),
        h.p("We pass it on by mail, and keep the organiser’s own address to ourselves."),
        problem_notice(h, trouble),
        h.form(
            h.div(
                box(
                    h,
                    "Your name",
                    name="name",
                    field=form.name,
                    autocomplete="name",
                    maxlength=str(LONGEST_NAME),
                ),
                h.when(
                    page.asks_mailbox,
                    mailbox(h, "Your email address", name="mailbox", field=form.mailbox, hint=ANSWER),
                    h.p(
                        "They can answer to the address you are signed in with. Nobody else sees it.",
                        class_="mb-0",
                    ),
                ),
                long_box(
                    h,
                    "Your message",
                    name="words",
                    field=form.words,
                    hint=f"Up to {LONGEST:,} characters.",
                    rows="8",
                    maxlength=str(LONGEST),
                ),
                class_="row gy-3",
            ),
            trap(h),
            hidden(h, name="key", value=page.key),
            bot_check(h, page.bot_check, action="contact"),
            h.button("Send it", type="submit", class_="btn btn-primary btn-lg mt-4"),
            method="post",
            action=urls.contact(page.night_id),
            novalidate=True,
        ),
        privacy_hint(h),
        class_="reading",
    )


def next_page(h: Vocabulary, state: str, *, night_href: str) -> Node:
    """What happens now; `state` is a key of NEXT."""
    heading, words = NEXT[state]
    return h.div(
        h.h1(heading, class_="h2"),
        h.p(words),
        h.when(
            state == "unproved",
            h.p(
                "Nothing there after a few minutes? Look among the spam, or see whether the address was right."
            ),
        ),
        h.p(h.out("Back to the night", href=night_href, class_="btn btn-outline-primary")),
        class_="reading",
    )


def confirm_page(h: Vocabulary, page: Proving, *, trouble: str = "") -> Node:
    """One button. Reading the page does nothing: programs that look into mails open every link (TRUST T12).

    `trouble` says why it could not be sent just now.
    """
    return h.div(
        h.h1("Send your message?", class_="h2"),
        problem_notice(h, trouble),
        h.p("To the organiser of ", h.strong(page.title), ":", class_="text-break"),
        h.blockquote(h.p(page.words, class_="as-typed mb-0"), class_="border-start border-3 ps-3 text-break"),
        h.p("They will see your address, so that they can answer."),
        h.form(
            h.button("Yes, send it", type="submit", class_="btn btn-primary btn-lg"),
            method="post",
            action=page.href,
        ),
        h.p("If you did not write it, close this page: nothing happens without the button.", class_="mt-3"),
        class_="reading",
    )
