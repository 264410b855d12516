"""A change to a published night that waits for a person, while the published words stay up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from openmic.models.choices import RevisionState
from openmic.models.columns import choice, flags, moment, uuid7


class Revision(SQLModel, table=True):
    """What an organiser would have an event say: the fields of a submission, as JSON."""

    __table_args__ = (
        UniqueConstraint("event_id", "number", name="uq_revision_event_id_number"),
        CheckConstraint("number >= 2", name="number"),
        Index("uq_revision_waiting", "event_id", unique=True, postgresql_where=text("state = 'waiting'")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    number: int = Field(sa_type=BigInteger)
    content: dict[str, Any] = Field(sa_type=JSONB)
    flags: list[str] = flags()
    state: RevisionState = choice(RevisionState, default=RevisionState.WAITING)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    decided_at: datetime | None = moment(default=None, nullable=True)
