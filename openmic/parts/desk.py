"""One night as moderators see it, and what can be done with it."""

from openmic import urls
from openmic.parts.chart import counted
from openmic.parts.detail import as_typed, facts, picture
from openmic.parts.fields import box, choice, long_box, summary
from openmic.parts.found_nights import found_night
from openmic.parts.holds import of_night
from openmic.parts.queue_decision import decision
from openmic.parts.queue_item import alike, appeal, flags, reports
from openmic.parts.queue_night import changes
from openmic.parts.trail import lines
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.desk import DeskPage
from openmic.views.fields import Field, Problem
from openmic.views.queue import REASONS


def desk(h: Vocabulary, page: DeskPage) -> Node:
    """The whole page."""
    return h.div(
        summary(h, (Problem("#until", page.until.problem),) if page.until.problem else ()),
        h.when(page.news, news(h, page)),
        h.h1(page.title, class_="h2 text-break mb-1"),
        h.p(
            page.state,
            class_="badge fs-6 fw-normal text-wrap text-start bg-primary-subtle text-primary-emphasis",
        ),
        waiting(h, page),
        h.section(h.h2("What can be done", class_="h4"), actions(h, page), class_="mb-5"),
        as_visitors_see_it(h, page),
        h.when(page.was_public, counted(h, page.counts)),
        of_night(h, page.kept),
        h.section(
            h.h2("Who sent it in", class_="h4"),
            h.p(page.history, ". ", page.trust_words, class_="reading"),
            h.when(
                page.others, h.ul(h.each(page.others, lambda one: found_night(h, one)), class_="list-group")
            ),
            class_="mb-5",
        ),
        h.section(
            h.h2("What was done with it", class_="h4"),
            h.when(page.lines, lines(h, page.lines, names_night=False), h.p("Nothing yet.")),
            h.when(page.trail_href, h.p(h.out("Show all of it", href=page.trail_href))),
        ),
    )


def news(h: Vocabulary, page: DeskPage) -> Node:
    """What has just been done, and the way back for a minute."""
    return h.div(h.p(page.news, role="status", class_="mb-0"), class_="alert alert-success")


def waiting(h: Vocabulary, page: DeskPage) -> Node:
    """What about it waits, what to look at, and the buttons that decide."""
    return h.when(
        page.waits,
        h.section(
            h.div(
                h.h2("It waits for a decision", class_="h5"),
                reports(h, page.item, ""),
                h.when(page.item.appeal, appeal(h, page.item)),
                h.when(page.item.has_flags, flags(h, page.item)),
                h.when(page.item.has_changes, changes(h, page.item)),
                h.when(page.item.has_alike, alike(h, page.item)),
                class_="card-body",
            ),
            decision(h, page.item, ""),
            class_="card mb-5",
        ),
        h.when(page.item.flags, flags(h, page.item)),
    )


def as_visitors_see_it(h: Vocabulary, page: DeskPage) -> Node:
    """The listing as it is, or will be."""
    return h.section(
        h.h2("As visitors see it" if page.public_href else "As visitors would see it", class_="h4"),
        h.when(page.public_href, h.p(h.out("Its public page", href=page.public_href))),
        h.div(
            h.h3(page.night.heading, class_="h5 text-break"),
            h.p(page.night.category, class_="small"),
            h.when(page.night.picture, picture(h, page.night)),
            facts(h, page.night),
            h.div(h.each(page.night.paragraphs, lambda paragraph: as_typed(h, paragraph)), class_="reading"),
            class_="card card-body",
        ),
        class_="mb-5",
    )


def actions(h: Vocabulary, page: DeskPage) -> Node:
    """Undo, edit, take off, feature and trust: each only where it can be done."""
    return h.div(
        h.div(
            h.when(
                page.undoes, button(h, page, "Undo what I just did", "undo/", batch=page.undoes, is_main=True)
            ),
            h.when(page.can_edit, link(h, "Edit its words", urls.moderated(page.id, "edit/"))),
            h.when(
                page.can_unpublish, link(h, "Take it off the site…", urls.moderated(page.id, "unpublish/"))
            ),
            h.when(page.is_featured, button(h, page, "Stop featuring it", "unfeature/")),
            h.when(
                page.is_trusted,
                button(h, page, "Stop trusting its organiser", "distrust/"),
                h.when(page.can_trust, button(h, page, "Trust its organiser", "trust/")),
            ),
            class_="d-flex flex-wrap gap-2 mb-3",
        ),
        h.when(page.can_feature, feature(h, page)),
    )


def link(h: Vocabulary, words: str, href: str) -> Node:
    """Something that is done on a page of its own."""
    return h.out(words, href=href, class_="btn btn-outline-primary")


def button(
    h: Vocabulary, page: DeskPage, words: str, act: str, *, is_main: bool = False, **fields: str
) -> Node:
    """Something that is done at once, and can be taken back."""
    return h.form(
        h.each(fields.items(), lambda one: h.input(type="hidden", name=one[0], value=one[1])),
        h.button(words, type="submit", class_="btn btn-primary" if is_main else "btn btn-outline-primary"),
        method="post",
        action=urls.moderated(page.id, act),
    )


def feature(h: Vocabulary, page: DeskPage) -> Node:
    """Featuring it until a day."""
    return h.form(
        box(
            h,
            "Feature it until the end of",
            name="until",
            field=page.until,
            type="date",
            min=page.first_day,
            max=page.last_day,
            required=True,
            width="col-8 col-sm-4",
        ),
        h.div(h.button("Feature it", type="submit", class_="btn btn-outline-primary"), class_="col-4"),
        method="post",
        action=urls.moderated(page.id, "feature/"),
        novalidate=True,
        class_="row g-2 align-items-end",
    )


def unpublish_page(
    h: Vocabulary,
    page: DeskPage,
    *,
    reason: Field,
    words: Field,
    problems: tuple[Problem, ...] = (),
    trouble: Node = None,
) -> Node:
    """The question before a listed night is taken off the site: why."""
    return h.div(
        summary(h, problems),
        h.h1("Take this night off the site?", class_="h2"),
        h.when(trouble, trouble),
        h.p(h.strong(page.title), h.br(), page.night.day, ", ", page.night.where, class_="text-break"),
        h.p(
            "Its organiser is mailed why, and can mend it or say that we are wrong. For a minute you can undo it."
        ),
        h.form(
            choice(h, "Why", REASONS, name="reason", field=reason),
            long_box(
                h,
                "In your own words",
                name="words",
                field=words,
                hint="Mailed to the organiser, with how to mend it.",
                rows="3",
            ),
            h.input(type="hidden", name="seen", value=str(page.revision)),
            h.div(
                h.button("Yes, take it off", type="submit", class_="btn btn-danger btn-lg"),
                h.a("No, go back", href=urls.moderated(page.id), class_="btn btn-link btn-lg"),
                class_="d-flex flex-wrap gap-2",
            ),
            method="post",
            action=urls.moderated(page.id, "unpublish/"),
            novalidate=True,
            class_="d-grid gap-3",
        ),
        class_="reading",
    )
