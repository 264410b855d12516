"""What a link in a mail carries: proof that whoever follows it reads that mailbox."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, func
from sqlmodel import Field, SQLModel

from openmic.models.choices import Purpose
from openmic.models.columns import choice, moment


class Token(SQLModel, table=True):
    """A random word for one purpose. Only its SHA-256 is stored, so that this table opens no door (TRUST T11)."""

    __table_args__ = (
        CheckConstraint(
            "(purpose IN ('sign_in', 'subscribe', 'subscriptions', 'privacy')) = (event_id IS NULL)",
            name="is_about_a_night",
        ),
        CheckConstraint("expires_at > created_at", name="expires_later"),
    )

    secret_hash: str = Field(max_length=64, primary_key=True)
    purpose: Purpose = choice(Purpose)
    email: str = Field(max_length=254)
    event_id: UUID | None = Field(default=None, foreign_key="event.id", index=True, ondelete="CASCADE")
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    expires_at: datetime = moment(index=True)
    used_at: datetime | None = moment(default=None, nullable=True)
