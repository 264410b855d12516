"""Mail that has not been sent, and what can be done about each."""

from openmic import urls
from openmic.parts.moderation_frame import MAIL, upkeep_nav
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.unsent import Pile, Unsent, UnsentMail


def unsent_mail(h: Vocabulary, page: UnsentMail) -> Node:
    """All of it, what only a person can decide first."""
    return h.div(
        upkeep_nav(h, MAIL),
        h.when(
            page.news, h.p(page.news, role="status", tabindex="-1", autofocus=True, class_="alert alert-info")
        ),
        h.h1("Mail that was not sent", class_="h2"),
        h.when(page.piles, h.each(page.piles, lambda one: pile(h, one)), h.p(page.nothing, class_="lead")),
        class_="reading",
    )


def pile(h: Vocabulary, one: Pile) -> Node:
    """Mails that hang for the same reason."""
    return h.section(
        h.h2(
            one.heading,
            " ",
            h.span(one.count, class_="badge rounded-pill bg-primary-subtle text-primary-emphasis"),
            class_="h4 mt-4",
        ),
        h.p(one.about, class_="small text-body-secondary"),
        h.ul(
            h.each(one.mails, lambda mail: unsent(h, mail, again=one.again)),
            class_="list-unstyled d-grid gap-3",
        ),
        h.when(one.more, h.p(one.more, class_="mt-3")),
    )


def unsent(h: Vocabulary, mail: Unsent, *, again: str) -> Node:
    """One mail: of what sort, when, why, and its buttons."""
    about = h.span(" the mail “", mail.kind, "” to ", mail.to, class_="visually-hidden")
    return h.li(
        h.h3(mail.kind, class_="h5 mb-1"),
        h.p(
            f"To {mail.to} · written {mail.written} · {mail.tries}",
            class_="small text-body-secondary text-break mb-2",
        ),
        h.p(mail.why, class_="border-start border-4 ps-3 text-break"),
        h.when(mail.then, h.p(mail.then, class_="small")),
        h.div(
            h.form(
                h.button(again, about, type="submit", class_="btn btn-outline-primary"),
                method="post",
                action=urls.mail(mail.id, "resend"),
            ),
            h.details(
                h.summary("Drop…", about, class_="btn btn-outline-primary"),
                h.form(
                    h.p("It is sent to nobody, and that cannot be undone.", class_="my-2"),
                    h.button("Yes, drop it", about, type="submit", class_="btn btn-danger"),
                    method="post",
                    action=urls.mail(mail.id, "drop"),
                ),
            ),
            class_="d-flex flex-wrap align-items-start gap-2",
        ),
        id=f"mail-{mail.id}",
        class_="card card-body",
    )
