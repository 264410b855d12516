"""How often something happened, and nothing of who it was."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from openmic.models.choices import Counted
from openmic.models.columns import choice


class NightCount(SQLModel, table=True):
    """How often a night was looked at, put into a calendar or written to, on one day of London's."""

    __tablename__ = "night_count"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (CheckConstraint("times >= 1", name="times"),)

    event_id: UUID = Field(primary_key=True, foreign_key="event.id", ondelete="CASCADE")
    counted_on: date = Field(primary_key=True)
    kind: Counted = choice(Counted, primary_key=True)
    times: int = Field(sa_type=BigInteger)


class VisitSalt(SQLModel, table=True):
    """What that day's marks are made with. It is thrown away when the day is over: nobody can make them again."""

    __tablename__ = "visit_salt"  # pyright: ignore[reportAssignmentType]

    day: date = Field(primary_key=True)
    salt: bytes


class Visitor(SQLModel, table=True):
    """Somebody who came today, as a keyed hash, and how many pages they saw. Gone with the day's salt."""

    __table_args__ = (CheckConstraint("pages >= 1", name="pages"),)

    day: date = Field(primary_key=True, foreign_key="visit_salt.day", ondelete="CASCADE")
    mark: bytes = Field(primary_key=True)
    pages: int = Field(sa_type=BigInteger)


class DailyVisits(SQLModel, table=True):
    """How many came on a day that is over, and how many pages they saw in all."""

    __tablename__ = "daily_visits"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (CheckConstraint("visitors >= 0 AND pages >= visitors", name="counters"),)

    day: date = Field(primary_key=True)
    visitors: int = Field(sa_type=BigInteger)
    pages: int = Field(sa_type=BigInteger)
