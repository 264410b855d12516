"""The queue, live: what others decide shows by itself."""

import reflex as rx

from openmic.adapters.html import PLAIN
from openmic.pages.frame import screen, titled
from openmic.pages.live import ADDRESS, HERE, LIVE, QueueKeys, once, slot
from openmic.parts.queue import queue, queue_skeleton
from openmic.state.queue import QueueState

SHOWN = once(QueueState.answered == ADDRESS) & (QueueState.page.path == HERE)
TITLE = titled(SHOWN, "Queue · OpenMicOxfordshire")


def page() -> rx.Component:
    """What waits, with the keys."""
    content = queue(
        LIVE,
        QueueState.page,
        on_decide=QueueState.decide,
        on_several=QueueState.decide_several,
        on_undo=QueueState.undo,
    )
    waiting = slot("queue", queue_skeleton(PLAIN))
    return screen(
        rx.fragment(content, rx.cond(QueueState.page.is_shut, rx.fragment(), QueueKeys.create())),
        waiting=waiting,
        loaded=SHOWN,
        notice=QueueState.notice,
    )
