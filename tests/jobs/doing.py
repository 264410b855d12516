"""The ledger as it stands, and jobs that write down what they do: for tests of the clock."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import col, select

from openmic import db
from openmic.models import JobRun

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)  # Monday of 2026-W48


async def rows() -> Sequence[JobRun]:
    """Every line of the ledger, the one due first at the top."""
    async with db.reading() as session:
        return (await session.exec(select(JobRun).order_by(col(JobRun.due_at), col(JobRun.job)))).all()
