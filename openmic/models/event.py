"""One night at one place, as the organiser sent it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    ForeignKeyConstraint,
    Index,
    Text,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

from openmic.models.choices import Category, Status
from openmic.models.columns import choice, flags, moment, uuid7
from openmic.models.search import VECTOR

LIVE = text("status = 'published'")
# what moderators look for, also mistyped
NAMES = literal_column("(title || ' ' || venue_name || ' ' || organiser_name)")


def _given(column: str) -> CheckConstraint:
    return CheckConstraint(f"char_length(btrim({column})) > 0", name=f"{column}_given")


class Event(SQLModel, table=True):
    """A dated occurrence. Public pages only ever see it as a listing, without the organiser's address."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["town_id", "town_name"],
            ["town.id", "town.name"],
            name="fk_event_town",
            onupdate="CASCADE",
            match="FULL",
        ),
        *(_given(column) for column in ("title", "venue_name")),
        CheckConstraint(
            "char_length(btrim(organiser_name)) > 0 OR erased_at IS NOT NULL", name="organiser_name_given"
        ),
        CheckConstraint("char_length(description) <= 5000", name="description_length"),
        CheckConstraint(
            r"organiser_email ~ '^[^@[:space:]]+@[^@[:space:]]+$' OR erased_at IS NOT NULL",
            name="organiser_email_form",
        ),
        # what is left of an erased night are facts about a place and an evening
        CheckConstraint(
            "erased_at IS NULL OR (organiser_name = '' AND organiser_email = '' AND description = ''"
            " AND ticket_url = '' AND appeal = '' AND flags = '{}' AND image_key IS NULL AND image_alt = ''"
            " AND account_id IS NULL AND import_key IS NULL AND submission_key IS NULL"
            " AND NOT takes_messages)",
            name="erased_is_anonymous",
        ),
        CheckConstraint("end_at > start_at", name="ends_after_start"),
        # a night is at most a day long: the finder relies on it to find what is still running
        CheckConstraint("end_at <= start_at + interval '24 hours'", name="lasts_a_day_at_most"),
        CheckConstraint("image_key IS NULL OR char_length(btrim(image_alt)) > 0", name="image_has_alt_text"),
        CheckConstraint("ticket_url = '' OR ticket_url ~ '^https://'", name="ticket_url_https"),
        CheckConstraint(
            "status <> 'published' OR (email_verified AND published_at IS NOT NULL)",
            name="published_is_verified",
        ),
        # what the public reads is word for word what somebody approved (TRUST T27, T28)
        CheckConstraint(
            "status <> 'published' OR (approved_revision IS NOT NULL AND approved_revision = revision)",
            name="published_is_approved",
        ),
        CheckConstraint("withdrawn_at IS NULL OR status = 'archived'", name="withdrawn_is_archived"),
        CheckConstraint("hidden_at IS NULL OR status = 'pending'", name="hidden_is_pending"),
        CheckConstraint("NOT is_unreviewed OR status = 'published'", name="unreviewed_is_published"),
        CheckConstraint(
            "queued_at IS NULL OR (email_verified AND status IN ('pending', 'published'))",
            name="queued_is_proved",
        ),
        CheckConstraint("featured = (featured_until IS NOT NULL)", name="featured_has_an_end"),
        CheckConstraint("char_length(appeal) <= 1000", name="appeal_length"),
        CheckConstraint("revision >= 1 AND sequence >= 0", name="counters"),
        CheckConstraint("updated_at >= created_at", name="updated_after_created"),
        # partial indexes hold what is live and nothing else; queries write the status as a literal
        Index(
            "ix_event_live_start",
            "start_at",
            "id",
            postgresql_where=LIVE,
            postgresql_include=["end_at", "town_name", "category"],  # what counting needs
        ),
        Index("ix_event_live_town", "town_id", "start_at", "id", postgresql_where=LIVE),
        Index("ix_event_live_category", "category", "start_at", "id", postgresql_where=LIVE),
        Index(
            "ix_event_live_search",
            "search_vector",
            postgresql_using="gin",
            postgresql_where=LIVE,
            postgresql_with={"fastupdate": "off"},  # read far more often than written
        ),
        Index("ix_event_featured", "featured_until", postgresql_where=text("featured")),
        Index("ix_event_venue_start", "venue_id", "start_at"),
        Index("ix_event_organiser_email", "organiser_email"),
        Index("ix_event_words", "search_vector", postgresql_using="gin"),
        Index(
            "ix_event_names",
            NAMES.label("names"),
            postgresql_using="gin",
            postgresql_ops={"names": "gin_trgm_ops"},
        ),
        Index("ix_event_queue", "queued_at", "id", postgresql_where=text("queued_at IS NOT NULL")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    title: str = Field(max_length=140)
    description: str = Field(default="", sa_type=Text)
    category: Category = choice(Category)
    venue_id: UUID | None = Field(default=None, foreign_key="venue.id")
    venue_name: str = Field(max_length=140)
    address: str = Field(default="", max_length=240)
    town_id: int | None = Field(default=None, sa_type=BigInteger)
    town_name: str | None = Field(default=None, max_length=60)
    postcode: str = Field(default="", max_length=10)
    start_at: datetime = moment()
    end_at: datetime = moment()
    organiser_name: str = Field(max_length=120)
    organiser_email: str = Field(max_length=254)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True, ondelete="SET NULL")
    image_key: str | None = Field(default=None, max_length=200, foreign_key="image.key")
    image_alt: str = Field(default="", max_length=300)
    ticket_url: str = Field(default="", max_length=500)
    status: Status = choice(Status, default=Status.PENDING)
    email_verified: bool = False
    verified_at: datetime | None = moment(default=None, nullable=True)
    flags: list[str] = flags()
    featured: bool = False
    featured_until: datetime | None = moment(default=None, nullable=True)
    takes_messages: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    is_sample: bool = False
    series_id: UUID | None = Field(default=None, index=True)
    import_key: str | None = Field(default=None, max_length=64, unique=True)
    submission_key: UUID | None = Field(default=None, unique=True)
    consent_wording: str | None = Field(default=None, max_length=20)
    consented_at: datetime | None = moment(default=None, nullable=True)
    revision: int = Field(default=1, sa_type=BigInteger)
    sequence: int = Field(default=0, sa_type=BigInteger)
    approved_revision: int | None = Field(default=None, sa_type=BigInteger)
    queued_at: datetime | None = moment(default=None, nullable=True)
    held_at: datetime | None = moment(default=None, nullable=True)
    hidden_at: datetime | None = moment(default=None, nullable=True)
    is_unreviewed: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    appeal: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    cancelled_at: datetime | None = moment(default=None, nullable=True)
    withdrawn_at: datetime | None = moment(default=None, nullable=True)
    published_at: datetime | None = moment(default=None, nullable=True)
    erased_at: datetime | None = moment(default=None, nullable=True)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    updated_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    search_vector: Any = Field(
        default=None, exclude=True, sa_column=Column(TSVECTOR, Computed(VECTOR, persisted=True))
    )
