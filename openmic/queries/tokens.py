"""Reading and writing the tokens that links in mails carry."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update

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
    """Stores tokens, or lets those that are there already last as long as these."""
    if not kept:
        return
    statement = insert(Token).values([token.model_dump() for token in kept])
    later = statement.on_conflict_do_update(
        index_elements=["secret_hash"], set_={"expires_at": statement.excluded.expires_at}
    )
    await session.exec(later)
