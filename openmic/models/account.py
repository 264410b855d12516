"""Who signs in, and the browsers they are signed in with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, func
from sqlmodel import Field, SQLModel

from openmic.models.choices import Role
from openmic.models.columns import choice, moment, uuid7


class Account(SQLModel, table=True):
    """Somebody known by their email address. There is no password: a link to the address signs them in."""

    __table_args__ = (
        CheckConstraint(
            "email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+$'", name="email_form"
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    name: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": ""})
    role: Role = choice(Role, default=Role.ORGANISER)
    trusted_at: datetime | None = moment(default=None, nullable=True)
    disabled_at: datetime | None = moment(default=None, nullable=True)
    signed_in_at: datetime | None = moment(default=None, nullable=True)
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})


class SignIn(SQLModel, table=True):
    """One browser somebody is signed in with. Only the SHA-256 of its cookie is stored (TRUST T8)."""

    __tablename__ = "sign_in"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (CheckConstraint("expires_at > created_at", name="expires_later"),)

    secret_hash: str = Field(max_length=64, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True, ondelete="CASCADE")
    created_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    seen_at: datetime = moment(default=None, sa_column_kwargs={"server_default": func.now()})
    expires_at: datetime = moment()
