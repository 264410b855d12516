"""Kinds of column that several tables share."""

import os
import time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Enum, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562 section 5.7), so that new rows sit together in an index."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)


def moment(**options: Any) -> Any:
    """A point in time: timestamptz, always aware, always UTC."""
    options.setdefault("nullable", False)
    return Field(sa_type=DateTime(timezone=True), **options)  # pyright: ignore


def choice(kind: type[StrEnum], *, is_given: bool = True, **options: Any) -> Any:
    """One of an enum's words, as VARCHAR(16) with a CHECK: a new word is then an ordinary migration.

    With `is_given=False` it may be null.
    """
    column = Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=16,
        name=kind.__name__.lower(),
        values_callable=lambda words: [word.value for word in words],
    )
    return Field(sa_type=column, nullable=not is_given, **options)  # pyright: ignore


def flags() -> Any:
    """What a moderator should look at twice, one short sentence each. Never shown to the public."""
    column = Column(ARRAY(String(200)), nullable=False, server_default=text("'{}'"))
    return Field(default_factory=list, sa_column=column)
