"""Complaining about how personal data are handled: one form, and what happens next."""

from openmic import urls
from openmic.parts.fields import box, hidden, long_box, mailbox, summary, trap
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.complaint import DAYS, LONGEST, LONGEST_NAME, ComplaintForm


def complaint_page(h: Vocabulary, form: ComplaintForm, *, trouble: str = "") -> Node:
    """The form. `trouble` says why a complaint without a fault could not be taken just now."""
    return h.div(
        summary(h, form.summary),
        h.h1("Complain about personal data", class_="h2"),
        problem_notice(h, trouble),
        h.p(
            "Do you think we handle personal data wrongly? Tell us. We write back at once, look into it, and answer"
            f" without undue delay: we aim for {DAYS} days at most."
        ),
        h.p("Is it about a listing? Then use “Report this listing” on its page.", class_="small"),
        h.form(
            h.div(
                box(
                    h,
                    "Your name, if you like",
                    name="name",
                    field=form.name,
                    autocomplete="name",
                    maxlength=str(LONGEST_NAME),
                ),
                mailbox(
                    h,
                    "Your email address",
                    name="address",
                    field=form.address,
                    hint="Our answer goes there.",
                    required=True,
                ),
                long_box(
                    h,
                    "What happened, and what should we do?",
                    name="words",
                    field=form.words,
                    hint=f"Up to {LONGEST:,} characters.",
                    rows="8",
                    maxlength=str(LONGEST),
                    required=True,
                ),
                class_="row gy-3",
            ),
            trap(h),
            hidden(h, name="key", value=form.key),
            h.button("Send the complaint", type="submit", class_="btn btn-primary btn-lg mt-4"),
            method="post",
            action=urls.complaint(),
            novalidate=True,
        ),
        h.p(
            "We use this only to answer you, and keep it for a year after: see our ",
            h.out("privacy notice", href=urls.policy("privacy")),
            ". You can complain to the ",
            h.out(
                "Information Commissioner’s Office",
                href="https://ico.org.uk/make-a-complaint/",
                rel="noopener",
            ),
            " at any time, with us or without.",
            class_="small mt-4",
        ),
        class_="reading",
    )


def complaint_sent(h: Vocabulary, reference: str) -> Node:
    """The same for everybody who has sent one. `reference` names it; empty for none."""
    return h.div(
        h.h1("Thank you. We have your complaint", class_="h2"),
        h.p("A mail on its way to you says so, and names it. Keep that mail."),
        h.p(
            "A person looks into it. We write to you when we have decided, without undue delay:"
            f" we aim for {DAYS} days at most."
        ),
        h.when(reference, h.p("Its reference: ", h.strong(reference), ".")),
        h.p(h.out("Our privacy notice", href=urls.policy("privacy"), class_="btn btn-outline-primary")),
        class_="reading",
    )
