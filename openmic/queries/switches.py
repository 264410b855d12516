"""How the site's switches stand."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from openmic.db import Session
from openmic.models import Account, Switch, SwitchName

ONE_AT_A_TIME = 0x737769746368  # "switch" as the key of an advisory lock: there may be no row to lock


async def find(session: Session, name: SwitchName) -> Any:
    """How a switch stands (value, set_at, person); None if nobody ever turned it."""
    known = (
        select(col(Switch.value), col(Switch.set_at), col(Account.name).label("person"))
        .join(Account, col(Account.id) == col(Switch.set_by), isouter=True)
        .where(col(Switch.name) == name)
    )
    return (await session.exec(known.limit(1))).first()  # pyright: ignore


async def lock(session: Session, name: SwitchName) -> Any:
    """The same, and nobody else turns one until this transaction ends."""
    await session.exec(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))  # pyright: ignore
    return await find(session, name)


async def turn(session: Session, name: SwitchName, *, value: str, at: datetime, by: UUID) -> None:
    """Writes down how a switch stands from now on."""
    now_so = {"value": value, "set_at": at, "set_by": by}
    turned = insert(Switch).values(name=name, **now_so)
    await session.exec(turned.on_conflict_do_update(index_elements=["name"], set_=now_so))  # pyright: ignore
