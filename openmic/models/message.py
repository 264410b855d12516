"""A message to an organiser, whose address its sender never learns."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, func, text
from sqlmodel import Field, SQLModel

from openmic.models.choices import MessageState
from openmic.models.columns import choice, flags, moment, uuid7


class Message(SQLModel, table=True):
    """One message on its way: it waits for its sender's proof, then perhaps for a person, and goes by mail."""

    __table_args__ = (
        CheckConstraint("char_length(words) BETWEEN 1 AND 2000", name="words_length"),
        CheckConstraint(
            r"sender_email ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'", name="sender_email_form"
        ),
        CheckConstraint("(state IN ('sent', 'dropped')) = (decided_at IS NOT NULL)", name="decided_is_dated"),
        Index("ix_message_event_id", "event_id", "id"),
        Index("ix_message_held", "created_at", "id", postgresql_where=text("state = 'held'")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    sender_name: str = Field(max_length=120)
    sender_email: str = Field(max_length=254)
    words: str = Field(sa_type=Text)
    flags: list[str] = flags()
    state: MessageState = choice(MessageState, default=MessageState.UNPROVED)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    decided_at: datetime | None = moment(default=None, nullable=True)
