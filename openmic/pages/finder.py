"""The finder, live, at `/` and at the addresses of towns, venues and near times."""

import reflex as rx

from openmic.adapters.html import PLAIN
from openmic.pages.frame import screen, titled
from openmic.pages.live import ADDRESS, HERE, LIVE, once, slot
from openmic.parts.finder import finder, finder_skeleton
from openmic.state.finder import FinderState

# A tab's state outlives a document: the list it held is not this address's until it has said so.
SHOWN = once(FinderState.answered == ADDRESS) & (FinderState.page.path == HERE)
TITLE = titled(SHOWN, FinderState.page.title)


def page() -> rx.Component:
    """The list of nights with its filters."""
    content = finder(
        LIVE,
        FinderState.page,
        busy=rx.cond(FinderState.answered == ADDRESS, "false", "true"),
        on_more=FinderState.more.prevent_default,
    )
    waiting = slot("finder", finder_skeleton(PLAIN))
    return screen(content, waiting=waiting, loaded=SHOWN, notice=FinderState.notice)
