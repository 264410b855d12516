"""The mails of a development site: a list, and each as it looks."""

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.mailbox import MailLine, MailPage


def mailbox(h: Vocabulary, mails: tuple[MailLine, ...]) -> Node:
    """The newest mails."""
    return [
        h.h1("Mailbox"),
        h.p("Mails this site has written. Only a development site has this page."),
        h.when(
            mails,
            h.ul(h.each(mails, lambda mail: mail_line(h, mail)), class_="list-unstyled"),
            h.p("None so far."),
        ),
    ]


def mail_line(h: Vocabulary, mail: MailLine) -> Node:
    """One mail of the list."""
    return h.li(
        h.a(mail.subject, href=mail.path, class_="fw-semibold"),
        h.p(mail.about, class_="small mb-0 text-break"),
        class_="mb-3",
    )


def mail_page(h: Vocabulary, mail: MailPage) -> Node:
    """One mail: its links to be followed, then how it looks, then all there is to it."""
    return [
        h.p(h.a("Mailbox", href=urls.mailbox())),
        h.h1(mail.subject),
        h.p(mail.about, class_="small text-break"),
        h.h2("The links in it", class_="h4"),
        h.ul(h.each(mail.links, lambda link: h.li(h.out(link, href=link, class_="text-break")))),
        h.h2("How it looks", class_="h4"),
        h.p(h.out("Open it by itself", href=mail.html_path)),
        h.iframe(
            src=mail.html_path,
            title="The mail as it looks",
            sandbox="",
            height="720",
            class_="w-100 border rounded",
        ),
        h.h2("As text", class_="h4 mt-4"),
        h.pre(mail.text, class_="as-typed text-break"),
        h.h2("Headers", class_="h4"),
        h.pre(mail.headers, class_="as-typed text-break"),
    ]
