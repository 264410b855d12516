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
    return screen(content, waiting=slot("detail", detail_skeleton(PLAIN)), loaded=SHOWN)
