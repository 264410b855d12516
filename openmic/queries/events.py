"""Writing events, and what importers ask about them. The public lists are in queries/listings.py."""

from collections.abc import Iterable, Sequence

from sqlalchemy import String, any_, delete, func, literal
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlmodel import col, select

from openmic.db import Session
from openmic.models import Event

ONE_IMPORT_AT_A_TIME = 0x696D706F7274  # "import" as the key of an advisory lock
LEFT_TO_THE_DATABASE = {"created_at", "updated_at", "search_vector"}


async def has_events(session: Session) -> bool:
    """Whether there is any event at all, whatever its status."""
    return (await session.exec(select(Event.id).limit(1))).first() is not None


async def delete_samples(session: Session) -> int:
    """Removes the made-up nights; says how many there were."""
    return (await session.exec(delete(Event).where(col(Event.is_sample)))).rowcount


async def known_keys(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of these import keys that are stored already."""
    wanted = any_(literal(keys, ARRAY(String)))
    found = await session.exec(
        select(Event.import_key).where(col(Event.import_key) == wanted).limit(len(keys))
    )
    return {key for key in found.all() if key}


async def await_turn(session: Session) -> None:
    """Waits until no other import is writing, then keeps the others waiting until this transaction ends.

    An import may take longer than a visitor would wait: the time limits of `db` do not suit it.
    """
    patient = [func.set_config(limit, "120s", True) for limit in ("lock_timeout", "statement_timeout")]
    await session.exec(select(*patient))
    await session.exec(select(func.pg_advisory_xact_lock(ONE_IMPORT_AT_A_TIME)))


async def add_unknown(session: Session, events: Iterable[Event]) -> int:
    """Adds in one statement the events whose import key is new; says how many those were."""
    rows = [event.model_dump(exclude=LEFT_TO_THE_DATABASE) for event in events]
    statement = insert(Event).on_conflict_do_nothing(index_elements=["import_key"]).returning(col(Event.id))
    return len((await session.exec(statement, params=rows)).all())
