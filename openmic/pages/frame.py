"""The layout of every live page."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from openmic.pages.live import LIVE, ONLINE, Arrival
from openmic.parts.frame import frame
from openmic.parts.notices import offline_notice, problem_notice


def screen(content: rx.Component, *, waiting: rx.Component, loaded: Any, notice: Any) -> rx.Component:
    """A page that shows `waiting` (its slot) until its state is `loaded` for the present address.

    `notice` says what went wrong with the last thing the visitor did, if anything.
    """
    connected = ONLINE & ~has_connection_errors
    live = rx.cond(loaded & connected, "yes", "no")
    shown = rx.cond(loaded, rx.fragment(content, Arrival.create()), waiting)
    return rx.fragment(
        frame(LIVE, problem_notice(LIVE, notice), shown, live=live),
        rx.cond(loaded & ~connected, offline_notice(LIVE)),
    )


def titled(loaded: Any, title: Any) -> rx.Var:
    """The document's title: the server's own until the page is live, for React would overwrite it."""
    kept = rx.Var(_js_expr="(typeof document==='undefined'?'OpenMicOxfordshire':document.title)").to(str)
    return rx.cond(loaded, title, kept)
