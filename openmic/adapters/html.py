"""The plain vocabulary: parts as escaped HTML text. The only file that knows htpy."""

from collections.abc import Callable, Iterable
from typing import Any

import htpy
from markupsafe import Markup

Node = Any


class Plain:
    """Says what openmic.parts.vocabulary describes in HTML; hears no events."""

    def each(self, items: Iterable[Any], part: Callable[[Any], Node]) -> Node:
        return [part(item) for item in items]

    def when(self, test: Any, yes: Node, no: Node = None) -> Node:
        return yes if test else no

    def choice(self, options: Iterable[Any], *, value: Any, **attributes: Any) -> Node:
        lines = [self.option(one.label, value=one.value, selected=one.value == value) for one in options]
        return self.select(*lines, **attributes)

    def box(self, *, value: Any, **attributes: Any) -> Node:
        return self.input(value=value, **attributes)

    def tick(self, *, checked: Any, **attributes: Any) -> Node:
        return self.input(type="checkbox", checked=checked, **attributes)

    def query_form(self, *children: Node, **attributes: Any) -> Node:
        return self.form(*children, method="get", **attributes)

    def out(self, *children: Node, href: Any, **attributes: Any) -> Node:
        return self.a(*children, href=href, **attributes)

    def __getattr__(self, tag: str) -> Callable[..., Node]:
        element = getattr(htpy, tag)

        def make(*children: Node, **attributes: Any) -> Node:
            told = {name: value for name, value in attributes.items() if not name.startswith("on_")}
            made = element(**told)
            return made[children] if children else made

        return make


PLAIN = Plain()


def render(node: Node) -> str:
    """A node as text, everything in it escaped."""
    return str(htpy.fragment[node])


def document(node: Node) -> str:
    """An `html` element as a whole document."""
    return str(node)


def trusted(markup: str) -> Node:
    """Markup that this program itself rendered, to be put in as it is."""
    return Markup(markup)  # noqa: S704  (the name says whose word it is)
