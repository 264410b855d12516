"""Somebody says that something is wrong with a listing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, func, text
from sqlalchemy.dialects.postgresql import INET
from sqlmodel import Field, SQLModel

from openmic.models.choices import ReportReason, ReportState
from openmic.models.columns import choice, moment, uuid7


class Report(SQLModel, table=True):
    """One complaint. The address it came from is kept for 90 days; a mailbox only if they want the outcome."""

    __table_args__ = (
        CheckConstraint("char_length(words) <= 1000", name="words_length"),
        CheckConstraint(r"email = '' OR email ~ '^[^@[:space:]]+@[^@[:space:]]+$'", name="email_form"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_is_dated"),
        Index("ix_report_event_id", "event_id", "id"),
        Index("ix_report_open", "event_id", postgresql_where=text("state = 'open'")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    reason: ReportReason = choice(ReportReason)
    words: str = Field(default="", sa_type=Text)
    email: str = Field(default="", max_length=254)
    ip: str | None = Field(default=None, sa_type=INET)
    state: ReportState = choice(ReportState, default=ReportState.OPEN)
    hid_listing: bool = False
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    decided_at: datetime | None = moment(default=None, nullable=True)
