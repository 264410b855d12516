"""Asking for the weekly mail: the form, what to do next, and the button that proves an address."""

from openmic import urls
from openmic.parts.fields import agreement, bot_check, choice, complaint, mailbox, summary, trap
from openmic.parts.filters import tick
from openmic.parts.notices import drawing, nothing_there, problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.subscription import WHEN, ChoiceForm, Confirming, SubscribeForm

CONSENT = (
    "Send me a mail with these nights once a week. I can change or stop it at any time, "
    "with a link in each mail."
)


def subscribe_page(h: Vocabulary, form: SubscribeForm, *, trouble: str = "") -> Node:
    """The form. `trouble` says why what was asked for without a fault could not be taken just now."""
    return h.div(
        summary(h, form.summary),
        h.h1("Open mics by mail", class_="h2"),
        h.p(f"{WHEN}: what is on in the week ahead, and what is new. Nothing when there is nothing to say."),
        problem_notice(h, trouble),
        h.form(
            h.div(
                which_nights(h, form.which),
                mailbox(
                    h,
                    "Your email address",
                    name="mailbox",
                    field=form.mailbox,
                    hint="For this mail only. Nobody else sees it.",
                ),
                agreement(h, CONSENT, name="consent", field=form.consent),
                class_="row gy-3",
            ),
            trap(h),
            bot_check(h, form.bot_check, action="subscribe"),
            h.button("Send me the weekly mail", type="submit", class_="btn btn-primary btn-lg mt-4"),
            method="post",
            action=urls.subscribe(),
            novalidate=True,
        ),
        class_="reading",
    )


def which_nights(h: Vocabulary, form: ChoiceForm) -> Node:
    """A town and kinds of night, as two boxes of a form."""
    return choice(h, "Where", form.towns, name="town", field=form.town), which_kinds(h, form)


def which_kinds(h: Vocabulary, form: ChoiceForm) -> Node:
    """Kinds of night alone."""
    return h.fieldset(
        h.legend("Which kinds of night", class_="form-label fs-6 fw-semibold mb-1"),
        h.p("Choose any. None means every kind.", class_="form-text mt-0 mb-2"),
        h.ul(
            h.each(form.kinds, lambda kind: tick(h, kind)),
            class_="list-unstyled d-flex flex-wrap gap-2 mb-0",
        ),
        complaint(h, "category", form.kinds_problem),
        class_="col-12",
    )


def sent_page(h: Vocabulary) -> Node:
    """The same for every address, known or not (TRUST T14)."""
    return h.div(
        drawing(h, "string"),
        h.h1("Nearly there: look into your mail", class_="h2"),
        h.p("If that address can get mail, ours is on its way. Open it and press its button."),
        h.p("Nothing more is sent without that. The link works for 7 days."),
        nothing_there(h, again=urls.subscribe()),
        class_="reading",
    )


def confirm_page(h: Vocabulary, page: Confirming) -> Node:
    """One button. Reading the page does nothing: programs that look into mails open every link (TRUST T12)."""
    return h.div(
        h.h1("Send you this each week?", class_="h2"),
        h.div(
            h.ul(
                h.each(page.wishes, lambda words: h.li(words, class_="fw-semibold")),
                class_="list-unstyled mb-1",
            ),
            h.p(WHEN, class_="mb-0"),
            class_="card card-body bg-body-tertiary my-3",
        ),
        h.when(page.goes_on, h.p("You have paused your weekly mail. This starts all of it again.")),
        h.form(
            h.button("Yes, send it to me", type="submit", class_="btn btn-primary btn-lg"),
            method="post",
            action=page.href,
        ),
        h.p("If you did not ask for it, close this page: nothing is sent without the button.", class_="mt-3"),
        class_="reading",
    )


def bad_link(h: Vocabulary, title: str) -> Node:
    """A link that is used up, too old, or never was one."""
    return h.div(
        h.h1(title, class_="h2"),
        h.p(
            "The button in our first mail works once, for 7 days. If you pressed it before, all is well: "
            "each weekly mail has a link to change it."
        ),
        h.p("If you have left, you get no more of it. Ask anew, and we send you a new link."),
        h.p(h.out("Ask for the weekly mail", href=urls.subscribe(), class_="btn btn-primary")),
        class_="reading",
    )
