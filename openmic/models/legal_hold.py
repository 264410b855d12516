"""What keeps a night and all that belongs to it from being forgotten."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, func, text
from sqlmodel import Field, SQLModel

from openmic.models.columns import moment, uuid7


class LegalHold(SQLModel, table=True):
    """Why a night is kept beyond its time, who answers for it, and when somebody looks at it again.

    There is no cascade: while a row is here, the database itself refuses to delete the night.
    """

    __tablename__ = "legal_hold"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        CheckConstraint("char_length(btrim(reason)) BETWEEN 1 AND 1000", name="reason_given"),
        CheckConstraint("char_length(btrim(owner)) > 0", name="owner_given"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_somebody"),
        Index("uq_legal_hold_standing", "event_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    event_id: UUID = Field(foreign_key="event.id", index=True)
    reason: str = Field(sa_type=Text)
    owner: str = Field(max_length=120)
    review_on: date
    placed_by: UUID
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    lifted_at: datetime | None = moment(default=None, nullable=True)
    lifted_by: UUID | None = Field(default=None)
