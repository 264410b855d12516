"""Who asked to be forgotten, remembered by a hash, so that a restored backup forgets them again."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from openmic.models.choices import ErasureScope
from openmic.models.columns import choice, moment


class Erasure(SQLModel, table=True):
    """A mailbox, as a keyed hash, and since when nothing older of it may be here."""

    mailbox_hash: str = Field(max_length=64, primary_key=True)
    scope: ErasureScope = choice(ErasureScope, primary_key=True)
    erased_at: datetime = moment()
