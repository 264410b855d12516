"""Mails about personal data: the link to see it, and what becomes of a complaint."""

from openmic.views.letter import Fact, Letter

REGULATOR = (
    "You can also complain to the Information Commissioner’s Office at any time: ico.org.uk/make-a-complaint."
)


def personal_data(*, home: str, page: str) -> Letter:
    """The link to see, keep and erase what is held. It says nothing of whether there is anything (TRUST T14)."""
    return Letter(
        kind="privacy",
        subject="What we hold about your address",
        home=home,
        paragraphs=(
            "Hello,",
            "here is the link to see all that OpenMicOxfordshire holds about this address, to keep a copy of it,"
            " and to have it erased.",
        ),
        button="See it",
        address=home + page,
        afterwards=(
            "The link works for 24 hours. Whoever has it can do the same, so pass it on to nobody.",
            "If you didn’t ask for it, you need do nothing.",
        ),
    )


def acknowledged(reference: str, *, until: str, home: str) -> Letter:
    """Says that a complaint has come, and what happens next; not a word that was typed."""
    return Letter(
        kind="complaint",
        subject="We have your complaint",
        home=home,
        paragraphs=(
            "Thank you for telling us. We have your complaint about how we handle personal data.",
            "A person looks into it. We write to you again when we have decided, without undue delay"
            f" and by {until} at the latest. If we need to know more, we ask you.",
        ),
        facts=(Fact("Its reference", reference),),
        afterwards=(REGULATOR, "If you did not complain, ignore this mail: somebody mistyped their address."),
    )


def answered(reference: str, outcome: str, *, home: str) -> Letter:
    """Brings our answer to a complaint."""
    return Letter(
        kind="complaint-answer",
        subject="Our answer to your complaint",
        home=home,
        paragraphs=("We have looked into your complaint about how we handle personal data. Our answer:",),
        quoted=tuple(line for line in outcome.splitlines() if line.strip()),
        facts=(Fact("Its reference", reference),),
        afterwards=("Do you think we are wrong? Please answer this mail.", REGULATOR),
    )
