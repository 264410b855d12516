"""Reading and writing the tokens that links in mails carry."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select, update

from openmic.db import Session
from openmic.models import Purpose, Token


def _good(secret_hash: str, purpose: Purpose, now: datetime):
    return (
        col(Token.secret_hash) == secret_hash,
        col(Token.purpose) == purpose,
        col(Token.used_at).is_(None),
        col(Token.expires_at) > now,
    )


async def find(session: Session, secret_hash: str, *, purpose: Purpose, now: datetime) -> Token | None:
    """A token that is good for this purpose and still may be used."""
    return (await session.exec(select(Token).where(*_good(secret_hash, purpose, now)).limit(1))).first()


async def use_up(session: Session, secret_hash: str, *, purpose: Purpose, now: datetime) -> Token | None:
    """Uses a token up and brings it; of two who try at once, one gets it (compare-and-set)."""
    used = update(Token).where(*_good(secret_hash, purpose, now)).values(used_at=now).returning(Token)
    return (await session.exec(used)).scalars().first()


async def add(session: Session, token: Token) -> None:
    """Stores a token."""
    session.add(token)
    await session.flush()


async def keep(session: Session, kept: Sequence[Token]) -> None:
    """Stores tokens; those that are there already are good again, as if new: since then, and for as long as these."""
    if not kept:
        return
    statement = insert(Token.__table__)  # pyright: ignore
    given = statement.excluded
    again = {name: given[name] for name in ("email", "created_at", "expires_at", "used_at")}
    again_or_new = statement.on_conflict_do_update(index_elements=["secret_hash"], set_=again)
    await session.exec(again_or_new, params=[token.model_dump() for token in kept])  # pyright: ignore


async def find_used(session: Session, secret_hash: str, *, purpose: Purpose) -> bool:
    """Whether there is a token for this purpose that has been used up."""
    used = (
        col(Token.secret_hash) == secret_hash,
        col(Token.purpose) == purpose,
        col(Token.used_at).is_not(None),
    )
    return (await session.exec(select(col(Token.purpose)).where(*used).limit(1))).first() is not None


async def retire(session: Session, mailbox: str, *, now: datetime) -> None:
    """Ends the links with which a mailbox changes its weekly mail. They stay known, but no longer say whose they
    were; those that only prove its address go.
    """
    theirs = col(Token.email) == mailbox
    ended = update(Token).where(theirs, col(Token.purpose) == Purpose.SUBSCRIPTIONS)
    await session.exec(ended.values(used_at=now, email=""))
    await session.exec(delete(Token).where(theirs, col(Token.purpose) == Purpose.SUBSCRIBE))
