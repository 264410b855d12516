"""Legal holds: on a night's page for moderators, in a list of all, and the questions before one is placed or lifted."""

from openmic.parts.fields import box, long_box, summary
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.holds import Hold, HoldForm, NightHold

WHAT_IT_DOES = (
    "Nothing of this night is forgotten while a hold stands: not when its time is over, and not when somebody asks to"
    " be forgotten. Its words, pictures, reports, messages and trail all stay. Whether it is listed does not change."
)
WHEN_LIFTED = "From then on it is forgotten as any other night. If its time is over already, that is tonight."


def of_night(h: Vocabulary, night: NightHold) -> Node:
    """Whether a hold keeps a night, and the way to place one, keep it for longer, or lift it."""
    return h.section(
        h.h2("How long it is kept", class_="h4"),
        h.when(night.forgotten, h.p(night.forgotten)),
        h.when(
            night.hold.id,
            h.div(
                facts(h, night.hold), h.when(night.can_change, ways(h, night.hold)), class_="card card-body"
            ),
            h.when(not night.forgotten, h.p("As long as any other: no legal hold stands.")),
        ),
        h.when(
            night.place_href,
            h.p(h.out("Keep it by a legal hold…", href=night.place_href, class_="btn btn-outline-primary")),
        ),
        class_="mb-5 reading",
    )


def facts(h: Vocabulary, hold: Hold) -> Node:
    """Why a night is kept, who answers for that, and when somebody looks at it again."""
    return h.div(
        h.p(
            h.strong("Kept by a legal hold. "),
            h.span(hold.review, class_="badge text-bg-warning text-wrap text-start")
            if hold.is_due
            else h.span(f"{hold.review}."),
            class_="mb-1",
        ),
        h.p(hold.reason, class_="as-typed text-break border-start border-4 ps-3 mb-1"),
        h.p(f"{hold.owner} answers for it. Placed {hold.placed}.", class_="small text-break mb-0"),
    )


def ways(h: Vocabulary, hold: Hold) -> Node:
    """What an admin can do with one."""
    about = h.span(f": {hold.title}", class_="visually-hidden")
    return h.div(
        h.out("Keep it for longer…", about, href=hold.change_href, class_="btn btn-outline-primary"),
        h.out("Lift the hold…", about, href=hold.lift_href, class_="btn btn-outline-primary"),
        class_="d-flex flex-wrap gap-2 mt-3",
    )


def every_hold(h: Vocabulary, holds: tuple[Hold, ...], *, is_admin: bool) -> Node:
    """All that stand; what is to be looked at first comes first."""
    due = sum(hold.is_due for hold in holds)
    told = (
        "One of them is to be looked at again now."
        if due == 1
        else f"{due} of them are to be looked at again now."
    )
    return h.div(
        h.h1("Legal holds", class_="h2"),
        h.p("Nights that are kept beyond their time, because somebody may need them as evidence."),
        h.when(due, h.p(told, class_="alert alert-warning")),
        h.when(
            holds,
            h.ul(
                h.each(holds, lambda one: one_hold(h, one, is_admin=is_admin)),
                class_="list-unstyled d-grid gap-3",
            ),
            h.p("None stands.", class_="lead"),
        ),
        class_="reading",
    )


def one_hold(h: Vocabulary, hold: Hold, *, is_admin: bool) -> Node:
    """One of them."""
    return h.li(
        h.h2(h.out(hold.title, href=hold.href), class_="h5 text-break"),
        facts(h, hold),
        h.when(is_admin, ways(h, hold)),
        class_="card card-body",
    )


def place_page(h: Vocabulary, form: HoldForm, *, trouble: str = "") -> Node:
    """The question before a night is kept, or kept for longer."""
    return h.div(
        summary(h, form.summary),
        h.h1("Keep this night for longer?" if form.seen else "Keep this night?", class_="h2"),
        problem_notice(h, trouble),
        h.p(h.strong(form.title), class_="text-break"),
        h.p(WHAT_IT_DOES),
        h.form(
            long_box(
                h,
                "Why it must be kept",
                name="reason",
                field=form.reason,
                hint="Which claim, request or duty. Moderators read it; nobody else does.",
                rows="4",
            ),
            box(
                h,
                "Who answers for it",
                name="owner",
                field=form.owner,
                hint="A name, or an office.",
                maxlength="120",
            ),
            box(
                h,
                "Look at it again on",
                name="review_on",
                field=form.review_on,
                hint="At most a year ahead. From then on moderators are reminded each day.",
                type="date",
                min=form.first_day,
                max=form.last_day,
                width="col-8 col-sm-4",
            ),
            h.input(type="hidden", name="seen", value=form.seen),
            h.div(
                h.button("Yes, keep it", type="submit", class_="btn btn-primary btn-lg"),
                h.a("No, go back", href=form.back_href, class_="btn btn-link btn-lg"),
                class_="d-flex flex-wrap gap-2",
            ),
            method="post",
            action=form.action,
            novalidate=True,
            class_="d-grid gap-3",
        ),
        class_="reading",
    )


def lift_page(h: Vocabulary, hold: Hold) -> Node:
    """The question before a hold is lifted."""
    return h.div(
        h.h1("Lift this legal hold?", class_="h2"),
        h.p(h.strong(hold.title), class_="text-break"),
        facts(h, hold),
        h.p(WHEN_LIFTED, class_="mt-3"),
        h.form(
            h.button("Yes, lift it", type="submit", class_="btn btn-danger btn-lg"),
            h.a("No, go back", href=hold.href, class_="btn btn-link btn-lg"),
            method="post",
            action=hold.lift_href,
            class_="d-flex flex-wrap gap-2",
        ),
        class_="reading",
    )
