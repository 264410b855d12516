"""Reading and writing the tokens that links in mails carry."""

from datetime import datetime

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
