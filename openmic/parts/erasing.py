"""Asking to be forgotten: what goes, what stays and why, one button, and the end of it."""

from openmic import urls
from openmic.parts.fields import agreement
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.erasing import Erasing
from openmic.views.fields import EMPTY


def erase_page(h: Vocabulary, page: Erasing, *, address: str, token: str, trouble: str = "") -> Node:
    """The question. Reading it erases nothing (TRUST T12)."""
    return h.div(
        problem_notice(h, trouble),
        h.h1("Erase what we hold about you?", class_="h2"),
        h.p("It is about ", h.strong(address), ". It cannot be undone, not even by us.", class_="text-break"),
        h.h2("What goes, at once", class_="h4"),
        h.ul(h.each(page.goes, lambda text: h.li(text))),
        h.h2("What stays, and why", class_="h4"),
        h.ul(h.each(page.stays, lambda text: h.li(text))),
        h.p(
            "Do you want a copy? ",
            h.out("Go back and download it first", href=urls.personal_data(token)),
            ".",
        ),
        h.form(
            h.when(page.to_come, to_come(h)),
            h.div(
                h.button("Erase it for good", type="submit", class_="btn btn-danger"),
                h.out("No, go back", href=urls.personal_data(token), class_="btn btn-link"),
                class_="mt-3",
            ),
            method="post",
            action=urls.personal_data(token, "erase"),
        ),
        class_="reading",
    )


def to_come(h: Vocabulary) -> Node:
    """What becomes of nights that are listed and still to come."""
    return [
        h.p(
            "You have nights to come. They stay listed with what, where and when, for those who plan to go;"
            " one under a legal hold with all of it. Nobody can look after them any more."
        ),
        agreement(h, "Also take my upcoming nights off the site", name="withdraw", field=EMPTY),
    ]


def refused_page(h: Vocabulary, title: str, advice: str, *, token: str) -> Node:
    """Why somebody who looks after the site is not erased here."""
    return h.div(
        h.h1(title, class_="h2"),
        h.p(advice),
        h.p(h.out("Back to what we hold", href=urls.personal_data(token), class_="btn btn-outline-primary")),
        class_="reading",
    )


def erased_page(h: Vocabulary) -> Node:
    """The same for everybody."""
    return h.div(
        h.h1("It is erased"),
        h.p("We have forgotten you. We send no mail about it, for we no longer have your address."),
        h.p("What had to stay, and why, was on the page before this one."),
        h.p(h.a("See what’s on", href=urls.finder(), class_="btn btn-outline-primary")),
        class_="reading",
    )


def bad_link(h: Vocabulary, title: str) -> Node:
    """A link that is used up, too old, or never was one."""
    return h.div(
        h.h1(title),
        h.p("A link to see your data works for 24 hours, or until you have had it erased."),
        h.p(h.out("Get a new link", href=urls.privacy_request(), class_="btn btn-primary")),
        class_="reading",
    )
