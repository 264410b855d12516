"""After sending a night in: what happens next, and the button that proves an address."""

from openmic import urls
from openmic.parts.fields import mailbox, only_problem, summary
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import EMPTY, Field
from openmic.views.verifying import Receipt


def sent_page(h: Vocabulary, page: Receipt, *, has_written_again: bool = False, other: Field = EMPTY) -> Node:
    """What happens next with a night that has just been sent in; `other` is another address somebody typed."""
    return h.div(
        summary(h, only_problem("mailbox", other)),
        h.when(
            has_written_again, h.p("We’ve written to you again.", role="status", class_="alert alert-success")
        ),
        h.when(page.is_proved, waits_for_us(h), waits_for_them(h, page)),
        night(h, page),
        h.when(
            page.is_held,
            h.p("We couldn’t check by machine that you are a person, so a person will look a little closer."),
        ),
        h.when(page.is_proved, None, again(h, page, other)),
        class_="reading",
    )


def waits_for_us(h: Vocabulary) -> Node:
    """Nothing more to do."""
    return h.div(
        h.h1("Thank you. We have your night", class_="h2"),
        h.p("A person will look at it soon. We’ve sent you a link with which you can change it."),
    )


def waits_for_them(h: Vocabulary, page: Receipt) -> Node:
    """One thing to do: press a button in a mail."""
    return h.div(
        h.h1("Nearly there: look into your mail", class_="h2"),
        h.p(
            "We’ve written to ",
            h.strong(page.where_to, class_="text-break"),
            ". Open that mail and press its button.",
        ),
        h.p("Then a person looks at your night and lists it. Without the button nothing happens."),
    )


def night(h: Vocabulary, page: Receipt) -> Node:
    """Which night it is about."""
    return h.div(
        h.p(h.strong(page.title), class_="mb-1 text-break"),
        h.p(page.when, class_="mb-1"),
        h.p(page.where, class_="mb-0 text-break"),
        class_="card card-body bg-body-tertiary my-3",
    )


def again(h: Vocabulary, page: Receipt, other: Field) -> Node:
    """The mail once more, or to an address without the slip of a finger."""
    return h.details(
        h.summary("No mail after a few minutes?", class_="fw-semibold py-2"),
        h.p("Look into your spam folder first. Then we can write again."),
        h.form(
            mailbox(h, "Another address, if that one is wrong", name="mailbox", field=other),
            h.button("Send it again", type="submit", class_="btn btn-outline-primary mt-2"),
            method="post",
            action=urls.submitted(page.secret),
            novalidate=True,
        ),
        open=h.when(other.problem, True),
    )


def verify_page(h: Vocabulary, page: Receipt) -> Node:
    """One button. Reading the page does nothing: programs that look into mails open every link (TRUST T12)."""
    return h.div(
        h.h1("Is this your night?", class_="h2"),
        night(h, page),
        h.form(
            h.button("Yes, confirm my address", type="submit", class_="btn btn-primary btn-lg"),
            method="post",
            action=urls.verify(page.secret),
        ),
        h.p("If it is not yours, close this page: nothing happens without the button.", class_="mt-3"),
        class_="reading",
    )
