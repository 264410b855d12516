"""What is kept for how long, and why: the nightly job, `/privacy/` and docs/privacy.md are made from this table."""

from dataclasses import dataclass
from datetime import timedelta

INTERESTS = "Legitimate interests"
CONSENT = "Consent"
DUTY = "Legal duty"
YEAR = 365
UNTIL_ITS_END = 0


@dataclass(frozen=True)
class Kept:
    """One kind of thing: it goes `days` after the moment that `since` names, to the microsecond.

    `key` names what forgets it (openmic.domain.retention); where `by_the_site` is False the operator's own tools do.
    """

    key: str
    what: str
    days: int
    since: str
    why: str
    basis: str = INTERESTS
    then: str = "Deleted."
    by_the_site: bool = True

    @property
    def after(self) -> timedelta:
        """How long it is kept."""
        return timedelta(days=self.days)

    @property
    def how_long(self) -> str:
        """The same for people, with the moment it is counted from."""
        if self.days == UNTIL_ITS_END:
            return f"Until {self.since}"
        if self.days % YEAR == 0:
            years = self.days // YEAR
            return f"{years} year{'s' if years > 1 else ''} after {self.since}"
        return f"{self.days} days after {self.since}"


TABLE = (
    Kept(
        "unproved_nights",
        "Nights sent in from an email address that nobody confirmed",
        7,
        "they came",
        "So that a mail read late still works.",
    ),
    Kept(
        "rejected_nights",
        "Nights a moderator said no to, or that were taken off",
        30,
        "the decision",
        "So that the organiser can mend the night, or say that we were wrong.",
        then="Deleted. One that was public once keeps what, where and when, and nothing else.",
    ),
    Kept(
        "nights",
        "Nights that are over or were withdrawn: words, pictures, the organiser’s name and address, changes, reports",
        180,
        "the night ended",
        "To answer questions and complaints about what was listed.",
        then="One that was public keeps what, where and when, and nothing else. One that never was is deleted.",
    ),
    Kept(
        "pictures",
        "Pictures that no night shows any more",
        2,
        "they came, and an hour after the last night let go of them",
        "So that a form left open, or a decision taken back, still has its picture.",
        then="Deleted, files and all.",
    ),
    Kept(
        "report_addresses",
        "The internet address a report came from",
        90,
        "the report came",
        "Against false reports by the dozen.",
    ),
    Kept(
        "messages",
        "Messages to organisers, with the sender’s name and address",
        30,
        "they were sent on or turned down, or came and were never confirmed",
        "To look into abuse.",
    ),
    Kept(
        "unconfirmed_subscriptions",
        "Wishes for the weekly mail that nobody confirmed",
        7,
        "they came",
        "So that a mail read late still works.",
    ),
    Kept(
        "subscriptions",
        "Wishes for the weekly mail: address, town and kind, when and to which words you agreed",
        UNTIL_ITS_END,
        "you leave",
        "To send what you asked for, and to show that you did.",
        CONSENT,
        then="Deleted at once. A hash that nobody can be read from remembers that you left.",
    ),
    Kept(
        "mails",
        "Mails the site has written: to whom, about what. Their text goes as soon as they are sent",
        30,
        "they were sent, or were last due if they could not be",
        "To find out why a mail did not arrive.",
    ),
    Kept(
        "links",
        "Links from our mails, as hashes, with the address they went to",
        UNTIL_ITS_END,
        "they stop working",
        "So that only you can use them.",
    ),
    Kept(
        "sign_ins",
        "Browsers you are signed in with",
        UNTIL_ITS_END,
        "you sign out, or their time is over (90 days; 12 hours for moderators)",
        "So that you stay signed in.",
    ),
    Kept(
        "allowances",
        "Counts of what was done lately, by keyed hash",
        UNTIL_ITS_END,
        "the hour or the day they count is over",
        "Against floods and robots.",
    ),
    Kept(
        "visitors",
        "Who came today, as a keyed hash of internet address and browser, and how many pages they saw",
        UNTIL_ITS_END,
        "the day is over",
        "To count visitors without knowing who they are.",
        then="Deleted within two hours, and so is the day’s key. How many there were stays.",
    ),
    Kept(
        "accounts",
        "Organisers’ accounts that have no night",
        YEAR,
        "they were last signed in with",
        "So that you find your nights when you come back.",
    ),
    Kept(
        "audit_lines",
        "The trail of what was done with nights, by whom and why",
        YEAR,
        "it was done",
        "To answer for decisions.",
        DUTY,
    ),
    Kept(
        "complaints",
        "Complaints about personal data, with our answer",
        YEAR,
        "they were answered",
        "To show that we answered, and in time.",
        DUTY,
    ),
    Kept(
        "lifted_holds",
        "Notes of why a night was kept for longer",
        YEAR,
        "the night was let go",
        "To answer for having kept it.",
        DUTY,
    ),
    Kept(
        "erasures",
        "That an address was forgotten, as a keyed hash",
        YEAR,
        "it was forgotten",
        "So that a restored backup forgets it again. No backup lives so long.",
        DUTY,
    ),
    Kept(
        "job_runs",
        "When the site did its own work; nothing in it is about anybody",
        90,
        "it was due",
        "To see what went wrong.",
    ),
    Kept(
        "access_logs",
        "The server’s access logs, with shortened internet addresses",
        30,
        "they were written",
        "Against attacks, and to find faults.",
        by_the_site=False,
    ),
    Kept(
        "backups",
        "Encrypted backups of all of this",
        90,
        "they were made",
        "So that a broken disk is not the end.",
        by_the_site=False,
    ),
)
