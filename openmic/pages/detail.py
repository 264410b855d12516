"""One night's page, live."""

import reflex as rx

from openmic.adapters.html import PLAIN
from openmic.pages.frame import screen, titled
from openmic.pages.live import HERE, LIVE, slot
from openmic.parts.detail import detail_skeleton, listing_detail
from openmic.state.detail import DetailState

SHOWN = DetailState.night.path == HERE
TITLE = titled(SHOWN, DetailState.night.title)


def page() -> rx.Component:
    """When, where and what."""
    content = listing_detail(LIVE, DetailState.night)
    waiting = slot("detail", detail_skeleton(PLAIN))
    return screen(content, waiting=waiting, loaded=SHOWN, notice=DetailState.notice)
