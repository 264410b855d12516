"""How often something was done lately, so that nobody does it too often."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from openmic.models.columns import moment


class Allowance(SQLModel, table=True):
    """Uses of one thing by one visitor, address or by all, within one window. Shared by every process.

    `key` is a keyed hash: whose it is cannot be read from it.
    """

    __table_args__ = (CheckConstraint("used >= 1", name="used"),)

    key: str = Field(max_length=64, primary_key=True)
    window_at: datetime = moment(primary_key=True)
    used: int = Field(sa_type=BigInteger)
    expires_at: datetime = moment(index=True)
