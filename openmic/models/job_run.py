"""What was done by the clock: one row for each job and period, whichever process did it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from openmic.models.choices import RunState
from openmic.models.columns import choice, moment


class JobRun(SQLModel, table=True):
    """One job in one period, such as `digest` in `2026-W48`. Who has it keeps it until `leased_until`."""

    __tablename__ = "job_run"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        CheckConstraint("attempts >= 0 AND rows >= 0", name="counters"),
        CheckConstraint(
            "(state IN ('done', 'failed', 'skipped')) = (finished_at IS NOT NULL)", name="finished_is_dated"
        ),
        CheckConstraint("state <> 'running' OR leased_until IS NOT NULL", name="running_is_leased"),
        Index("ix_job_run_due", "job", "due_at"),
    )

    job: str = Field(max_length=32, primary_key=True)
    period: str = Field(max_length=32, primary_key=True)
    state: RunState = choice(RunState)
    due_at: datetime = moment()
    started_at: datetime | None = moment(default=None, nullable=True)
    finished_at: datetime | None = moment(default=None, nullable=True)
    leased_until: datetime | None = moment(default=None, nullable=True)
    attempts: int = Field(default=0, sa_type=BigInteger)
    rows: int = Field(default=0, sa_type=BigInteger)
    error: str = Field(default="", max_length=300)
