"""Mails of the way between a visitor and an organiser. Nothing a visitor typed is in a subject or can be followed."""

from openmic.views.letter import Fact, Letter
from openmic.views.letters.nights import Night, facts
from openmic.views.message import Message, unfollowable

SUBJECT = "A message about your open mic night"


def prove(night: Night, *, home: str, page: str) -> Letter:
    """Asks who wrote to an organiser to show that the address is theirs, on the `page` at this path; says
    nothing of what they wrote.
    """
    return Letter(
        kind="message-proof",
        subject="Please confirm your message",
        home=home,
        paragraphs=(
            "Somebody, we hope you, has written to the organiser of this night and gave this address.",
        ),
        facts=facts(night),
        button="Read it again and send it",
        address=home + page,
        afterwards=(
            "The link works for 48 hours. The organiser will see this address, to be able to answer.",
            "If you did not write it, ignore this mail: nothing is sent without you.",
        ),
    )


def message(night: Night, said: Message, *, home: str, switch: str) -> Letter:
    """Brings a visitor's words to the organiser.

    `switch` is the path of a page that asks to sign in. An answer goes to a stranger and quotes this mail: a
    link that opens the night by itself would hand it over to them.
    """
    return Letter(
        kind="message",
        subject=SUBJECT,
        home=home,
        paragraphs=(
            "A visitor has written to you through OpenMicOxfordshire. To answer, reply to this mail: "
            "only then do they learn your address.",
            "These are their words, not ours:",
        ),
        quoted=tuple(line for line in unfollowable(said.words).splitlines() if line.strip()),
        facts=(
            Fact("Name they gave", unfollowable(said.name)),
            Fact("Their address", said.mailbox),
            *facts(night),
            Fact("Unwanted?", "Sign in and switch messages off", home + switch),
        ),
        afterwards=("We have taken web addresses apart, so that none can be pressed by mistake.",),
    )
