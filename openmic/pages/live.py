"""The live vocabulary: parts as React elements. The only place that knows Reflex's oddities.

React calls some attributes by other names; `class` and its like go through `custom_attrs` so that no
attribute of ours is lost. A link inside the app is React Router's; any other is the browser's own.
"""

from collections.abc import Callable, Iterable
from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router import ReactRouterLink

from openmic.adapters import html

REACT_NAMES = {
    "class_": "className",
    "for_": "htmlFor",
    "datetime": "dateTime",
    "tabindex": "tabIndex",
    "maxlength": "maxLength",
    "autocomplete": "autoComplete",
    "inputmode": "inputMode",
    "enctype": "encType",
    "novalidate": "noValidate",
    "autofocus": "autoFocus",
    "formaction": "formAction",
}
NOTHING = rx.Var(_js_expr="undefined")
LOCATION = rx.vars.VarData(
    hooks={"const location_ = useLocation()": None},
    imports={"react-router": [rx.ImportVar(tag="useLocation")]},
)
HERE = rx.Var(_js_expr="location_.pathname", _var_data=LOCATION).to(str)
ONLINE = rx.Var(
    _js_expr="online_",
    _var_data=rx.vars.VarData(
        hooks={
            "const online_ = useSyncExternalStore((tell) => {"
            " const kinds = ['online', 'offline']; kinds.forEach((kind) => addEventListener(kind, tell));"
            " return () => kinds.forEach((kind) => removeEventListener(kind, tell));"
            "}, () => navigator.onLine, () => true)": None
        },
        imports={"react": [rx.ImportVar(tag="useSyncExternalStore")]},
    ),
).to(bool)
ADDRESS = rx.Var(_js_expr="(location_.pathname+location_.search)", _var_data=LOCATION).to(str)


def once(condition: Any) -> rx.Var:
    """Whether a condition has ever held since the page was opened. One for each page: it is a React ref."""
    seen = rx.vars.VarData(
        hooks={"const once_ = useRef(false)": None}, imports={"react": [rx.ImportVar(tag="useRef")]}
    )
    data = rx.vars.VarData.merge(condition._get_all_var_data(), seen)
    return rx.Var(_js_expr=f"(once_.current ||= {condition!s})", _var_data=data).to(bool)


class KeptField(rx.Component):
    """An input or select that keeps what a person typed before the page was live (assets/kept-field.js)."""

    library = "$/public/kept-field.js"
    tag = "KeptField"
    kind: rx.Var[str]
    held: rx.Var[str | bool]


class QueryForm(rx.Component):
    """A form that goes to the address of what it asks for, within the app (assets/query-form.js)."""

    library = "$/public/query-form.js"
    tag = "QueryForm"


class AskingForm(rx.Component):
    """A form that is checked step by step before it is sent (assets/asking-form.js)."""

    library = "$/public/asking-form.js"
    tag = "AskingForm"
    answers: rx.Var[int]
    is_ready: rx.Var[bool]
    on_ask: rx.EventHandler[lambda typed: [typed]]
    on_guess: rx.EventHandler[lambda typed: [typed]]


class SentForm(rx.Component):
    """A form that goes over the websocket where there is one, and is posted where not (assets/sent-form.js)."""

    library = "$/public/sent-form.js"
    tag = "SentForm"
    on_sent: rx.EventHandler[lambda sent: [sent]]


class QueueKeys(rx.Component):
    """The keys of the queue, and where the focus goes when an item has gone (assets/queue-keys.js)."""

    library = "$/public/queue-keys.js"
    tag = "QueueKeys"


class Arrival(rx.Component):
    """Goes with content that has just come: a focus lost with the old page is given to it (assets/arrival.js)."""

    library = "$/public/arrival.js"
    tag = "Arrival"


class Live:
    """Says what openmic.parts.vocabulary describes in React elements; hears events."""

    def each(self, items: Any, part: Callable[[Any], Any], *, key: str = "") -> Any:
        if isinstance(items, rx.Var):
            return rx.foreach(items, (lambda item: keyed(part(item), item, key)) if key else part)
        return rx.fragment(*(part(item) for item in items))

    def once(self, part: Callable[[Any, Any], Any], view: Any) -> Any:
        return part(self, view)

    def when(self, test: Any, yes: Any, no: Any = None) -> Any:
        if isinstance(yes, rx.Component):
            return rx.cond(test, yes, no if no is not None else rx.fragment())
        return rx.cond(test, yes, no if no is not None else NOTHING)

    def choice(self, options: Iterable[Any], *, value: Any, **attributes: Any) -> Any:
        lines = self.each(options, lambda one: self.option(one.label, value=one.value))
        return KeptField.create(lines, kind="select", held=value, custom_attrs=named(attributes))

    def box(self, *, value: Any, **attributes: Any) -> Any:
        return KeptField.create(kind="input", held=value, custom_attrs=named(attributes))

    def tick(self, *, checked: Any, **attributes: Any) -> Any:
        told = named({"type": "checkbox", **attributes})
        return KeptField.create(kind="input", held=checked, custom_attrs=told)

    def long_box(self, *, value: Any, **attributes: Any) -> Any:
        return KeptField.create(kind="textarea", held=value, custom_attrs=named(attributes))

    def file_box(self, **attributes: Any) -> Any:
        return KeptField.create(kind="input", held="", custom_attrs=named({"type": "file", **attributes}))

    def asking_form(self, *children: Any, answers: Any, is_ready: Any, **attributes: Any) -> Any:
        return AskingForm.create(
            *children,
            answers=answers,
            is_ready=is_ready,
            **heard(attributes),
            custom_attrs=named({"method": "post", **attributes}),
        )

    def sent_form(self, *children: Any, **attributes: Any) -> Any:
        told = named({"method": "post", **attributes})
        return SentForm.create(*children, **heard(attributes), custom_attrs=told)

    def query_form(self, *children: Any, **attributes: Any) -> Any:
        return QueryForm.create(*children, custom_attrs=named({"method": "get", **attributes}))

    def out(self, *children: Any, href: Any, **attributes: Any) -> Any:
        return A.create(*children, custom_attrs=named({"href": href, **attributes}))

    def a(self, *children: Any, href: Any, **attributes: Any) -> Any:
        return ReactRouterLink.create(*children, to=href, **heard(attributes), custom_attrs=named(attributes))

    def __getattr__(self, tag: str) -> Callable[..., Any]:
        def make(*children: Any, **attributes: Any) -> Any:
            return getattr(rx.el, tag)(*children, **heard(attributes), custom_attrs=named(attributes))

        return make


def named(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes under React's names, without events."""
    return {
        REACT_NAMES.get(name, name.strip("_").replace("_", "-")): value
        for name, value in attributes.items()
        if value is not None and not name.startswith("on_")
    }


def heard(attributes: dict[str, Any]) -> dict[str, Any]:
    """The events among the attributes."""
    return {name: value for name, value in attributes.items() if value is not None and name.startswith("on_")}


def keyed(component: Any, item: Any, key: str) -> Any:
    """A component of a list that React tells from the others by a field of its item."""
    component.key = getattr(item, key)
    return component


LIVE = Live()


def slot(name: str, skeleton: Any) -> rx.Component:
    """An element whose inside the server fills and React never touches; `skeleton` holds its place meanwhile."""
    inside = f"<!--slot:{name}-->{html.render(skeleton)}<!--/slot:{name}-->"
    return rx.el.div(
        data_slot=name,
        custom_attrs={"dangerouslySetInnerHTML": {"__html": inside}, "suppressHydrationWarning": True},
    )
