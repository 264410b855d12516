"""The words a part may use. Each world has its own way of saying them; a part cannot tell which it is in."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

Node = Any


class Vocabulary(Protocol):
    """How a part makes markup.

    `h.article("text", h.p("more"), class_="card")` is any element: children first, then attributes by
    their HTML names with `_` for `-`. Attributes that begin with `on_` are heard in the live world only.
    """

    def each(self, items: Iterable[Any], part: Callable[[Any], Node], *, key: str = "") -> Node:
        """One node for each item. Where items come and go, `key` is the field that tells one from another: what
        somebody does with one of them stays with it.
        """
        ...

    def once(self, part: Callable[["Vocabulary", Any], Node], view: Any) -> Node:
        """`part(h, view)`, where nothing but the view decides what it looks like: made once, used again."""
        ...

    def when(self, test: Any, yes: Node, no: Node = None) -> Node:
        """`yes` if the test holds, else `no`."""
        ...

    def choice(self, options: Iterable[Any], *, value: Any, **attributes: Any) -> Node:
        """A select of options (value and label) with one of them chosen; it keeps what a person chose."""
        ...

    def box(self, *, value: Any, **attributes: Any) -> Node:
        """An input that keeps what a person typed."""
        ...

    def tick(self, *, checked: Any, **attributes: Any) -> Node:
        """A checkbox that keeps what a person ticked."""
        ...

    def long_box(self, *, value: Any, **attributes: Any) -> Node:
        """A box for several lines that keeps what a person typed."""
        ...

    def file_box(self, **attributes: Any) -> Node:
        """A file to choose; it keeps the one a person chose."""
        ...

    def asking_form(self, *children: Node, answers: Any, is_ready: Any, **attributes: Any) -> Node:
        """A form that is posted. Live it asks first (`on_ask`), says what is chosen on the way (`on_guess`), and
        goes when it `is_ready`; each of the `answers` takes the focus to what is to be done next.
        """
        ...

    def sent_form(self, *children: Node, **attributes: Any) -> Node:
        """A form that is posted to its action. Live, what was typed goes to `on_sent`, with the button pressed."""
        ...

    def query_form(self, *children: Node, **attributes: Any) -> Node:
        """A form that goes to its action with what was asked for as the query."""
        ...

    def out(self, *children: Node, href: Any, **attributes: Any) -> Node:
        """A link to a file, another site or a place in this page: the browser itself follows it."""
        ...

    def __getattr__(self, tag: str) -> Callable[..., Node]: ...
