"""The finder's form. It is a plain GET form; the live world only answers it sooner."""

from collections.abc import Iterable

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.form import WHEN_OPTIONS, FilterForm, Kind, Option


def field(h: Vocabulary, label: str, control: Node, *, name: str, problem: str, width: str) -> Node:
    """A labelled control with what was wrong with it beside it."""
    return h.div(
        h.label(label, for_=name, class_="form-label small fw-semibold mb-1"),
        control,
        complaint(h, name, problem),
        class_=width,
    )


def complaint(h: Vocabulary, name: str, problem: str) -> Node:
    """What was wrong with a field."""
    return h.when(problem, h.p(problem, id=f"{name}-problem", class_="text-danger-emphasis small mt-1 mb-0"))


def choice(h: Vocabulary, options: Iterable[Option], *, name: str, value: str, problem: str) -> Node:
    """A list to choose from."""
    return h.choice(
        options,
        value=value,
        id=name,
        name=name,
        class_="form-select",
        aria_describedby=h.when(problem, f"{name}-problem"),
    )


def box(h: Vocabulary, *, name: str, value: str, problem: str, **more: str) -> Node:
    """A box to type in."""
    return h.box(
        value=value,
        id=name,
        name=name,
        class_="form-control",
        aria_describedby=h.when(problem, f"{name}-problem"),
        **more,
    )


def day(h: Vocabulary, label: str, *, name: str, value: str, problem: str) -> Node:
    """A day to choose: the browser's own calendar, which keyboards and screen readers know."""
    control = box(h, name=name, type="date", min="2020-01-01", max="2099-12-31", value=value, problem=problem)
    return field(h, label, control, name=name, problem=problem, width="col-6 col-sm-auto")


def tick(h: Vocabulary, kind: Kind) -> Node:
    """A kind of night to tick, with how many nights it has."""
    name = "category-" + kind.value
    return h.li(
        h.tick(
            checked=kind.is_chosen,
            id=name,
            name="category",
            value=kind.value,
            class_="btn-check",
        ),
        h.label(
            h.span(kind.label),
            h.when(kind.count, h.span(kind.count, class_="small fw-normal")),
            for_=name,
            class_="btn btn-sm btn-outline-primary rounded-pill py-2 d-inline-flex align-items-baseline gap-2",
        ),
        class_="list-inline-item me-0",
    )


def filter_form(h: Vocabulary, form: FilterForm) -> Node:
    """Words, town, time and kinds. Choosing sends the form by itself where there are scripts."""
    words = box(
        h, name="q", type="search", value=form.words, problem=form.words_problem,
        maxlength="100", placeholder="Venue, act, instrument…", autocomplete="off",
    )  # fmt: skip
    town = choice(h, form.towns, name="town", value=form.town, problem=form.town_problem)
    when = choice(h, WHEN_OPTIONS, name="when", value=form.when, problem=form.when_problem)
    half = "col-6 col-lg"
    return h.query_form(
        h.div(
            field(h, "Search", words, name="q", problem=form.words_problem, width="col-12 col-lg-5"),
            h.when(
                form.offers_towns,
                field(h, "Town", town, name="town", problem=form.town_problem, width=half),
            ),
            field(h, "When", when, name="when", problem=form.when_problem, width=half),
            h.fieldset(
                h.legend("Kind of night", class_="visually-hidden"),
                h.ul(
                    h.each(form.kinds, lambda kind: tick(h, kind)),
                    class_="list-unstyled d-flex flex-wrap gap-1 gap-sm-2 mb-0",
                ),
                complaint(h, "category", form.category_problem),
                class_="col-12",
            ),
            class_="row g-2 g-lg-3",
        ),
        h.div(
            days(h, form),
            h.button("Show nights", type="submit", class_="btn btn-primary"),
            class_="d-flex flex-wrap justify-content-between align-items-start gap-2 mt-3",
        ),
        action=form.action,
        role="search",
        autocomplete="off",  # or a browser that goes back shows filters the list does not have
        aria_label="Find nights",
        data_autosubmit="",
        class_="card card-body bg-body-tertiary",
    )


def days(h: Vocabulary, form: FilterForm) -> Node:
    """One day, or the first and the last of several; out of the way until it is asked for."""
    return h.details(
        h.summary("Choose days", class_="small fw-semibold py-2"),
        h.div(
            day(h, "On", name="on", value=form.on, problem=form.on_problem),
            day(h, "Until (if several)", name="until", value=form.until, problem=form.until_problem),
            class_="row g-2 pt-1",
        ),
        open=form.has_days,
    )
