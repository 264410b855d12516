"""Mails about a report: to the organiser, and to who reported. What a reporter wrote is in none of them."""

from openmic import urls
from openmic.models.choices import ReportReason
from openmic.views.letter import Fact, Letter
from openmic.views.letters.nights import KEEP, Night, facts

# What is said to be wrong, in our words to the organiser
SAID = {
    ReportReason.ILLEGAL: "Somebody told us that the listing may be illegal, or a danger to somebody.",
    ReportReason.HATE: "Somebody told us that the listing may be hateful.",
    ReportReason.SCAM: "Somebody told us that the listing may be a scam, or sell false tickets.",
    ReportReason.EXPLICIT: "Somebody told us that the listing may be sexually explicit.",
    ReportReason.IMPERSONATION: "Somebody told us that the listing may pretend to be somebody else’s.",
    ReportReason.WRONG: "Somebody told us that details of the listing may be wrong.",
    ReportReason.OTHER: "Somebody told us that something may be wrong with the listing.",
}
NOT_YOU = "If you did not report anything, ignore this mail: somebody mistyped their address."


def hidden(night: Night, *, home: str, secret: str, reason: ReportReason) -> Letter:
    """Says that a night is hidden until a person has looked at what somebody said about it, and how to appeal."""
    return Letter(
        kind="hidden",
        subject="We have hidden your night while we look at a report",
        home=home,
        paragraphs=(
            SAID[reason],
            "Until a person has looked at it, your night is not shown. That says nothing about who is right.",
        ),
        facts=facts(night),
        button="See your night, or tell us we are wrong",
        address=home + urls.manage(token=secret),
        afterwards=("We write to you again as soon as it is decided.",),
    )


def listed_again(night: Night, *, home: str, secret: str, page: str) -> Letter:
    """Says that a night that was hidden is listed as before. `page` is its path."""
    return Letter(
        kind="listed-again",
        subject="Your night is listed again",
        home=home,
        paragraphs=(
            "We have looked at what was reported about your night, and found nothing wrong with it.",
            "Everybody can find it again, as before. We are sorry for the trouble.",
        ),
        facts=(*facts(night), Fact("Its page", "as everybody sees it", home + page)),
        button="See or change your night",
        address=home + urls.manage(token=secret),
        afterwards=(KEEP,),
    )


def right(night: Night, *, home: str) -> Letter:
    """Says to who reported a night that something was done about it."""
    return Letter(
        kind="report-right",
        subject="What became of your report",
        home=home,
        paragraphs=("Thank you for telling us. We looked at this night, and acted on your report:",),
        facts=facts(night),
        afterwards=("Do you think it is not enough? Please answer this mail.", NOT_YOU),
    )


def dismissed(night: Night, *, home: str) -> Letter:
    """Says to who reported a night that it stays as it is."""
    return Letter(
        kind="report-dismissed",
        subject="What became of your report",
        home=home,
        paragraphs=(
            "Thank you for telling us. We looked at this night,"
            " and found nothing that we would take it off the site for:",
        ),
        facts=facts(night),
        afterwards=("Do you think we are wrong? Please answer this mail, and say why.", NOT_YOU),
    )
