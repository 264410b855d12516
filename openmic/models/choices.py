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
