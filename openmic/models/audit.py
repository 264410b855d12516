"""What was done, by whom, when and why: written once, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, BigInteger, CheckConstraint, Index, Text, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from openmic.models.choices import Act, Actor
from openmic.models.columns import choice, moment, uuid7


class AuditEntry(SQLModel, table=True):
    """One act. It outlives what it is about, so it refers to nothing; `before` is what undoing brings back."""

    __tablename__ = "audit_entry"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        CheckConstraint("(by = 'moderator') = (person_id IS NOT NULL)", name="moderator_is_known"),
        CheckConstraint("char_length(reason) <= 2000", name="reason_length"),
        Index("ix_audit_entry_event_id", "event_id", "id"),
        Index("ix_audit_entry_batch_id", "batch_id"),
        Index("ix_audit_entry_at", "at", "id"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    at: datetime = moment()
    act: Act = choice(Act)
    by: Actor = choice(Actor)
    person_id: UUID | None = Field(default=None)
    event_id: UUID | None = Field(default=None)
    revision: int | None = Field(default=None, sa_type=BigInteger)
    batch_id: UUID | None = Field(default=None)
    reason: str = Field(default="", sa_type=Text)
    before: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    after: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )


# Only retention may take rows out, when their year is over, or a person's words, when they ask to be forgotten: it
# says so for its own transaction.
FUNCTION = (
    "CREATE FUNCTION openmic_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF current_setting('openmic.retention', true) = 'on' THEN"
    " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
    " IF TG_OP = 'UPDATE' AND (NEW.id, NEW.at, NEW.act, NEW.\"by\", NEW.person_id, NEW.event_id)"
    ' IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.act, OLD."by", OLD.person_id, OLD.event_id) THEN RETURN NEW; END IF;'
    " END IF;"
    " RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = 'restrict_violation';"
    " END $$"
)
ROWS = (
    "CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE ON audit_entry"
    " FOR EACH ROW EXECUTE FUNCTION openmic_append_only()"
)
WHOLE = (
    "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION openmic_append_only()"
)
event.listen(SQLModel.metadata, "before_create", DDL(FUNCTION))
for trigger in (ROWS, WHOLE):
    event.listen(AuditEntry.__table__, "after_create", DDL(trigger))  # pyright: ignore
