"""Mails to who asked for the weekly mail. Anybody can have one sent to anybody, so nothing in them was typed."""

from openmic import urls
from openmic.views.letter import Fact, Letter
from openmic.views.subscription import WHEN

IGNORE = "If you did not ask for this, ignore this mail: nothing is sent without you."


def confirm(wishes: tuple[str, ...], *, home: str, page: str) -> Letter:
    """Asks whether these nights are wanted, on the `page` at this path."""
    return Letter(
        kind="subscribe",
        subject="Please confirm your weekly mail",
        home=home,
        paragraphs=(
            "Hello,",
            "somebody, we hope you, would like our weekly mail of open mics in Oxfordshire at this address.",
        ),
        facts=(*(Fact("Nights", words) for words in wishes), Fact("When", WHEN)),
        button="Yes, send it to me",
        address=home + page,
        afterwards=("The link works for 7 days. Each mail has a link to change or stop it.", IGNORE),
    )


def has_it(*, home: str, secret: str, is_paused: bool) -> Letter:
    """Tells who asks again that they have it, with the way to change it."""
    now = "You have paused it: the same page starts it again." if is_paused else f"It comes on {WHEN}."
    return Letter(
        kind="subscriptions",
        subject="Your weekly mail of open mics",
        home=home,
        paragraphs=(
            "Hello,",
            "somebody, we hope you, has asked for our weekly mail of open mics at this address. "
            f"You get just those nights already. {now}",
        ),
        button="See or change what you get",
        address=home + urls.subscriptions(secret),
        afterwards=("Nothing has changed. If it was not you, you need do nothing.",),
    )
