"""The finder's form. It is a plain GET form; the live world only answers it sooner."""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.form import CATEGORY_OPTIONS, TOWN_OPTIONS, WHEN_OPTIONS, FilterForm


def field(
    h: Vocabulary, label: str, control: Node, *, name: str, problem: str, width: str = "col-6 col-lg"
) -> Node:
    """A labelled control with what was wrong with it beside it."""
    return h.div(
        h.label(label, for_=name, class_="form-label small fw-semibold mb-1"),
        control,
        h.when(problem, h.p(problem, id=f"{name}-problem", class_="text-danger-emphasis small mt-1 mb-0")),
        class_=width,
    )


def choice(h: Vocabulary, options: tuple, *, name: str, value: str, problem: str) -> Node:
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


def filter_form(h: Vocabulary, form: FilterForm, *, on_find: object = None) -> Node:
    """Town, kind, date and words. Choosing from a list sends the form by itself where there are scripts."""
    town = choice(h, TOWN_OPTIONS, name="town", value=form.town, problem=form.town_problem)
    kind = choice(h, CATEGORY_OPTIONS, name="category", value=form.category, problem=form.category_problem)
    when = choice(h, WHEN_OPTIONS, name="when", value=form.when, problem=form.when_problem)
    on = box(
        h, name="on", type="date", min="2020-01-01", max="2099-12-31", value=form.on, problem=form.on_problem
    )
    words = box(
        h, name="q", type="search", value=form.words, problem=form.words_problem,
        maxlength="100", placeholder="Venue, act, instrument…", autocomplete="off",
    )  # fmt: skip
    return h.form(
        h.div(
            field(h, "Search", words, name="q", problem=form.words_problem, width="col-12 col-lg-3"),
            field(h, "Town", town, name="town", problem=form.town_problem),
            field(h, "Kind of night", kind, name="category", problem=form.category_problem),
            field(h, "When", when, name="when", problem=form.when_problem),
            field(h, "Or on a day", on, name="on", problem=form.on_problem),
            class_="row g-2",
        ),
        h.div(
            h.button("Show nights", type="submit", class_="btn btn-primary"),
            h.when(form.is_narrow, h.a("Clear filters", href="/", data_clears="", class_="btn btn-link")),
            class_="mt-3",
        ),
        action=form.action,
        method="get",
        role="search",
        autocomplete="off",  # or a browser that goes back shows filters the list does not have
        aria_label="Find nights",
        data_autosubmit="",
        class_="card card-body bg-body-tertiary",
        on_submit=on_find,
    )
