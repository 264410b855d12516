"""Sending a night in, live: one step at a time."""

from openmic.adapters.html import PLAIN
from openmic.pages.frame import screen, titled
from openmic.pages.live import LIVE, slot
from openmic.parts.wizard import wizard, wizard_skeleton
from openmic.state.submission import SubmissionState

HEADING = "List your open mic · OpenMicOxfordshire"
TITLE = titled(SubmissionState.page.is_here, HEADING)


def page():
    """The wizard."""
    content = wizard(
        LIVE,
        SubmissionState.page,
        on_ask=SubmissionState.ask,
        on_guess=SubmissionState.guess,
        on_back=SubmissionState.back,
    )
    waiting = slot("submission", wizard_skeleton(PLAIN))
    return screen(
        content, waiting=waiting, loaded=SubmissionState.page.is_here, notice=SubmissionState.notice
    )
