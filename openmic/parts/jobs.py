"""What is done by the clock: each job with its last run, its next one, and what went wrong."""

from openmic import urls
from openmic.parts.moderation_frame import JOBS, upkeep_nav
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.jobs import TROUBLE, JobLine, JobsPage


def jobs(h: Vocabulary, page: JobsPage) -> Node:
    """All of them, and how mail stands."""
    return h.div(
        upkeep_nav(h, JOBS),
        h.h1("What the site does by itself", class_="h2"),
        h.p(page.headline, class_="lead mb-1"),
        h.p(
            page.mail,
            " ",
            h.out("Mail that was not sent", href=urls.mail(), class_="d-inline-block"),
            class_="mb-4",
        ),
        h.ul(
            h.each(page.jobs, lambda one: h.li(job(h, one), class_="col")),
            class_="list-unstyled row row-cols-1 row-cols-lg-2 g-3",
        ),
    )


def job(h: Vocabulary, one: JobLine) -> Node:
    """One job."""
    return h.section(
        h.div(
            h.h2(one.name.capitalize(), class_="h5 mb-0"),
            h.span(
                one.state,
                class_="badge text-bg-danger"
                if one.state == TROUBLE
                else "badge bg-primary-subtle text-primary-emphasis",
            ),
            class_="d-flex flex-wrap align-items-center gap-2",
        ),
        h.p(f"{one.about}, {one.schedule}.", class_="small text-body-secondary mb-2"),
        h.when(one.trouble, h.p(h.strong(one.trouble), class_="alert alert-danger py-2 mb-2")),
        h.dl(
            *told(h, "Last run", h.time(one.last, datetime=one.last_at) if one.last else "Not yet"),
            *(told(h, "Did", one.took) if one.took else ()),
            *told(h, "Next run", one.next),
            *told(h, "Lately", one.lately),
            *(told(h, "Last fault", one.error) if one.error else ()),
            class_="row mb-0 small",
        ),
        class_="card card-body h-100 border-danger border-2" if one.trouble else "card card-body h-100",
    )


def told(h: Vocabulary, name: str, what: Node) -> tuple[Node, Node]:
    """A name and what is so about it."""
    return h.dt(name, class_="col-4"), h.dd(what, class_="col-8 mb-1 text-break")
