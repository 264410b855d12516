"""What one mailbox gets by mail each week: seeing, changing, pausing and leaving it."""

from openmic import urls
from openmic.parts.notices import drawing, problem_notice
from openmic.parts.subscription import which_nights
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.retention import TABLE
from openmic.views.subscription import WHEN, ChoiceForm, Subscriptions, Wish, kind_options, town_options

MAILS_KEPT = next(kept.days for kept in TABLE if kept.key == "mails")
AGREED = "We send these on Mondays too, until you say stop."


def subscriptions_page(h: Vocabulary, page: Subscriptions, which: ChoiceForm, *, trouble: str = "") -> Node:
    """All of it. `which` is what stands in the boxes for one more; `trouble` says what could not be taken."""
    return h.div(
        h.when(page.news, h.p(page.news, role="status", class_="alert alert-success")),
        problem_notice(h, trouble),
        h.h1("Your weekly mail", class_="h2"),
        h.p(
            h.when(page.is_paused, "It is paused: nothing is sent to ", f"{WHEN}, to "),
            h.strong(page.where_to, class_="text-break"),
            ".",
        ),
        h.when(
            page.wishes,
            h.ul(
                h.each(page.wishes, lambda wish: wish_card(h, page, wish)),
                class_="list-unstyled d-grid gap-3",
            ),
            h.p("You get none at present.", class_="lead"),
        ),
        more(h, page, which),
        h.when(page.wishes, stopping(h, page)),
        class_="reading",
    )


def wish_card(h: Vocabulary, page: Subscriptions, wish: Wish) -> Node:
    """One thing that is sent, with the way to change it and the way out."""
    return h.li(
        h.h2(wish.words, class_="h5 mb-1"),
        h.div(
            h.details(
                h.summary("Change", about(h, wish), class_="fw-semibold py-2"),
                h.form(
                    h.div(
                        a_list(h, "Where", town_options(), name="town", value=wish.town, wish=wish),
                        a_list(
                            h, "Kind of night", kind_options(), name="category", value=wish.kind, wish=wish
                        ),
                        class_="row g-2",
                    ),
                    h.input(type="hidden", name="wish", value=wish.id),
                    h.button("Keep the change", about(h, wish), type="submit", class_="btn btn-primary mt-3"),
                    method="post",
                    action=urls.subscriptions(page.token, act="change"),
                ),
                class_="flex-grow-1",
            ),
            h.form(
                h.input(type="hidden", name="wish", value=wish.id),
                h.button(
                    "Leave this", about(h, wish), type="submit", class_="btn btn-sm btn-outline-primary"
                ),
                method="post",
                action=urls.subscriptions(page.token, act="leave"),
            ),
            class_="d-flex flex-wrap justify-content-between align-items-start gap-2",
        ),
        class_="card card-body",
    )


def about(h: Vocabulary, wish: Wish) -> Node:
    """Says, to who cannot see where a button stands, what it is about."""
    return h.span(": ", wish.words, class_="visually-hidden")


def a_list(h: Vocabulary, label: str, options: tuple, *, name: str, value: str, wish: Wish) -> Node:
    """A list to choose from, in the form of one of several wishes."""
    own = f"{name}-{wish.id}"
    return h.div(
        h.label(label, for_=own, class_="form-label small fw-semibold mb-1"),
        h.choice(options, value=value, id=own, name=name, class_="form-select"),
        class_="col-12 col-sm-6",
    )


def more(h: Vocabulary, page: Subscriptions, which: ChoiceForm) -> Node:
    """The way to get other nights as well. The link is proof enough."""
    return h.section(
        h.h2("Get other nights as well", class_="h5 mb-3"),
        h.form(
            h.div(*which_nights(h, which), class_="row gy-3"),
            h.p(AGREED, class_="form-text mt-3"),
            h.button("Add", type="submit", class_="btn btn-primary"),
            method="post",
            action=urls.subscriptions(page.token, act="add"),
        ),
        class_="mt-5",
    )


def stopping(h: Vocabulary, page: Subscriptions) -> Node:
    """A rest, or the end."""
    return h.section(
        h.h2(h.when(page.is_paused, "Start again, or stop", "Too much just now?"), class_="h5 mb-3"),
        h.form(
            h.when(
                page.is_paused,
                h.button("Start again", type="submit", class_="btn btn-primary"),
                h.button("Pause it", type="submit", class_="btn btn-outline-primary"),
            ),
            h.out("Leave it all", href=urls.unsubscribe(page.token), class_="btn btn-outline-primary"),
            method="post",
            action=urls.subscriptions(page.token, act=h.when(page.is_paused, "start", "pause")),
            class_="d-flex flex-wrap gap-2",
        ),
        class_="mt-5",
    )


def leaving_page(h: Vocabulary, token: str) -> Node:
    """One button. Reading the page does nothing (TRUST T12)."""
    return h.div(
        h.h1("Stop the weekly mail?", class_="h2"),
        h.p("All of it stops at once, and your address goes from our list."),
        h.form(
            h.button("Yes, stop it", type="submit", class_="btn btn-primary btn-lg"),
            h.out("No, see what I get", href=urls.subscriptions(token), class_="btn btn-link btn-lg"),
            method="post",
            action=urls.unsubscribe(token),
            class_="d-flex flex-wrap gap-2",
        ),
        class_="reading",
    )


def left_page(h: Vocabulary) -> Node:
    """It is done; the same however often."""
    return h.div(
        drawing(h, "unplugged"),
        h.h1("You will get no more weekly mail", class_="h2"),
        h.p(
            "Your address is off our list. All we keep is a fingerprint of it, so that it does not come back "
            f"from a backup, and for {MAILS_KEPT} days a note of the mails we sent you."
        ),
        h.p("Nights are still here whenever you like."),
        h.p(
            h.out("See what’s on", href=urls.finder(), class_="btn btn-primary"),
            h.out("Get the mail again", href=urls.subscribe(), class_="btn btn-outline-primary"),
            class_="d-flex flex-wrap gap-2",
        ),
        class_="reading",
    )
