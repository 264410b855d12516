"""A wish for the weekly mail, and what came of each week's."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, func, text
from sqlmodel import Field, SQLModel

from openmic.models.choices import Category
from openmic.models.columns import choice, moment, uuid7

CONFIRMED = text("confirmed_at IS NOT NULL")


class Subscription(SQLModel, table=True):
    """One wish of one mailbox: nights of a town or of all, of one kind or of all. It may have several.

    `request_id` is the form's that asked for it: what one link confirms. Until then nothing is sent.
    """

    __table_args__ = (
        CheckConstraint(r"email ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'", name="email_form"),
        CheckConstraint("paused_at IS NULL OR confirmed_at IS NOT NULL", name="paused_is_confirmed"),
        Index(
            "uq_subscription_wish",
            "email",
            "town_id",
            "category",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=CONFIRMED,
        ),
        Index(
            "ix_subscription_unconfirmed",
            "created_at",
            "id",
            postgresql_where=text("confirmed_at IS NULL"),
        ),
        Index("ix_subscription_email", "email"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    request_id: UUID
    email: str = Field(max_length=254)
    town_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="town.id", ondelete="CASCADE")
    category: Category | None = choice(Category, default=None, is_given=False)
    consent_wording: str = Field(max_length=20)
    consented_at: datetime = moment()
    confirmed_at: datetime | None = moment(default=None, nullable=True)
    paused_at: datetime | None = moment(default=None, nullable=True)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})


class Digest(SQLModel, table=True):
    """One week's mail: to how many it was written. `week` is London's, such as 2026-W48 (ISO 8601).

    `reached` is the wish up to which mailboxes have had theirs: where who writes it goes on after a kill.
    """

    __table_args__ = (
        CheckConstraint("week ~ '^[0-9]{4}-W[0-9]{2}$'", name="week_form"),
        CheckConstraint("mails >= 0", name="mails"),
    )

    week: str = Field(max_length=8, primary_key=True)
    mails: int = Field(default=0, sa_type=BigInteger)
    reached: UUID | None = Field(default=None)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})


class DigestClick(SQLModel, table=True):
    """How often a night was opened from a week's mail: by all together, and nothing of who."""

    __tablename__ = "digest_click"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (CheckConstraint("clicks >= 1", name="clicks"),)

    week: str = Field(max_length=8, primary_key=True, foreign_key="digest.week", ondelete="CASCADE")
    event_id: UUID = Field(primary_key=True, foreign_key="event.id", ondelete="CASCADE")
    clicks: int = Field(default=1, sa_type=BigInteger)
