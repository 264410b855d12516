"""Where nights are held."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from openmic.models.columns import uuid7


class Venue(SQLModel, table=True):
    """A pub, hall or café with an address. Events copy its words, so that they stay true if it moves."""

    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug_form"),
        CheckConstraint("char_length(btrim(name)) > 0", name="name_given"),
        # what moderators look for, also mistyped, and what may be listed twice
        Index("ix_venue_name", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=140)
    slug: str = Field(max_length=160, unique=True)
    address: str = Field(default="", max_length=240)
    postcode: str = Field(default="", max_length=10)
    town_id: int | None = Field(default=None, foreign_key="town.id", index=True, sa_type=BigInteger)
    # none is "not known"
    step_free_room: bool | None = None
    step_free_stage: bool | None = None
    step_free_toilet: bool | None = None
    access_note: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": ""})


class VenueAlias(SQLModel, table=True):
    """Another name of a venue, with the address it had under that name, which leads on to the venue's own."""

    __tablename__ = "venue_alias"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug_form"),
        CheckConstraint("char_length(btrim(name)) > 0", name="name_given"),
    )

    slug: str = Field(max_length=160, primary_key=True)
    name: str = Field(max_length=140)
    venue_id: UUID = Field(foreign_key="venue.id", index=True, ondelete="CASCADE")
