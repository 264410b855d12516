"""Complaints about personal data, for admins: those that wait with their clock, then those that were answered."""

from openmic import urls
from openmic.parts.fields import long_box, summary
from openmic.parts.moderation_frame import COMPLAINTS, upkeep_nav
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.complaint import LONGEST, Complaint, Complaints, box


def complaints(h: Vocabulary, page: Complaints) -> Node:
    """All of them."""
    return h.div(
        upkeep_nav(h, COMPLAINTS),
        summary(h, page.summary),
        h.when(
            page.news, h.p(page.news, role="status", tabindex="-1", autofocus=True, class_="alert alert-info")
        ),
        h.h1("Complaints", class_="h2"),
        h.p(
            "About how we handle personal data. The law wants them acknowledged within 30 days, which the site does"
            " at once, and answered without undue delay, which is for you."
        ),
        h.h2("To be answered", class_="h4 mt-4"),
        h.when(
            page.open,
            h.ul(h.each(page.open, lambda one: waiting(h, one)), class_="list-unstyled d-grid gap-3"),
            h.p("None waits.", class_="lead"),
        ),
        h.when(
            page.answered,
            [
                h.h2("Answered", class_="h4 mt-5"),
                h.ul(
                    h.each(page.answered, lambda one: answered(h, one)), class_="list-unstyled d-grid gap-3"
                ),
            ],
        ),
        class_="reading",
    )


def only_admins(h: Vocabulary) -> Node:
    """For moderators, who have all else here."""
    return h.div(
        upkeep_nav(h, COMPLAINTS),
        h.h1("Complaints are for admins", class_="h2"),
        h.p(
            "They hold what people wrote to us about their own data, so as few as possible read them."
            " Do you need to? Whoever runs the site can make you an admin."
        ),
        class_="reading",
    )


def waiting(h: Vocabulary, one: Complaint) -> Node:
    """One that is to be answered, with how long that may still take."""
    return h.li(
        heading(h, one),
        h.p(
            h.span(one.clock, class_=h.when(one.is_late, "badge text-bg-danger", "badge text-bg-primary")),
            class_="mb-2",
        ),
        h.when(
            one.is_unacknowledged,
            h.p("It may be a robot’s, so nothing was mailed yet. Your answer is the first they hear."),
        ),
        words(h, one),
        h.form(
            long_box(
                h,
                "Your answer",
                name=box(one.id),
                field=one.answer,
                hint="What you found, and what you have done. It is mailed to them as you write it.",
                rows="5",
                maxlength=str(LONGEST),
            ),
            h.button(
                "Send the answer",
                h.span(f" to {one.reference}", class_="visually-hidden"),
                type="submit",
                class_="btn btn-primary mt-2",
            ),
            method="post",
            action=urls.complaints(one.id),
            novalidate=True,
        ),
        class_="card card-body",
    )


def answered(h: Vocabulary, one: Complaint) -> Node:
    """One that is done."""
    return h.li(
        heading(h, one),
        words(h, one),
        h.p("Answered ", one.answered, ":", class_="small mb-1"),
        h.div(h.each(one.outcome, lambda text: h.p(text, class_="as-typed text-break"))),
        class_="card card-body",
    )


def heading(h: Vocabulary, one: Complaint) -> Node:
    """Which it is, and since when."""
    return [
        h.h3("Complaint ", one.reference, class_="h5 mb-1"),
        h.p(
            one.came,
            h.when(one.name, [" · from ", h.strong(one.name)]),
            class_="small text-break mb-2",
        ),
    ]


def words(h: Vocabulary, one: Complaint) -> Node:
    """What they wrote."""
    return h.blockquote(
        h.each(one.paragraphs, lambda text: h.p(text, class_="as-typed text-break")),
        class_="border-start border-4 ps-3",
    )
