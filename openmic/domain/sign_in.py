"""Signing in by a link in a mail, and staying signed in for a while (TRUST T7, T8, T14)."""

from dataclasses import dataclass
from datetime import timedelta

from openmic import clock, errors, urls
from openmic.adapters import secrets
from openmic.db import Session
from openmic.domain import limits, outbox, tokens
from openmic.models import Purpose, Role, SignIn
from openmic.queries import accounts
from openmic.views.letters import sign_in as letters
from openmic.views.people import Person


@dataclass(frozen=True)
class Lifetime:
    """How long a browser stays signed in: while nobody uses it, and at the very most."""

    idle: timedelta
    whole: timedelta


LASTS = {
    Role.ORGANISER: Lifetime(timedelta(days=30), timedelta(days=90)),
    Role.MODERATOR: Lifetime(timedelta(minutes=30), timedelta(hours=12)),
    Role.ADMIN: Lifetime(timedelta(minutes=30), timedelta(hours=12)),
}
PURPOSE = Purpose.SIGN_IN
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Entry:
    """What a browser gets to keep: the secret of its cookie, and for how many seconds."""

    secret: str
    seconds: int


async def ask(session: Session, mailbox: str, *, home: str, then: str = "") -> None:
    """Sends a link to a mailbox, whoever it is: nothing here depends on whether there is an account.

    `home` is the site's public address; `then` a path of ours to go to afterwards.
    """
    secret = await tokens.issue(session, PURPOSE, to=mailbox)
    address = urls.absolute(home, urls.confirm_sign_in(secret, then))
    await outbox.post(session, letters.sign_in(home=home, address=address), to=mailbox)


async def confirm(session: Session, token: str, *, before: str = "") -> Entry:
    """Uses a link up and signs a browser in; an account is made if there was none.

    `before` is the secret the browser had until now, which ends. Raises BadLink, also for who is disabled.
    """
    mailbox = (await tokens.use(session, token, PURPOSE)).mailbox
    account = await accounts.find_or_add(session, mailbox)
    if account.disabled_at:
        raise errors.BadLink
    await limits.restore(session, "sign_in", mailbox=mailbox)
    await end(session, before)
    secret, whole = secrets.new(), LASTS[account.role].whole
    now = clock.now()
    await accounts.change(session, account, signed_in_at=now)
    await accounts.add_sign_in(
        session,
        SignIn(
            secret_hash=secrets.hashed(secret),
            account_id=account.id,
            created_at=now,
            seen_at=now,
            expires_at=now + whole,
        ),
    )
    return Entry(secret, int(whole.total_seconds()))


async def who(session: Session, secret: str) -> Person | None:
    """Who is signed in with that secret just now. Asked anew each time: it may have ended (TRUST T7)."""
    now = clock.now()
    found = await accounts.signed_in(session, secrets.hashed(secret), now=now)
    if found is None or found.seen_at + LASTS[found.role].idle <= now:
        return None
    return Person(
        id=found.id,
        role=found.role.value,
        is_moderator=found.role != Role.ORGANISER,
        is_due=found.seen_at + NOTED_EVERY <= now,
    )


async def note_seen(session: Session, secret: str) -> None:
    """Notes that a browser is still in use; for whom `who` says that it is due."""
    await accounts.note_seen(session, secrets.hashed(secret), now=clock.now())


async def end(session: Session, secret: str, *, everywhere: bool = False) -> None:
    """Signs a browser out, or all of whoever it belongs to. Does nothing for a secret that is none."""
    leave = accounts.end_with_others if everywhere else accounts.end
    await leave(session, secrets.hashed(secret))
