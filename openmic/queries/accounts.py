"""Reading and writing accounts and the browsers they are signed in with."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from openmic.db import Session
from openmic.models import Account, Role, SignIn

AT_MOST = 500


async def find(session: Session, mailbox: str) -> Account | None:
    """The account of a mailbox, or None."""
    return (await session.exec(select(Account).where(Account.email == mailbox).limit(1))).first()


async def mailbox_of(session: Session, account_id: UUID) -> str | None:
    """The proved address of an account, or None if there is none any more."""
    return (await session.exec(select(Account.email).where(col(Account.id) == account_id).limit(1))).first()


async def find_or_add(session: Session, mailbox: str) -> Account:
    """The account of a mailbox, made now if there was none."""
    new = Account(email=mailbox).model_dump(include={"id", "email", "role"})
    await session.exec(insert(Account).values(new).on_conflict_do_nothing(index_elements=["email"]))
    found = select(Account).where(Account.email == mailbox).limit(1)
    return (await session.exec(found.execution_options(populate_existing=True))).one()


async def is_trusted(session: Session, mailbox: str) -> bool:
    """Whether what this organiser sends in is published at once."""
    trusted = (
        Account.email == mailbox,
        col(Account.trusted_at).is_not(None),
        col(Account.disabled_at).is_(None),
    )
    return (await session.exec(select(Account.id).where(*trusted).limit(1))).first() is not None


async def list_moderators(session: Session) -> list[Account]:
    """Everybody who is more than an organiser, by address."""
    above = col(Account.role) != Role.ORGANISER
    return list(
        (await session.exec(select(Account).where(above).order_by(Account.email).limit(AT_MOST))).all()
    )


async def change(session: Session, account: Account, **changed: Any) -> None:
    """Writes changed columns of an account."""
    account.sqlmodel_update(changed)
    session.add(account)
    await session.flush()


async def add_sign_in(session: Session, sign_in: SignIn) -> None:
    """Stores a browser somebody is signed in with."""
    session.add(sign_in)
    await session.flush()


async def signed_in(session: Session, secret_hash: str, *, now: datetime) -> Any:
    """Whose browser that is (id, role, seen_at), or None: unknown, expired, or somebody who was disabled."""
    whose = (
        select(Account.id, Account.role, SignIn.seen_at)
        .join(SignIn, col(SignIn.account_id) == col(Account.id))
        .where(
            col(SignIn.secret_hash) == secret_hash,
            col(SignIn.expires_at) > now,
            col(Account.disabled_at).is_(None),
        )
    )
    return (await session.exec(whose.limit(1))).first()


async def note_seen(session: Session, secret_hash: str, *, now: datetime) -> None:
    """Notes that a browser is still in use."""
    await session.exec(
        update(SignIn)
        .where(col(SignIn.secret_hash) == secret_hash, col(SignIn.seen_at) < now)
        .values(seen_at=now)
    )


async def end(session: Session, secret_hash: str) -> None:
    """Signs one browser out."""
    await session.exec(delete(SignIn).where(col(SignIn.secret_hash) == secret_hash))


async def end_with_others(session: Session, secret_hash: str) -> None:
    """Signs a browser out and all others of whoever is signed in with it."""
    whose = select(SignIn.account_id).where(SignIn.secret_hash == secret_hash).scalar_subquery()
    await session.exec(delete(SignIn).where(col(SignIn.account_id) == whose))


async def end_all(session: Session, account_id: UUID) -> int:
    """Signs somebody out everywhere; says of how many browsers."""
    return (await session.exec(delete(SignIn).where(col(SignIn.account_id) == account_id))).rowcount
