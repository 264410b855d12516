"""What moderators can turn on and off for the whole site."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from openmic.models.choices import SwitchName
from openmic.models.columns import choice, moment


class Switch(SQLModel, table=True):
    """How one thing stands; without a row it stands as it usually does."""

    name: SwitchName = choice(SwitchName, primary_key=True)
    value: str = Field(max_length=16)
    set_at: datetime = moment()
    set_by: UUID
