"""Where nights are held."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from openmic.models.columns import uuid7


class Venue(SQLModel, table=True):
    """A pub, hall or café with an address. Events copy its words, so that they stay true if it moves."""

    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug_form"),
        CheckConstraint("char_length(btrim(name)) > 0", name="name_given"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=140)
    slug: str = Field(max_length=160, unique=True)
    address: str = Field(default="", max_length=240)
    postcode: str = Field(default="", max_length=10)
    town_id: int | None = Field(default=None, foreign_key="town.id", index=True, sa_type=BigInteger)
