"""Reading and writing towns."""

from collections.abc import Iterable

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from openmic.db import Session
from openmic.models import Town

AT_MOST = 500
PLACES = 0x706C61636573  # "places" as the key of an advisory lock: whoever joins some takes it alone


async def upsert(session: Session, rows: Iterable[dict[str, str]]) -> None:
    """Adds towns by slug and gives known ones their present name."""
    statement = insert(Town).values(list(rows))
    await session.exec(
        statement.on_conflict_do_update(
            index_elements=[Town.slug],
            set_={"name": statement.excluded.name},
            where=Town.name != statement.excluded.name,  # pyright: ignore[reportArgumentType]
        )
    )


async def list_all(session: Session) -> list[Town]:
    """Every town, by name."""
    return list((await session.exec(select(Town).order_by(Town.name).limit(AT_MOST))).all())


async def joined(session: Session) -> dict[str, str]:
    """The towns that were joined to another, by slug, with the slug of that one."""
    other = aliased(Town)
    pairs = select(col(Town.slug), col(other.slug)).join(other, col(Town.merged_into) == col(other.id))
    return {slug: into for slug, into in (await session.exec(pairs.limit(AT_MOST))).all()}  # noqa: C416


async def hold(session: Session, *, alone: bool = False) -> None:
    """Lets nobody join or rename places until the transaction ends; `alone` is for who does that."""
    lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
    await session.exec(select(lock(PLACES)))
