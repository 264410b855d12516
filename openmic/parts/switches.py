"""What moderators can turn for the whole site."""

from openmic import urls
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.gate import LABELS, MEANINGS, Gate


def switches(h: Vocabulary, gate: Gate, *, news: bool = False) -> Node:
    """The switch for new nights: how it stands, and the ways it could."""
    return h.div(
        h.when(news, h.p("Done. It is in force at once.", role="status", class_="alert alert-success")),
        h.h1("Switches", class_="h2"),
        h.p(
            "For when a wave of spam comes. What is here already is not touched, and organisers can mend it as ever.",
        ),
        h.form(
            h.fieldset(
                h.legend(h.h2("New nights are", class_="h5 mb-0")),
                h.when(gate.since, h.p(f"Turned {gate.since}.", class_="small text-body-secondary")),
                h.div(h.each(tuple(LABELS), lambda value: way(h, value, gate)), class_="d-grid gap-3"),
            ),
            h.button("Turn it", type="submit", class_="btn btn-primary mt-4"),
            method="post",
            action=urls.moderation("switches"),
        ),
        class_="reading",
    )


def way(h: Vocabulary, value: str, gate: Gate) -> Node:
    """One way it could stand."""
    return h.div(
        h.input(
            type="radio",
            id=f"to-{value}",
            name="value",
            value=value,
            checked=value == gate.value,
            aria_describedby=f"to-{value}-hint",
            class_="form-check-input",
        ),
        h.label(LABELS[value], for_=f"to-{value}", class_="form-check-label fw-semibold"),
        h.p(MEANINGS[value], id=f"to-{value}-hint", class_="form-text mt-0 mb-0"),
        class_="form-check",
    )
