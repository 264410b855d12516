"""Mail that is written with the change that causes it, and delivered later."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, false, func, text
from sqlmodel import Field, SQLModel

from openmic.models.choices import MailState
from openmic.models.columns import choice, moment, uuid7


class Mail(SQLModel, table=True):
    """One mail to one person. Its id is its Message-ID, however often it is tried."""

    __tablename__ = "outbox"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        CheckConstraint(r"recipient ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'", name="one_recipient"),
        CheckConstraint("subject !~ '[[:cntrl:]]'", name="subject_is_one_line"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_is_dated"),
        Index("ix_outbox_queue", "next_at", "id", postgresql_where=text("state = 'queued'")),
        Index("ix_outbox_trouble", "created_at", postgresql_where=text("state IN ('dead', 'uncertain')")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    kind: str = Field(max_length=32)
    recipient: str = Field(max_length=254)
    subject: str = Field(max_length=200)
    text: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    reply_to: str = Field(default="", max_length=254)
    state: MailState = choice(MailState, default=MailState.QUEUED)
    attempts: int = Field(default=0, sa_type=BigInteger)
    next_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    leased_until: datetime | None = moment(default=None, nullable=True)
    last_error: str = Field(default="", max_length=300)
    # one that must not come twice is left to a person when nobody can know whether it arrived (TRUST R1)
    at_most_once: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    unsubscribe_url: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": ""})
    dedupe_key: str | None = Field(default=None, max_length=120, unique=True)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    sent_at: datetime | None = moment(default=None, nullable=True)
