"""The plain vocabulary: parts as escaped HTML text. The only file that knows htpy."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any

import htpy
from markupsafe import Markup, escape

Node = Any
# what could end a block of data, or a line of it for an old reader
HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Plain:
    """Says what openmic.parts.vocabulary describes in HTML; hears no events."""

    def each(self, items: Iterable[Any], part: Callable[[Any], Node], *, key: str = "") -> Node:
        return [part(item) for item in items]

    def once(self, part: Callable[[Any, Any], Node], view: Any) -> Node:
        return _once(self, part, view)

    def when(self, test: Any, yes: Node, no: Node = None) -> Node:
        return yes if test else no

    def choice(self, options: Iterable[Any], *, value: Any, **attributes: Any) -> Node:
        lines = [self.option(one.label, value=one.value, selected=one.value == value) for one in options]
        return self.select(*lines, **attributes)

    def box(self, *, value: Any, **attributes: Any) -> Node:
        return self.input(value=value, **attributes)

    def tick(self, *, checked: Any, **attributes: Any) -> Node:
        return self.input(type="checkbox", checked=checked, **attributes)

    def long_box(self, *, value: Any, **attributes: Any) -> Node:
        return self.textarea(f"\n{value}", **attributes)  # HTML drops one line break at the start

    def file_box(self, **attributes: Any) -> Node:
        return self.input(type="file", **attributes)

    def asking_form(self, *children: Node, answers: Any, is_ready: Any, **attributes: Any) -> Node:
        return self.form(*children, method="post", **attributes)

    def sent_form(self, *children: Node, **attributes: Any) -> Node:
        return self.form(*children, method="post", **attributes)

    def query_form(self, *children: Node, **attributes: Any) -> Node:
        return self.form(*children, method="get", **attributes)

    def out(self, *children: Node, href: Any, **attributes: Any) -> Node:
        return self.a(*children, href=href, **attributes)

    def __getattr__(self, tag: str) -> Callable[..., Node]:
        make = partial(_element, tag)
        setattr(self, tag, make)  # found at once the next time
        return make


@lru_cache(maxsize=2000)
def _once(h: Plain, part: Callable[[Any, Any], Node], view: Any) -> Markup:
    return Markup(_text(part(h, view)))  # noqa: S704  (_text has escaped it)


def _element(tag: str, /, *children: Node, **attributes: Any) -> Markup:
    opening, closing = _tags(tag, tuple(attributes.items()))
    return Markup(f"{opening}{_text(children)}{closing}")  # noqa: S704  (_text has escaped it)


# Pages repeat most of their tags, so htpy need not make them anew; True is not 1, hence typed.
@lru_cache(maxsize=4096, typed=True)
def _tags(tag: str, attributes: tuple[tuple[str, Any], ...]) -> tuple[str, str]:
    shown = {name: value for name, value in attributes if not name.startswith("on_")}
    element = getattr(htpy, tag)(**shown)
    *opening, closing = element.iter_chunks()
    return (closing, "") if isinstance(element, htpy.VoidElement) else ("".join(opening), closing)


def _text(node: Node) -> str:
    kind = type(node)
    if kind is Markup:
        return node
    if isinstance(node, str):
        return escape(node)
    if kind is tuple or kind is list:
        return _text(node[0]) if len(node) == 1 else "".join([_text(one) for one in node])
    if node is None or kind is bool:
        return ""
    if kind is int:
        return str(node)
    raise TypeError(f"{node!r} is no text and no element")


PLAIN = Plain()


def render(node: Node) -> str:
    """A node as text, everything in it escaped."""
    return str(_text(node))


def document(node: Node) -> str:
    """An `html` element as a whole document."""
    return str(node)


def trusted(markup: str) -> Node:
    """Markup that this program itself rendered, to be put in as it is."""
    return Markup(markup)  # noqa: S704  (the name says whose word it is)


def data_block(value: Any) -> Node:
    """What a page is about, for search engines (JSON-LD). No browser runs it, and no text in it can end it (T20)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(HARMLESS)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704  (it holds no < or &)
