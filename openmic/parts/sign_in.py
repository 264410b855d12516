"""Signing in by a link, and out."""

from openmic import urls
from openmic.parts.fields import mailbox, only_problem, summary
from openmic.parts.notices import nothing_there
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.people import SignInForm


def sign_in_form(h: Vocabulary, form: SignInForm) -> Node:
    """One field. There is no password to make up, forget or lose."""
    return h.div(
        summary(h, only_problem("address", form.address)),
        h.h1("Sign in"),
        h.p("There is no password. Tell us your email address and we’ll send you a link that signs you in."),
        h.form(
            mailbox(h, "Email address", name="address", field=form.address, required=True),
            h.when(form.then, h.input(type="hidden", name="then", value=form.then)),
            h.button("Send me a link", type="submit", class_="btn btn-primary mt-3"),
            method="post",
            action=urls.sign_in(),
        ),
        h.p(
            "You don’t need to sign in to send in a night, or to find one.",
            class_="small mt-4",
        ),
        class_="reading",
    )


def link_sent(h: Vocabulary) -> Node:
    """The same for every address, known or not."""
    return h.div(
        h.h1("Look in your mail"),
        h.p("If that address can get mail, a link is on its way. It works once, within the next 15 minutes."),
        nothing_there(h, again=urls.sign_in()),
        class_="reading",
    )


def confirm(h: Vocabulary, *, whom: str, token: str, then: str) -> Node:
    """The one button of a link; it says who one will be, for a link may be somebody else's."""
    return h.div(
        h.h1("Sign in"),
        h.p("You are about to sign in as ", h.strong(whom), " in this browser."),
        h.p("That is not you? Then please close this page: somebody gave you their own link."),
        h.form(
            h.input(type="hidden", name="token", value=token),
            h.when(then, h.input(type="hidden", name="then", value=then)),
            h.button("Sign in", type="submit", class_="btn btn-primary"),
            method="post",
            action=urls.confirm_sign_in(),
        ),
        class_="reading",
    )


def bad_link(h: Vocabulary, title: str) -> Node:
    """A link that is used up, too old, or never was one."""
    return h.div(
        h.h1(title),
        h.p("A link to sign in works once, for 15 minutes. Nothing is lost: ask for a new one."),
        h.p(h.out("Get a new link", href=urls.sign_in(), class_="btn btn-primary")),
        class_="reading",
    )


def sign_in_button(h: Vocabulary) -> Node:
    """The way to the form."""
    return h.out("Sign in", href=urls.sign_in(), class_="btn btn-primary")


def sign_out_page(h: Vocabulary) -> Node:
    """For who types the address."""
    return h.div(h.h1("Sign out"), sign_out(h), class_="reading")


def sign_out(h: Vocabulary) -> Node:
    """Here, or wherever one is signed in."""
    return h.form(
        h.button("Sign out", type="submit", class_="btn btn-outline-primary"),
        h.button(
            "Sign out everywhere",
            type="submit",
            name="everywhere",
            value="yes",
            class_="btn btn-outline-primary",
        ),
        method="post",
        action=urls.sign_out(),
        class_="d-flex flex-wrap gap-2",
    )
