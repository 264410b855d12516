"""Why a night is not listed: what a moderator chooses, and what its organiser reads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason: `label` for the moderator; what is wrong and how to mend it, for the organiser."""

    key: str
    label: str
    wrong: str
    mend: str


ALL = (
    Reason(
        "details",
        "Details are missing",
        "Something people need to know is missing, or we could not make sense of it.",
        "Add it, and a person looks at the night again.",
    ),
    Reason(
        "date",
        "The date or time looks wrong",
        "The date or the time looks wrong.",
        "Check when it is, and a person looks at the night again.",
    ),
    Reason(
        "duplicate",
        "It is listed already",
        "This night is on the site already.",
        "If it is another one, change its title so that people can tell them apart.",
    ),
    Reason(
        "kind",
        "It is not an open mic",
        "We list nights at which anybody can take part: open mics, jams, slams and the like.",
        "If people can sign up to perform, say how in the description.",
    ),
    Reason(
        "place",
        "It is not in Oxfordshire",
        "We list nights in Oxfordshire only.",
        "If it is in the county, check its address and postcode.",
    ),
    Reason(
        "advert",
        "It is an advertisement",
        "It reads like an advertisement rather than a night people can come to.",
        "Say what happens on the night, and leave the rest out.",
    ),
    Reason(
        "guidelines",
        "It breaks our guidelines",
        "It breaks our guidelines: no hate, nothing illegal, no scams, nothing explicit, no false tickets.",
        "If you change what breaks them, a person looks at the night again.",
    ),
    Reason("other", "Something else", "", "Change it, and a person looks at the night again."),
)
BY_KEY = {reason.key: reason for reason in ALL}
LONGEST = 1000  # characters of a moderator's own words


@dataclass(frozen=True)
class Why:
    """A reason chosen, with a moderator's own words to the organiser."""

    reason: Reason
    words: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What its organiser reads."""
        return tuple(text for text in (self.reason.wrong, self.words, self.reason.mend) if text)

    @property
    def line(self) -> str:
        """What the audit trail says."""
        return f"{self.reason.label}: {self.words}" if self.words else self.reason.label


def why(key: str, words: str) -> Why | str:
    """What a moderator chose and wrote, or what is wrong with it in words for them."""
    reason, words = BY_KEY.get(key), words.strip().replace("\r\n", "\n")
    if reason is None:
        return "Choose a reason: it is mailed to the organiser."
    if reason.key == "other" and not words:
        return "Say what is wrong: it is mailed to the organiser."
    if len(words) > LONGEST:
        return f"Keep this to {LONGEST:,} characters; it has {len(words):,}."
    return Why(reason, words)


def told(line: str) -> tuple[str, ...]:
    """What the organiser was told, from a line that `Why.line` wrote into the audit trail; empty for another."""
    for reason in ALL:
        if line == reason.label or line.startswith(f"{reason.label}: "):
            return Why(reason, line[len(reason.label) + 2 :]).paragraphs
    return ()
