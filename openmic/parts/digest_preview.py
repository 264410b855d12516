"""The weekly mail as it would be just now, for moderators."""

from openmic import urls
from openmic.parts.fields import choice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.digest_preview import DigestPreview
from openmic.views.fields import Field


def digest_preview(h: Vocabulary, page: DigestPreview) -> Node:
    """The whole page: for whom, how it looks, and as text."""
    return h.div(
        h.h1("Weekly mail", class_="h2"),
        h.p(
            "What somebody who asked for these nights would get just now. Its links to leave or change open nothing."
        ),
        h.query_form(
            choice(h, "Town", name="town", field=Field(page.town), options=page.towns, width="col-sm-auto"),
            choice(
                h,
                "Kind of night",
                name="category",
                field=Field(page.category),
                options=page.categories,
                width="col-sm-auto",
            ),
            h.div(
                h.button("Show", type="submit", class_="btn btn-primary"), class_="col-auto align-self-end"
            ),
            action=urls.digest_preview(),
            class_="row g-3 mb-4",
        ),
        h.when(
            page.subject, letter(h, page), h.p("Nothing is on and nothing is new: they would get no mail.")
        ),
    )


def letter(h: Vocabulary, page: DigestPreview) -> Node:
    """The mail, twice."""
    return [
        h.h2(page.subject, class_="h4"),
        h.p(page.about, " ", h.out("Open it by itself", href=page.html_path), class_="small"),
        h.iframe(
            src=page.html_path,
            title="The mail as it looks",
            sandbox="",
            height="720",
            class_="w-100 border rounded",
        ),
        h.h2("As text", class_="h4 mt-4"),
        h.pre(page.text, class_="as-typed text-break"),
    ]
