"""An organiser's own page of one night: where it stands, and what can be done."""

from dataclasses import dataclass

from openmic import urls
from openmic.parts.chart import chart
from openmic.parts.fields import long_box, only_problem, summary
from openmic.parts.message_switch import message_switch
from openmic.parts.night_form import group, organiser, what, when, where
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.appeal import LONGEST
from openmic.views.counts import NightCounts
from openmic.views.fields import EMPTY, Field
from openmic.views.managing import ManagePage
from openmic.views.night_form import NightForm
from openmic.views.wizard import Known


@dataclass(frozen=True)
class Question:
    """What is asked before something that cannot be undone."""

    heading: str
    advice: str
    button: str
    look: str = "btn-danger"


SURE = {
    "cancel": Question(
        "Cancel this night?",
        "It stays listed, marked as cancelled, so that nobody comes in vain. This cannot be undone.",
        "Yes, cancel it",
    ),
    "confirm": Question(
        "Is this your night?",
        "It was sent in with the address you are signed in with. Then a person looks at it.",
        "Yes, it is mine",
        look="btn-primary",
    ),
    "withdraw": Question(
        "Withdraw this night?",
        "It disappears from the site, with all you wrote. If it is only called off, cancel it instead.",
        "Yes, withdraw it",
    ),
}


def manage_page(h: Vocabulary, page: ManagePage, appeal: Field = EMPTY) -> Node:
    """Where the night stands, and what can be done; `appeal` is one that could not be taken."""
    return h.div(
        summary(h, only_problem("appeal", appeal)),
        h.when(page.news, h.p(page.news, role="status", class_="alert alert-success")),
        h.h1(page.title, class_="h2 text-break"),
        h.p(page.when, h.br(), page.where, class_="text-break"),
        h.div(
            h.h2(page.standing.words, class_="h5 mb-1"),
            h.each(page.why, lambda words: h.p(words, class_="as-typed mb-1")),
            h.p(page.standing.meaning, class_="mb-0"),
            class_="card card-body bg-body-tertiary mb-3",
        ),
        h.ul(
            h.when(
                page.needs_proof,
                act(h, "Confirm it is yours", urls.managed(page.ours, act="confirm"), is_main=True),
            ),
            h.when(page.can_change, act(h, "Change it", urls.managed(page.ours, act="change"), is_main=True)),
            h.when(page.can_copy, act(h, "Copy to a new date", urls.copy_night(page.ours))),
            h.when(page.can_cancel, act(h, "Cancel the night", urls.managed(page.ours, act="cancel"))),
            h.when(page.can_withdraw, act(h, "Withdraw it", urls.managed(page.ours, act="withdraw"))),
            class_="list-unstyled d-flex flex-wrap gap-2",
        ),
        h.ul(
            h.when(page.public_href, way(h, "See it as everybody does", page.public_href)),
            h.when(page.poster_href, way(h, "Poster to print", page.poster_href)),
            way(h, "Take it along as a spreadsheet", urls.own_nights_sheet(page.ours)),
            class_="list-unstyled d-flex flex-wrap column-gap-4",
        ),
        counted(h, page.counts) if page.counts else None,
        h.when(page.can_appeal, appeal_form(h, page, appeal)),
        h.when(page.can_switch_messages, message_switch(h, page)),
        class_="reading",
    )


def counted(h: Vocabulary, counts: NightCounts) -> Node:
    """How often it was looked at, put into a calendar and written to."""
    return h.section(h.h2("How it is found", class_="h5 mt-4"), chart(h, counts))


def appeal_form(h: Vocabulary, page: ManagePage, field: Field) -> Node:
    """How to say that a decision was wrong."""
    return h.form(
        h.h2("Do you think we are wrong?", class_="h5"),
        long_box(
            h,
            "Tell us why",
            name="appeal",
            field=field,
            hint="A person looks at your night again, as it is. You can do this once for each decision.",
            rows="3",
            maxlength=str(LONGEST),
        ),
        h.div(h.button("Ask us to look again", type="submit", class_="btn btn-outline-primary")),
        method="post",
        action=urls.managed(page.ours, act="appeal"),
        novalidate=True,
        class_="card card-body d-grid gap-3 mt-4",
    )


def act(h: Vocabulary, words: str, href: str, *, is_main: bool = False) -> Node:
    """One thing that can be done."""
    return h.li(h.a(words, href=href, class_="btn btn-primary" if is_main else "btn btn-outline-primary"))


def way(h: Vocabulary, words: str, href: str) -> Node:
    """One way to look at it or take it along."""
    return h.li(h.out(words, href=href, class_="d-inline-block py-2"))


def sure_page(h: Vocabulary, page: ManagePage, act: str) -> Node:
    """One more question before something that cannot be undone; `act` is a key of SURE."""
    sure = SURE[act]
    return h.div(
        h.h1(sure.heading, class_="h2"),
        h.p(h.strong(page.title), h.br(), page.when, class_="text-break"),
        h.p(sure.advice),
        h.form(
            h.button(sure.button, type="submit", class_=f"btn {sure.look} btn-lg"),
            h.a("No, go back", href=urls.managed(page.ours), class_="btn btn-link btn-lg"),
            method="post",
            action=urls.managed(page.ours, act=act),
        ),
        class_="reading",
    )


def change_page(
    h: Vocabulary,
    page: ManagePage,
    form: NightForm,
    *,
    seen: int,
    venues: tuple[Known, ...],
    kept: str = "",
    has_picture: bool = False,
    trouble: str = "",
) -> Node:
    """The night's own words in the boxes, to be changed."""
    return h.div(
        h.h1("Change your night", class_="h2"),
        h.p(page.standing.meaning, class_="text-body-secondary"),
        problem_notice(h, trouble),
        h.form(
            summary(h, form.summary),
            group(h, "what", "What is it?", what(h, form)),
            group(h, "when", "When is it?", when(h, form)),
            group(h, "where", "Where is it?", where(h, form, venues)),
            group(h, "who", "Who runs it?", [organiser(h, form)]),
            h.when(has_picture, drop_picture(h)),
            h.input(type="hidden", name="seen", value=str(seen)),
            h.when(kept, h.input(type="hidden", name="kept_picture", value=kept)),
            h.button("Keep the change", type="submit", class_="btn btn-primary btn-lg"),
            h.a("Leave it as it was", href=urls.managed(page.ours), class_="btn btn-link btn-lg"),
            method="post",
            action=urls.managed(page.ours, act="change"),
            enctype="multipart/form-data",
            novalidate=True,
        ),
        class_="reading",
    )


def drop_picture(h: Vocabulary) -> Node:
    """The way to have no picture any more."""
    return h.p(
        h.input(
            type="checkbox",
            id="drop_picture",
            name="drop_picture",
            value="yes",
            class_="form-check-input me-2",
        ),
        h.label("Show the night without its picture", for_="drop_picture", class_="form-check-label"),
    )
