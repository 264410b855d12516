"""Links that prove who reads a mailbox: made, looked at, used up (TRUST T11, T12)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from openmic import clock, errors
from openmic.adapters import secrets
from openmic.db import Session
from openmic.domain import subscriber_links
from openmic.models import Purpose, Token
from openmic.queries import tokens

LASTS = {
    Purpose.VERIFY: timedelta(hours=48),
    Purpose.RECEIPT: timedelta(hours=48),
    Purpose.MANAGE: timedelta(days=30),
    Purpose.MESSAGE: timedelta(hours=48),
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.SUBSCRIBE: timedelta(
        days=7
    ),  # as long as the unconfirmed row lives: one need not hurry to be sure
    Purpose.SUBSCRIPTIONS: subscriber_links.LASTS,
    Purpose.PRIVACY: timedelta(hours=24),
}


@dataclass(frozen=True)
class Proof:
    """What a good token proves: that somebody reads this mailbox, and which night they may look after."""

    mailbox: str
    event_id: UUID | None


async def issue(session: Session, purpose: Purpose, *, to: str, event_id: UUID | None = None) -> str:
    """A new secret for a link to that mailbox. Only its hash is stored: this is the one time it can be read."""
    secret = secrets.new()
    expires_at = clock.now() + LASTS[purpose]
    await tokens.add(
        session,
        Token(
            secret_hash=secrets.hashed(secret),
            purpose=purpose,
            email=to,
            event_id=event_id,
            expires_at=expires_at,
        ),
    )
    return secret


async def look(session: Session, secret: str, purpose: Purpose) -> Proof:
    """What a secret proves, leaving it as it is: for GET, and for links that may be used often.

    Raises BadLink, the same for an unknown, used, expired or misused one.
    """
    return _proof(await tokens.find(session, secrets.hashed(secret), purpose=purpose, now=clock.now()))


async def use(session: Session, secret: str, purpose: Purpose) -> Proof:
    """What a secret proves, this once. Raises BadLink as `look` does; of two at once, one gets through."""
    return _proof(await tokens.use_up(session, secrets.hashed(secret), purpose=purpose, now=clock.now()))


async def is_used(session: Session, secret: str, purpose: Purpose) -> bool:
    """Whether a secret was good once and has been used since."""
    return await tokens.find_used(session, secrets.hashed(secret), purpose=purpose)


def _proof(token: Token | None) -> Proof:
    if token is None:
        raise errors.BadLink
    return Proof(token.email, token.event_id)
