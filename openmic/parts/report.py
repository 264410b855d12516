"""Saying that something is wrong with a listing: one short form for anybody."""

from openmic import urls
from openmic.parts.fields import complaint, long_box, mailbox, summary, told
from openmic.parts.notices import privacy_hint, problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.detail import ListingDetail
from openmic.views.report import LONGEST, ReportForm
from openmic.views.report_reasons import LABELS


def report_page(
    h: Vocabulary, path: str, night: ListingDetail | None, form: ReportForm, *, trouble: str = ""
) -> Node:
    """The form, posted to `path`. There is no `night` to show once a report has hidden it."""
    return h.div(
        summary(h, form.summary),
        problem_notice(h, trouble),
        h.h1("Report this listing", class_="h2"),
        about(h, night) if night else None,
        h.p(
            "Tell us what is wrong, and a person looks at it. You need no account,"
            " and whoever runs the night does not learn who you are."
        ),
        h.form(
            reasons(h, form),
            long_box(
                h,
                "In your own words",
                name="words",
                field=form.words,
                hint="Needed for “Details are wrong” and “Something else”: what should we look at?",
                rows="4",
                maxlength=str(LONGEST),
            ),
            mailbox(
                h,
                "Your email address, if you like",
                name="mailbox",
                field=form.mailbox,
                hint="Only to tell you what became of it.",
            ),
            h.div(
                h.button("Send the report", type="submit", class_="btn btn-primary btn-lg"),
                h.out("Go back", href=night.path, class_="btn btn-link btn-lg") if night else None,
            ),
            method="post",
            action=path,
            novalidate=True,
            class_="d-grid gap-3",
        ),
        h.p(
            "Is somebody in danger now? Call 999 first. We keep the address of your connection with a report"
            " for 90 days, against abuse.",
            class_="small text-body-secondary mt-4",
        ),
        privacy_hint(h),
        class_="reading",
    )


def about(h: Vocabulary, night: ListingDetail) -> Node:
    """Which night it is about."""
    return h.div(
        h.p(h.strong(night.heading), class_="mb-1 text-break"),
        h.p(night.day, ", ", night.hours, class_="mb-1"),
        h.p(night.where, class_="mb-0 text-break"),
        class_="card card-body bg-body-tertiary mb-3",
    )


def reasons(h: Vocabulary, form: ReportForm) -> Node:
    """What can be wrong, one to choose."""
    return h.fieldset(
        h.legend("What is wrong?", class_="fs-6 fw-semibold mb-1"),
        complaint(h, "reason", form.reason.problem),
        *(
            h.div(
                h.input(
                    type="radio",
                    id=f"reason-{reason}",
                    name="reason",
                    value=str(reason),
                    checked=form.reason.value == reason,
                    class_="form-check-input border-secondary",
                ),
                h.label(label, for_=f"reason-{reason}", class_="form-check-label"),
                class_="form-check py-1",
            )
            for reason, label in LABELS.items()
        ),
        role="radiogroup",
        aria_required="true",
        **told(h, "reason", form.reason),
    )


def reported_page(h: Vocabulary, reference: str) -> Node:
    """The same for everybody who has sent a report. `reference` names it; empty for none."""
    return h.div(
        h.h1("Thank you. We have your report", class_="h2"),
        h.p("A person looks at it as soon as they can. What cannot wait is hidden until then."),
        h.p("If you gave us your address, we’ll write to you when it is decided."),
        h.when(reference, h.p("If you ask us about it, name its reference: ", h.strong(reference), ".")),
        h.p(h.a("See what’s on", href=urls.finder(), class_="btn btn-outline-primary")),
        class_="reading",
    )
