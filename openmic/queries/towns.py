"""Reading and writing towns."""

from collections.abc import Iterable

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import select

from openmic.db import Session
from openmic.models import Town

AT_MOST = 500


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
