"""Mails to an organiser about what a moderator decided."""

from openmic import urls
from openmic.views.letter import Fact, Letter
from openmic.views.letters.nights import KEEP, Night, facts
from openmic.views.reasons import Why

SHARE = (
    "Put the link on your own page, in your group or on the venue’s: people find there when the night is on,"
    " and whether it still is."
)

MENDED = (
    "We mended a small thing in what you wrote. Have a look whether it is right, and change it if it is not."
)


def approved(night: Night, *, home: str, secret: str, page: str, is_mended: bool = False) -> Letter:
    """Says that a night is listed, and whether a moderator mended something first. `page` is its path."""
    return Letter(
        kind="approved",
        subject="Your open mic night is listed",
        home=home,
        paragraphs=("Thank you. Everybody can find your night now.", *([MENDED] if is_mended else []), SHARE),
        facts=(*facts(night), Fact("Its page", "as everybody sees it", home + page)),
        button="See or change your night",
        address=home + urls.manage(token=secret),
        afterwards=(
            "Is it called off? Cancel it there, and nobody comes in vain. Is it on again? Copy it to a new date.",
            KEEP,
        ),
    )


def change_approved(night: Night, *, home: str, secret: str, page: str, is_mended: bool = False) -> Letter:
    """Says that a change is on the site, and whether a moderator mended something first."""
    return Letter(
        kind="change-approved",
        subject="Your change is on the site",
        home=home,
        paragraphs=("Thank you. Everybody reads it now.", *([MENDED] if is_mended else [])),
        facts=(*facts(night), Fact("Its page", "as everybody sees it", home + page)),
        button="See or change your night",
        address=home + urls.manage(token=secret),
    )


def rejected(night: Night, *, home: str, secret: str, why: Why) -> Letter:
    """Says why a night is not listed, and how to mend it."""
    return Letter(
        kind="rejected",
        subject="Your open mic night is not listed yet",
        home=home,
        paragraphs=("Thank you for sending in your night. We have not listed it:", *why.paragraphs),
        facts=facts(night),
        button="See or change your night",
        address=home + urls.manage(token=secret),
        afterwards=("Do you think we are wrong? Say so on that page, and another person looks at it.",),
    )


def change_rejected(night: Night, *, home: str, secret: str, why: Why) -> Letter:
    """Says why a change is not on the site; the night stays listed as it was."""
    return Letter(
        kind="change-rejected",
        subject="We have not made your change",
        home=home,
        paragraphs=("Your night stays listed as it was. We have not made your change:", *why.paragraphs),
        facts=facts(night),
        button="See or change your night",
        address=home + urls.manage(token=secret),
    )


def unpublished(night: Night, *, home: str, secret: str, why: Why) -> Letter:
    """Says why a night that was listed is no longer."""
    return Letter(
        kind="unpublished",
        subject="Your open mic night is no longer listed",
        home=home,
        paragraphs=("We have taken your night off the site:", *why.paragraphs),
        facts=facts(night),
        button="See or change your night",
        address=home + urls.manage(token=secret),
        afterwards=("Do you think we are wrong? Say so on that page, and another person looks at it.",),
    )
