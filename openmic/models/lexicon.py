"""The words that live listings hold in titles, venues and towns."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class Lexicon(SQLModel, table=True):
    """One word, in lower case and without accents. The whole table is made anew from the listings."""

    __table_args__ = (
        Index("ix_lexicon_near", "word", postgresql_using="gin", postgresql_ops={"word": "gin_trgm_ops"}),
    )

    word: str = Field(max_length=60, primary_key=True)
