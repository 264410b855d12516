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


class MailState(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"  # refused for good, or tried too often


class RevisionState(StrEnum):
    """What has become of a change to a published night."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"  # by a later change
    WITHDRAWN = "withdrawn"
