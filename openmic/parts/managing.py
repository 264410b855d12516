"""An organiser's own page of one night: where it stands, and what can be done."""

from openmic.parts.fields import summary
from openmic.parts.night_form import what, when, where
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.managing import ManagePage
from openmic.views.night_form import NightForm
from openmic.views.wizard import Known


def manage_page(h: Vocabulary, page: ManagePage) -> Node:
    """Where the night stands, and what can be done."""
    return h.div(
        h.when(page.news, h.p(page.news, role="status", class_="alert alert-success")),
        h.h1(page.title, class_="h2 text-break"),
        h.p(page.when, h.br(), page.where, class_="text-break"),
        h.div(
            h.h2(page.standing.words, class_="h5 mb-1"),
            h.p(page.standing.meaning, class_="mb-0"),
            class_="card card-body bg-body-tertiary mb-3",
        ),
        h.when(page.public_href, h.p(h.a("See it as everybody does", href=page.public_href))),
        h.ul(
            h.when(
                page.needs_proof, act(h, "Confirm it is yours", f"/manage/confirm/?{page.ours}", is_main=True)
            ),
            h.when(page.can_change, act(h, "Change it", f"/manage/change/?{page.ours}", is_main=True)),
            h.when(page.can_cancel, act(h, "Cancel the night", f"/manage/cancel/?{page.ours}")),
            h.when(page.can_withdraw, act(h, "Withdraw it", f"/manage/withdraw/?{page.ours}")),
            class_="list-unstyled d-flex flex-wrap gap-2",
        ),
        class_="reading",
    )


def act(h: Vocabulary, words: str, href: str, *, is_main: bool = False) -> Node:
    """One thing that can be done."""
    return h.li(h.a(words, href=href, class_="btn btn-primary" if is_main else "btn btn-outline-primary"))


def sure_page(
    h: Vocabulary, page: ManagePage, *, heading: str, advice: str, button: str, action: str
) -> Node:
    """One more question before something that cannot be undone."""
    return h.div(
        h.h1(heading, class_="h2"),
        h.p(h.strong(page.title), h.br(), page.when, class_="text-break"),
        h.p(advice),
        h.form(
            h.button(button, type="submit", class_="btn btn-danger btn-lg"),
            h.a("No, go back", href=f"/manage/?{page.ours}", class_="btn btn-link btn-lg"),
            method="post",
            action=action,
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
    organiser: Node = None,
) -> Node:
    """The night's own words in the boxes, to be changed."""
    return h.div(
        h.h1("Change your night", class_="h2"),
        h.p(page.standing.meaning, class_="text-body-secondary"),
        problem_notice(h, trouble),
        h.form(
            summary(h, form.summary),
            group(h, "What is it?", what(h, form)),
            group(h, "When is it?", when(h, form)),
            group(h, "Where is it?", where(h, form, venues)),
            group(h, "Who runs it?", [organiser]),
            h.when(has_picture, drop_picture(h)),
            h.input(type="hidden", name="seen", value=str(seen)),
            h.when(kept, h.input(type="hidden", name="kept_picture", value=kept)),
            h.button("Keep the change", type="submit", class_="btn btn-primary btn-lg"),
            h.a("Leave it as it was", href=f"/manage/?{page.ours}", class_="btn btn-link btn-lg"),
            method="post",
            action=f"/manage/change/?{page.ours}",
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


def group(h: Vocabulary, heading: str, boxes: list[Node]) -> Node:
    """Boxes that belong together."""
    return h.fieldset(
        h.legend(h.h2(heading, class_="h4 mb-0"), class_="mb-2"),
        h.div(*boxes, class_="row g-3"),
        class_="mb-4",
    )


def links_page(h: Vocabulary, *, typed: str = "", problem: str = "", is_done: bool = False) -> Node:
    """How to get the links to one's nights again. The answer is the same for every address (TRUST T14)."""
    if is_done:
        return h.div(
            h.h1("Look into your mail", class_="h2"),
            h.p("If that address can get mail, the links to your nights are on their way."),
            class_="reading",
        )
    return h.div(
        h.h1("Your nights", class_="h2"),
        h.p("Give the address you sent a night in with, and we’ll mail you the link to it."),
        h.form(
            h.label("Your email address", for_="mailbox", class_="form-label fw-semibold"),
            h.input(
                id="mailbox",
                name="mailbox",
                type="email",
                value=typed,
                autocomplete="email",
                inputmode="email",
                maxlength="254",
                class_="form-control mb-2",
                aria_describedby=h.when(problem, "mailbox-problem"),
                aria_invalid=h.when(problem, "true"),
                autofocus=h.when(problem, True),
            ),
            h.when(problem, h.p(problem, id="mailbox-problem", role="alert", class_="text-danger-emphasis")),
            h.button("Send me my links", type="submit", class_="btn btn-primary"),
            method="post",
            action="/manage/",
            novalidate=True,
        ),
        class_="reading",
    )
