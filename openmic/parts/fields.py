"""Boxes with their labels, and what is wrong with them beside them (WCAG 3.3.1 to 3.3.3)."""

from collections.abc import Iterable

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.fields import Field, Problem
from openmic.views.form import Option


def labelled(
    h: Vocabulary,
    label: str,
    control: Node,
    *,
    name: str,
    field: Field,
    hint: str = "",
    width: str = "col-12",
) -> Node:
    """A control under its label, with a hint before it and its problem after it."""
    return h.div(
        h.label(label, for_=name, class_="form-label fw-semibold mb-1"),
        *([h.p(hint, id=f"{name}-hint", class_="form-text mt-0 mb-1")] if hint else []),
        control,
        complaint(h, name, field.problem),
        class_=width,
    )


def complaint(h: Vocabulary, name: str, problem: str) -> Node:
    """What is wrong with a box."""
    return h.when(
        problem, h.p(problem, id=f"{name}-problem", class_="text-danger-emphasis fw-semibold small mt-1 mb-0")
    )


def told(h: Vocabulary, name: str, field: Field, hint: str = "") -> dict[str, Node]:
    """What a screen reader says of a control besides its label."""
    hinted = f"{name}-hint" if hint else None
    both = f"{name}-problem {hinted}" if hinted else f"{name}-problem"
    return {
        "aria_describedby": h.when(field.problem, both, hinted),
        "aria_invalid": h.when(field.problem, "true"),
    }


def looks(h: Vocabulary, field: Field, kind: str = "form-control") -> dict[str, Node]:
    """The classes of a control: marked when something is wrong with it."""
    return {"class_": h.when(field.problem, f"{kind} is-invalid", kind)}


def box(
    h: Vocabulary,
    label: str,
    *,
    name: str,
    field: Field,
    hint: str = "",
    width: str = "col-12",
    **more: Node,
) -> Node:
    """A box to type one line in."""
    control = h.box(
        value=field.value, id=name, name=name, **looks(h, field), **told(h, name, field, hint), **more
    )
    return labelled(h, label, control, name=name, field=field, hint=hint, width=width)


def mailbox(h: Vocabulary, label: str, *, name: str, field: Field, hint: str = "", **more: Node) -> Node:
    """A box for somebody's own email address, which their browser knows (WCAG 1.3.5)."""
    return box(
        h,
        label,
        name=name,
        field=field,
        hint=hint,
        type="email",
        inputmode="email",
        autocomplete="email",
        maxlength="254",
        **more,
    )


def long_box(h: Vocabulary, label: str, *, name: str, field: Field, hint: str = "", **more: Node) -> Node:
    """A box to type paragraphs in."""
    control = h.long_box(
        value=field.value, id=name, name=name, **looks(h, field), **told(h, name, field, hint), **more
    )
    return labelled(h, label, control, name=name, field=field, hint=hint)


def choice(
    h: Vocabulary,
    label: str,
    options: Iterable[Option],
    *,
    name: str,
    field: Field,
    hint: str = "",
    width: str = "col-12",
) -> Node:
    """A list to choose from."""
    control = h.choice(
        options,
        value=field.value,
        id=name,
        name=name,
        **looks(h, field, "form-select"),
        **told(h, name, field, hint),
    )
    return labelled(h, label, control, name=name, field=field, hint=hint, width=width)


def file_box(h: Vocabulary, label: str, *, name: str, field: Field, accept: str, hint: str = "") -> Node:
    """A file to choose."""
    control = h.file_box(
        id=name, name=name, accept=accept, class_="form-control", **told(h, name, field, hint)
    )
    return labelled(h, label, control, name=name, field=field, hint=hint)


def agreement(h: Vocabulary, label: Node, *, name: str, field: Field) -> Node:
    """Something to say yes to; never ticked beforehand."""
    return h.div(
        h.div(
            h.tick(
                checked=h.when(field.value == "yes", True, False),
                id=name,
                name=name,
                value="yes",
                **looks(h, field, "form-check-input"),
                **told(h, name, field),
            ),
            h.label(label, for_=name, class_="form-check-label"),
            complaint(h, name, field.problem),
            class_="form-check",
        ),
        class_="col-12",
    )


def only_problem(name: str, field: Field) -> tuple[Problem, ...]:
    """What is wrong with a form of one box."""
    return (Problem(f"#{name}", field.problem),) if field.problem else ()


def hidden(h: Vocabulary, *, name: str, value: str) -> Node:
    """What the form carries without showing it."""
    return h.box(value=value, id=name, name=name, type="hidden")


def trap(h: Vocabulary) -> Node:
    """A box nobody sees: a robot fills it in, or a browser that means too well, so it only makes a person look."""
    return h.div(
        h.label("Leave this empty", for_="website"),
        h.box(value="", id="website", name="website", tabindex="-1", autocomplete="off"),
        class_="d-none",
        aria_hidden="true",
    )


def bot_check(h: Vocabulary, site_key: Node, *, action: str) -> Node:
    """Cloudflare's question whether one is a robot, where the site asks it; `action` names the form."""
    return h.when(site_key, h.div(class_="cf-turnstile mt-3", data_sitekey=site_key, data_action=action))


def summary(h: Vocabulary, problems: tuple[Problem, ...]) -> Node:
    """Everything that is wrong, as links to the boxes; it is read out, and takes the focus."""
    return h.when(
        problems,
        h.div(
            h.h2("Please check", class_="h5"),
            h.ul(
                h.each(problems, lambda one: h.li(h.out(one.sentence, href=one.href, class_="alert-link"))),
                class_="mb-0",
            ),
            role="alert",
            tabindex="-1",
            autofocus=True,
            data_summary="",
            class_="alert alert-danger",
        ),
    )
