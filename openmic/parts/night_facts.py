"""When, where, by whom and for how much: what people ask first, and what programs read (h-event, h-card)."""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.detail import ListingDetail


def facts(h: Vocabulary, night: ListingDetail) -> Node:
    """When, where, by whom and for how much."""
    return h.dl(
        h.dt("When", class_="col-sm-2"),
        h.dd(
            h.span(
                h.time(night.day, datetime=night.starts, class_="dt-start fw-semibold"),
                h.when(night.soon, h.span(night.soon, class_="badge text-bg-primary d-print-none")),
                class_="d-flex flex-wrap align-items-center gap-2",
            ),
            h.span(night.hours),
            h.data(value=night.ends, class_="dt-end"),
            class_="col-sm-10",
        ),
        h.dt("Where", class_="col-sm-2"),
        h.dd(
            h.span(night.where, class_="p-name fw-semibold d-block"),
            h.when(night.address, h.span(night.address, class_="d-block")),
            h.when(night.street, h.data(value=night.street, class_="p-street-address")),
            h.when(night.town, h.data(value=night.town, class_="p-locality")),
            h.when(night.postcode, h.data(value=night.postcode, class_="p-postal-code")),
            h.span(
                h.out("See it on OpenStreetMap", href=night.map_href, rel="noopener"),
                h.when(night.venue_href, h.a("More about the venue", href=night.venue_href)),
                class_="d-flex flex-wrap column-gap-3 d-print-none",
            ),
            class_="p-location h-card col-sm-10",
        ),
        # nobody, once its organiser has asked to be forgotten
        h.when(night.organiser, h.dt("Run by", class_="col-sm-2")),
        h.when(night.organiser, h.dd(night.organiser, class_="p-organizer col-sm-10")),
        h.when(night.ticket_href, h.dt("Tickets", class_="col-sm-2")),
        h.when(
            night.ticket_href,
            h.dd(
                h.out(night.ticket_label, href=night.ticket_href, rel="noopener nofollow ugc"),
                class_="col-sm-10",
            ),
        ),
        class_="row",
    )
