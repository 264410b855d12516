"""One night's page: when and where first."""

from openmic.parts.notices import sample_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.detail import ListingDetail


def listing_detail(h: Vocabulary, night: ListingDetail) -> Node:
    """The page's content, or the reason why there is none."""
    return h.when(night.is_missing, missing(h, night.heading, night.advice), whole(h, night))


def whole(h: Vocabulary, night: ListingDetail) -> Node:
    """Everything known about the night."""
    return h.article(
        back_link(h),
        sample_notice(h, night.is_sample),
        h.when(
            night.is_cancelled,
            h.p("This night has been cancelled.", class_="alert alert-danger fw-semibold"),
        ),
        h.when(night.is_over, h.p("This night is over.", class_="alert alert-secondary fw-semibold")),
        h.p(
            h.span(night.category, class_="badge bg-primary-subtle text-primary-emphasis"),
            h.when(night.is_sample, h.span("Sample", class_="badge bg-warning-subtle text-warning-emphasis")),
            class_="d-flex gap-2 mb-2",
        ),
        h.h1(night.heading, class_="mb-3 text-break"),
        h.dl(
            h.dt("When", class_="col-sm-2"),
            h.dd(
                h.time(night.day, datetime=night.starts, class_="fw-semibold d-block"),
                h.span(night.hours),
                class_="col-sm-10",
            ),
            h.dt("Where", class_="col-sm-2"),
            h.dd(
                h.span(night.where, class_="fw-semibold d-block"),
                h.when(night.address, h.span(night.address, class_="d-block")),
                h.out("See it on OpenStreetMap", href=night.map_href, rel="noopener"),
                class_="col-sm-10",
            ),
            h.dt("Run by", class_="col-sm-2"),
            h.dd(night.organiser, class_="col-sm-10"),
            class_="row",
        ),
        h.p(
            h.out("Add to calendar", href=night.calendar_href, class_="btn btn-primary"),
            h.when(
                night.ticket_href,
                h.out(
                    night.ticket_label,
                    href=night.ticket_href,
                    rel="noopener nofollow ugc",
                    class_="btn btn-outline-primary",
                ),
            ),
            class_="d-flex flex-wrap gap-2 my-4",
        ),
        h.when(
            night.has_paragraphs,
            h.section(
                h.h2("About the night", class_="h4"),
                h.each(night.paragraphs, lambda paragraph: h.p(paragraph, class_="as-typed")),
                class_="reading",
            ),
        ),
    )


def missing(h: Vocabulary, heading: str, advice: str) -> Node:
    """A page that is not there, with a way on."""
    return h.div(
        h.h1(heading, class_="h2"),
        h.p(advice, class_="lead"),
        h.a("See what’s on", href="/", class_="btn btn-primary"),
        class_="py-5 text-center",
    )


def back_link(h: Vocabulary) -> Node:
    """The way back to the list."""
    return h.nav(
        h.ol(
            h.li(h.a("All nights", href="/"), class_="breadcrumb-item"),
            h.li("This night", aria_current="page", class_="breadcrumb-item active"),
            class_="breadcrumb",
        ),
        aria_label="Breadcrumb",
    )


def detail_skeleton(h: Vocabulary) -> Node:
    """The shape of a night that is on its way."""
    return h.div(h.h1("One moment…"), h.div(class_="card placeholder-glow skeleton"), aria_busy="true")
