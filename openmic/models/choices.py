"""The closed sets of words the tables know."""

from enum import StrEnum


class Category(StrEnum):
    """What kind of night it is."""

    MUSIC = "music"
    COMEDY = "comedy"
    SPOKEN = "spoken"
    JAM = "jam"
    OTHER = "other"


class Status(StrEnum):
    """Where an event stands between being sent in and being put away."""

    PENDING = "pending"
    PUBLISHED = "published"
    REJECTED = "rejected"
    ARCHIVED = "archived"


class Role(StrEnum):
    """What somebody may do."""

    ORGANISER = "organiser"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Purpose(StrEnum):
    """What a token is good for, and for nothing else."""

    VERIFY = "verify"  # proves a guest's address
    MANAGE = "manage"  # opens one night to its organiser
    RECEIPT = "receipt"  # asks for the verification mail once more
    SIGN_IN = "sign_in"
    MESSAGE = "message"  # proves the address of who writes to an organiser
    SUBSCRIBE = "subscribe"  # proves the address of who wants the weekly mail
    SUBSCRIPTIONS = "subscriptions"  # changes and ends what one mailbox gets
    PRIVACY = "privacy"  # shows what is held about one mailbox, and erases it


class MailState(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"  # refused for good, or tried too often
    UNCERTAIN = "uncertain"  # it may have arrived, and must not arrive twice: a person decides
    DROPPED = "dropped"  # by a person: not to be sent


class RevisionState(StrEnum):
    """What has become of a change to a published night."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"  # by a later change
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What was done, in the audit trail."""

    SUBMIT = "submit"
    VERIFY = "verify"
    CHANGE = "change"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    APPEAL = "appeal"
    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"
    RELEASE = "release"
    UNDO = "undo"
    EDIT = "edit"
    UNPUBLISH = "unpublish"
    LOOK_OVER = "look_over"  # a person has seen what was published without one
    AUTO_PUBLISH = "auto_publish"  # a trusted organiser's
    HIDE = "hide"  # a report that cannot wait
    REVIEW_REPORT = "review_report"
    DISMISS_REPORT = "dismiss_report"
    RELEASE_MESSAGE = "release_message"
    DROP_MESSAGE = "drop_message"
    FEATURE = "feature"
    UNFEATURE = "unfeature"
    TRUST = "trust"
    DISTRUST = "distrust"
    SWITCH = "switch"
    ARCHIVE = "archive"  # its time is over
    KEEP = "keep"  # a legal hold
    LET_GO = "let_go"  # the hold is lifted
    ERASE = "erase"  # somebody asked to be forgotten
    ANSWER = "answer"  # a complaint
    RESEND_MAIL = "resend_mail"
    DROP_MAIL = "drop_mail"
    EDIT_VENUE = "edit_venue"
    MERGE_VENUES = "merge_venues"
    MERGE_TOWNS = "merge_towns"


class Actor(StrEnum):
    """What kind of somebody did it."""

    MODERATOR = "moderator"
    ORGANISER = "organiser"
    VISITOR = "visitor"
    SITE = "site"


class ReportReason(StrEnum):
    """What somebody says is wrong with a listing."""

    ILLEGAL = "illegal"
    HATE = "hate"
    SCAM = "scam"  # or a counterfeit ticket
    EXPLICIT = "explicit"
    IMPERSONATION = "impersonation"
    WRONG = "wrong"  # details
    OTHER = "other"


class ReportState(StrEnum):
    """What has become of a report."""

    OPEN = "open"
    REVIEWED = "reviewed"  # it was right, and something was done
    DISMISSED = "dismissed"


class MessageState(StrEnum):
    """How far a message to an organiser has come."""

    UNPROVED = "unproved"  # its sender has not shown that the address is theirs
    HELD = "held"  # a person looks at it first
    SENT = "sent"
    DROPPED = "dropped"


class SwitchName(StrEnum):
    """What can be turned."""

    SUBMISSIONS = "submissions"


class RunState(StrEnum):
    """How a job did in one period."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"  # its time was over before anybody could begin


class ErasureScope(StrEnum):
    """What was forgotten of a mailbox."""

    ALL = "all"
    SUBSCRIPTIONS = "subscriptions"  # it left the weekly mail


class Counted(StrEnum):
    """What is counted of a night."""

    VIEW = "view"
    CALENDAR = "calendar"  # its file was taken
    MESSAGE = "message"  # one was passed on to its organiser
