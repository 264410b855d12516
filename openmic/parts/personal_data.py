"""What is held about an address: asking for the link, seeing it, keeping it."""

from openmic import urls
from openmic.parts.fields import mailbox, only_problem, summary
from openmic.parts.notices import nothing_there
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import Field
from openmic.views.personal_data import Entry, Group, Line, PersonalData

KEEP = (("data.json", "Download for programs (JSON)"), ("data.html", "Download to read (HTML)"))


def request_page(h: Vocabulary, field: Field) -> Node:
    """One field. The link goes to the address, so that nobody reads what is somebody else's."""
    return h.div(
        summary(h, only_problem("address", field)),
        h.h1("See or erase your data"),
        h.p(
            "Tell us your email address. We’ll send you a link to everything we hold about it."
            " There you can read it, keep a copy, and have it erased."
        ),
        h.form(
            mailbox(h, "Email address", name="address", field=field, required=True),
            h.button("Send me the link", type="submit", class_="btn btn-primary mt-3"),
            method="post",
            action=urls.privacy_request(),
            novalidate=True,
        ),
        h.p(
            "You need no account. What we keep, and why, is in our ",
            h.out("privacy notice", href=urls.policy("privacy")),
            ".",
            class_="small mt-4",
        ),
        class_="reading",
    )


def request_sent(h: Vocabulary) -> Node:
    """The same for every address, known or not."""
    return h.div(
        h.h1("Look in your mail"),
        h.p("If that address can get mail, a link is on its way. It works for 24 hours."),
        nothing_there(h, again=urls.privacy_request()),
        class_="reading",
    )


def data_page(h: Vocabulary, page: PersonalData, *, token: str) -> Node:
    """Everything, with the ways to keep it and to have it erased."""
    return h.div(
        h.h1("What we hold about you", class_="h2"),
        h.p("About ", h.strong(page.address), ", on ", page.made, ".", class_="text-break"),
        h.div(
            *(
                h.out(
                    words,
                    href=urls.personal_data(token, file),
                    download=file,
                    class_="btn btn-outline-primary",
                )
                for file, words in KEEP
            ),
            h.out(
                "Have it erased…",
                href=urls.personal_data(token, "erase"),
                class_="btn btn-outline-primary",
            ),
            class_="d-flex flex-wrap gap-2 mb-4 d-print-none",
        ),
        everything(h, page),
        h.p(
            "Is something wrong? Nights you can mend yourself at ",
            h.out("My nights", href=urls.mine()),
            ". For anything else, or if you are not happy with us, ",
            h.out("write to us", href=urls.complaint()),
            ".",
        ),
        class_="reading",
    )


def data_file(h: Vocabulary, page: PersonalData) -> Node:
    """A document of its own, to keep: it needs nothing of the site."""
    title = "What OpenMicOxfordshire holds about you"
    return h.html(
        h.head(
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(name="color-scheme", content="light dark"),
            h.title(title),
        ),
        h.body(
            h.main(h.h1(title), h.p("About ", page.address, ", on ", page.made, "."), everything(h, page))
        ),
        lang="en-GB",
    )


def everything(h: Vocabulary, page: PersonalData) -> Node:
    """Each kind of thing under its heading."""
    return [
        h.when(
            not page.is_whole,
            h.p(
                "There is more than fits here. Write to us, and we send you all of it.",
                class_="alert alert-warning",
            ),
        ),
        h.each(page.groups, lambda one: group(h, one)),
    ]


def group(h: Vocabulary, one: Group) -> Node:
    """One kind of thing, why we have it, and each of them."""
    return h.section(
        h.h2(one.heading, class_="h4"),
        h.p(one.about, class_="text-body-secondary small"),
        h.ul(h.each(one.entries, lambda each: entry(h, each)), class_="list-unstyled d-grid gap-3"),
        class_="mb-5",
    )


def entry(h: Vocabulary, one: Entry) -> Node:
    """One night, message or mail."""
    return h.li(
        h.dl(h.each(one.lines, lambda each: line(h, each)), class_="row mb-0"),
        class_="card card-body py-2",
    )


def line(h: Vocabulary, one: Line) -> Node:
    """What it is called, and what it is."""
    text = h.when(one.href, h.out(one.text, href=one.href), one.text)
    return [
        h.dt(one.label, class_="col-sm-4"),
        h.dd(text, class_="col-sm-8 mb-1 as-typed text-break"),
    ]
