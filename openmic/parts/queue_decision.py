"""The buttons that decide about a night."""

from openmic import urls
from openmic.parts.fields import choice, long_box
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.queue import REASONS
from openmic.views.queue_item import QueueItem


def decision(h: Vocabulary, item: QueueItem, query: Node, *, on_decide: Node = None) -> Node:
    """The buttons, always near: they stay at the foot of the window while the night is read."""
    return h.sent_form(
        h.input(type="hidden", name="item", value=item.id),
        h.input(type="hidden", name="seen", value=item.seen),
        h.input(type="hidden", name="following", value=item.following),
        h.when(item.held_back, h.p(item.held_back, class_="small w-100 mb-0")),
        h.when(item.can_approve, button(h, item, query, "approve", "Approve", "A", "btn btn-primary")),
        h.when(
            item.is_held,
            button(h, item, query, "release", "Put back", "H", "btn btn-outline-primary"),
            button(h, item, query, "hold", "Hold", "H", "btn btn-outline-primary"),
        ),
        decline(h, item, query),
        action=urls.moderated(item.id, f"approve{query}"),
        on_sent=on_decide,
        class_="card-footer bg-body-tertiary position-sticky bottom-0 z-1 d-flex flex-wrap align-items-start gap-2",
    )


def button(h: Vocabulary, item: QueueItem, query: Node, act: str, words: str, key: str, look: str) -> Node:
    """One decision."""
    return h.button(
        words,
        h.span(": ", item.night.title, class_="visually-hidden"),
        type="submit",
        name="act",
        value=act,
        formaction=urls.moderated(item.id, f"{act}{query}"),
        data_key=key.lower(),
        aria_keyshortcuts=key,
        class_=look,
    )


def decline(h: Vocabulary, item: QueueItem, query: Node) -> Node:
    """Rejecting it: the reason is mailed, with the moderator's own words."""
    return h.details(
        h.summary(
            "Reject…",
            h.span(": ", item.night.title, class_="visually-hidden"),
            class_="btn btn-outline-primary",
        ),
        h.div(
            choice(h, "Why", REASONS, name=f"reason-{item.id}", field=item.reason),
            long_box(
                h,
                "In your own words",
                name=f"words-{item.id}",
                field=item.words,
                hint="Mailed to the organiser, with how to mend it.",
                rows="2",
            ),
            h.div(button(h, item, query, "reject", "Reject it", "R", "btn btn-danger")),
            class_="reading d-grid gap-3 mt-3",
        ),
        open=h.when(item.is_rejecting, True),
        class_="flex-grow-1",
    )
