"""The towns and villages of Oxfordshire that nights are held in."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, UniqueConstraint
from sqlmodel import Field, SQLModel


class Town(SQLModel, table=True):
    """A place people look for nights in. Rows come from data/towns.csv."""

    __table_args__ = (
        # events copy the name into their search vector through this pair: renaming a town renames it there
        UniqueConstraint("id", "name", name="uq_town_id_name"),
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug_form"),
        CheckConstraint("char_length(btrim(name)) > 0", name="name_given"),
        CheckConstraint("merged_into <> id", name="merged_into_another"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    name: str = Field(max_length=60, unique=True)
    slug: str = Field(max_length=60, unique=True)
    # the town it is another name of: its address leads there, and it is offered no more
    merged_into: int | None = Field(default=None, foreign_key="town.id", sa_type=BigInteger)
