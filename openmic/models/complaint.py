"""Somebody complains about how their personal data are handled (Data (Use and Access) Act 2025, section 103)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, func, text
from sqlmodel import Field, SQLModel

from openmic.models.columns import moment, uuid7


class Complaint(SQLModel, table=True):
    """One complaint: acknowledged within 30 days, then answered."""

    __table_args__ = (
        CheckConstraint("char_length(words) BETWEEN 1 AND 5000", name="words_length"),
        CheckConstraint(r"email ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'", name="email_form"),
        CheckConstraint("(answered_at IS NULL) = (outcome = '')", name="answered_has_outcome"),
        Index("ix_complaint_open", "created_at", "id", postgresql_where=text("answered_at IS NULL")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(default="", max_length=120)
    email: str = Field(max_length=254)
    words: str = Field(sa_type=Text)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    acknowledged_at: datetime | None = moment(default=None, nullable=True)
    answered_at: datetime | None = moment(default=None, nullable=True)
    outcome: str = Field(default="", sa_type=Text)
