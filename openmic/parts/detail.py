"""One night's page: when and where first. Classes without a look are microformats (h-event), for programs."""

from openmic.parts.cards import featured_badge
from openmic.parts.missing import missing
from openmic.parts.night_facts import facts
from openmic.parts.notices import sample_notice
from openmic.parts.related import related
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.detail import ListingDetail
from openmic.views.linked_text import Paragraph


def listing_detail(h: Vocabulary, night: ListingDetail) -> Node:
    """The page's content, or the reason why there is none."""
    return h.when(night.is_missing, missing(h, night.heading, night.advice, ways=night.ways), whole(h, night))


def whole(h: Vocabulary, night: ListingDetail) -> Node:
    """Everything known about the night, in the order people ask."""
    return h.div(
        breadcrumb(h, night),
        h.article(
            h.h1(night.heading, class_="p-name text-break"),
            h.p(
                h.span(night.category, class_="p-category badge bg-primary-subtle text-primary-emphasis"),
                h.when(
                    night.is_sample, h.span("Sample", class_="badge bg-warning-subtle text-warning-emphasis")
                ),
                h.when(night.is_featured, featured_badge(h)),
                class_="d-flex gap-2 mb-3",
            ),
            notices(h, night),
            h.when(night.picture, picture(h, night)),
            facts(h, night),
            actions(h, night),
            h.when(night.contact_href, contact(h, night)),
            h.when(
                night.has_paragraphs,
                h.section(
                    h.h2("About the night", class_="h4"),
                    h.each(night.paragraphs, lambda paragraph: as_typed(h, paragraph)),
                    class_="e-content reading",
                ),
            ),
            h.p(
                h.out("Report this listing", href=night.report_href, rel="nofollow"),
                class_="small d-print-none",
            ),
            class_="h-event",
        ),
        h.aside(
            related(h, "More at this venue", night.at_venue),
            related(h, "More that night", night.that_night),
            aria_label="Other nights",
            class_="row d-print-none",
        ),
    )


def breadcrumb(h: Vocabulary, night: ListingDetail) -> Node:
    """The way back: home, the list one comes from or else the town, this night."""
    return h.nav(
        h.ol(
            h.li(h.a("All nights", href="/"), class_="breadcrumb-item"),
            h.when(
                night.crumb_href,
                h.li(h.a(night.crumb_words, href=night.crumb_href), class_="breadcrumb-item"),
            ),
            h.li(night.heading, aria_current="page", class_="breadcrumb-item active"),
            class_="breadcrumb",
        ),
        aria_label="Breadcrumb",
        class_="d-print-none",
    )


def notices(h: Vocabulary, night: ListingDetail) -> Node:
    """What changes everything else on the page."""
    return h.div(
        h.when(
            night.is_cancelled,
            h.p("This night has been cancelled.", class_="alert alert-danger fw-semibold"),
        ),
        h.when(night.is_over, h.p("This night is over.", class_="alert alert-secondary fw-semibold")),
        sample_notice(h, night.is_sample),
    )


def picture(h: Vocabulary, night: ListingDetail) -> Node:
    """What the organiser shows of the night, whole. Its place is kept until it has come."""
    return h.img(
        src=night.picture,
        alt=night.picture_alt,
        width=night.picture_width,
        height=night.picture_height,
        decoding="async",
        class_="u-photo picture mb-3",
    )


def actions(h: Vocabulary, night: ListingDetail) -> Node:
    """Taking the night along, and passing it on."""
    return h.div(
        h.div(
            h.when(
                night.can_be_added,
                h.out("Add to calendar", href=night.calendar_href, class_="btn btn-primary"),
            ),
            h.when(night.can_be_added, web_calendar(h, "Google Calendar", night.google_href)),
            h.when(night.can_be_added, web_calendar(h, "Outlook.com", night.outlook_href)),
            h.button(
                "Share",
                type="button",
                data_share=night.link,
                data_title=night.heading,
                class_="btn btn-outline-primary",
            ),
            h.span(role="status", class_="align-self-center small"),  # openmic.js says here what it did
            class_="d-flex flex-wrap gap-2 d-print-none",
        ),
        h.div(
            h.span("Link to this night: "),
            h.out(night.link, href=night.link, class_="u-url"),
            class_="unscripted small mt-2",
        ),
        h.when(
            night.poster_href,
            h.p(h.out("Poster to print", href=night.poster_href), class_="small mt-2 mb-0 d-print-none"),
        ),
        class_="my-4",
    )


def contact(h: Vocabulary, night: ListingDetail) -> Node:
    """The way to its organiser."""
    return h.p(h.out("Message the organiser", href=night.contact_href, rel="nofollow"), class_="d-print-none")


def web_calendar(h: Vocabulary, name: str, href: str) -> Node:
    """The way into one of the calendars people have on the web."""
    return h.out(
        h.span("Add to ", class_="visually-hidden"),
        name,
        href=href,
        rel="noopener nofollow",
        class_="btn btn-outline-primary",
    )


def as_typed(h: Vocabulary, paragraph: Paragraph) -> Node:
    """A paragraph of what the organiser wrote. Links are the organiser's own: nothing of ours vouches for them."""
    return h.p(
        h.each(
            paragraph.pieces,
            lambda piece: h.when(
                piece.href,
                h.out(piece.text, href=piece.href, rel="noopener nofollow ugc"),
                h.span(piece.text),
            ),
        ),
        class_="as-typed",
    )


def detail_skeleton(h: Vocabulary) -> Node:
    """The shape of a night that is on its way."""
    return h.div(h.h1("One moment…"), h.div(class_="card placeholder-glow skeleton"), aria_busy="true")
