"""Pictures that organisers sent, after they were drawn anew."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, func
from sqlmodel import Field, SQLModel

from openmic.models.columns import moment


class Image(SQLModel, table=True):
    """One picture in two sizes. The key names its files and cannot be guessed."""

    __table_args__ = (
        CheckConstraint("width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000", name="size"),
        CheckConstraint("key ~ '^[a-z0-9]{32}$'", name="key_form"),
    )

    key: str = Field(max_length=32, primary_key=True)
    width: int = Field(sa_type=BigInteger)  # pixels of the larger size
    height: int = Field(sa_type=BigInteger)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
