"""What somebody can say is wrong with a listing, in words; which of it cannot wait."""

from openmic.models.choices import ReportReason

LABELS = {
    ReportReason.ILLEGAL: "It is illegal, or a danger to somebody",
    ReportReason.HATE: "It is hateful",
    ReportReason.SCAM: "It is a scam, or sells false tickets",
    ReportReason.EXPLICIT: "It is sexually explicit",
    ReportReason.IMPERSONATION: "Somebody pretends to be somebody else",
    ReportReason.WRONG: "Details are wrong",
    ReportReason.OTHER: "Something else",
}

# These hide the listing at once, until a person has looked (Online Safety Act 2023: swift takedown).
CANNOT_WAIT = frozenset(
    {
        ReportReason.ILLEGAL,
        ReportReason.HATE,
        ReportReason.SCAM,
        ReportReason.EXPLICIT,
        ReportReason.IMPERSONATION,
    }
)
