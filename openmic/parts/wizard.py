"""Sending a night in: one form; where the page is live, one step of it at a time."""

from typing import Any

from openmic import urls
from openmic.parts.cards import listing_card
from openmic.parts.fields import bot_check, hidden, summary, trap
from openmic.parts.night_form import consent, group, what, when, where, who
from openmic.parts.notices import privacy_hint, problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.wizard import Mark, Wizard


def wizard(
    h: Vocabulary,
    page: Wizard,
    *,
    trouble: str = "",
    on_ask: Any = None,
    on_guess: Any = None,
    on_back: Any = None,
) -> Node:
    """The page's content. `trouble` says why a form without a fault could not be taken just now."""
    return h.div(
        h.h1("List your open mic", class_="h2 mb-2"),
        h.p(
            "Three minutes, free, no account. A person looks at every night before it is listed.",
            class_="text-body-secondary",
        ),
        h.when(page.gate, gate_notice(h, page)),
        h.when(page.is_stepped, progress(h, page.marks)),
        problem_notice(h, trouble),
        h.asking_form(
            summary(h, page.form.summary),
            group(h, "what", "What is it?", what(h, page.form), is_hidden=page.hides_what),
            group(h, "when", "When is it?", when(h, page.form), is_hidden=page.hides_when),
            group(h, "where", "Where is it?", where(h, page.form, page.venues), is_hidden=page.hides_where),
            group(
                h,
                "who",
                "Who runs it?",
                [*who(h, page.form, is_signed_in=page.is_signed_in), consent(h, page.form)],
                is_hidden=page.hides_who,
            ),
            trap(h),
            hidden(h, name="key", value=page.key),
            hidden(h, name="opened", value=page.opened),
            h.when(page.kept_picture, picture_kept(h, page)),
            bot_check(h, page.bot_check, action="submit"),
            h.div(
                h.when(
                    page.can_go_back,
                    h.button(
                        "Back", type="button", on_click=on_back, class_="btn btn-outline-primary btn-lg"
                    ),
                ),
                h.button(page.onwards, type="submit", class_="btn btn-primary btn-lg"),
                class_="d-flex gap-2 mt-4",
            ),
            action=page.action,
            answers=page.answers,
            is_ready=page.is_ready,
            on_ask=on_ask,
            on_guess=on_guess,
            enctype="multipart/form-data",
            novalidate=True,
            data_draft="",
            class_="reading",
        ),
        privacy_hint(h),
        h.when(page.has_preview, preview(h, page)),
        h.p(
            "What you type is kept on this device until you send it.",
            class_="form-text mt-3",
        ),
    )


def progress(h: Vocabulary, marks: tuple[Mark, ...]) -> Node:
    """The line of steps, with the present one marked."""
    return h.nav(
        h.ol(
            h.each(
                marks,
                lambda mark: h.li(
                    mark.label,
                    h.when(mark.is_done, h.span(" ✓", aria_hidden="true")),
                    h.when(mark.is_done, h.span(" (done)", class_="visually-hidden")),
                    aria_current=h.when(mark.is_current, "step"),
                    class_=h.when(
                        mark.is_current,
                        "badge rounded-pill fs-6 fw-semibold text-bg-primary",
                        "badge rounded-pill fs-6 fw-normal text-body bg-body-secondary",
                    ),
                ),
            ),
            class_="list-unstyled d-flex flex-wrap gap-2 mb-3",
        ),
        aria_label="Steps",
    )


def gate_notice(h: Vocabulary, page: Wizard) -> Node:
    """Why a night could not be sent in just now, and the way that is open: said before anybody types."""
    return h.p(
        page.gate,
        h.when(
            page.asks_sign_in,
            h.span(" ", h.out("Sign in", href=urls.sign_in(urls.submit()), class_="alert-link")),
        ),
        class_="alert alert-warning",
    )


def picture_kept(h: Vocabulary, page: Wizard) -> Node:
    """Says that a picture has arrived, though something else was wrong."""
    return h.p(
        "We have your picture; you need not choose it again.",
        hidden(h, name="kept_picture", value=page.kept_picture),
        class_="form-text",
    )


def preview(h: Vocabulary, page: Wizard) -> Node:
    """How the night will look in the list."""
    return h.section(
        h.h2("How it will look", id="preview", class_="h5 mt-4"),
        h.div(h.div(listing_card(h, page.preview), class_="col"), class_="row row-cols-1 row-cols-md-2"),
        aria_labelledby="preview",
    )


def wizard_skeleton(h: Vocabulary) -> Node:
    """What stands there for a moment when one comes from another page of the app."""
    return h.div(h.h1("List your open mic", class_="h2 mb-2"), aria_busy="true")
