"""Forgetting a person, and remembering that it was done, so that a restored backup does not bring them back."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from openmic import clock, errors, settings
from openmic.adapters import secrets, storage
from openmic.adapters.storage import Storage
from openmic.db import Session
from openmic.domain import audit, pictures
from openmic.models import Act, Actor, ErasureScope, Event, Role, Status
from openmic.queries import accounts, forgetting, moderation, privacy, submissions
from openmic.queries import erasures as rows

FOLDER = "erased"  # beside the pictures, so that what was forgotten since a backup was made is known after it
PATIENCE = 3.0  # seconds that somebody waits for the file: each night what is missing is written


class LooksAfterTheSite(errors.Refusal):
    """Moderators are named by the operator, and leave by the operator."""

    status = 409
    title = "You look after this site"
    advice = (
        "What you did as a moderator must stay answerable, so we can’t erase you here. "
        "Ask whoever runs the site: they first take your role away, and then erase the rest."
    )


@dataclass(frozen=True)
class Erased:
    """What was done: how many rows of anything, and how many nights a legal hold keeps."""

    rows: int
    held: int


async def erase(
    session: Session,
    kept: Storage,
    mailbox: str,
    *,
    withdraw_upcoming: bool = False,
    by: Actor = Actor.VISITOR,
) -> Erased:
    """Forgets all that is held of a mailbox, for good, and remembers that.

    Nights that were public stay as facts about a place and an evening; with `withdraw_upcoming` those to come are
    taken off the site, held or not. What a legal hold keeps stays. Raises LooksAfterTheSite.
    """
    account = await accounts.find(session, mailbox)
    if account and account.role != Role.ORGANISER and not account.disabled_at:
        raise LooksAfterTheSite
    done = await take_out(session, kept, mailbox, withdraw_upcoming=withdraw_upcoming, by=by)
    await remember(session, mailbox, ErasureScope.ALL)
    return done


async def take_out(
    session: Session,
    kept: Storage,
    mailbox: str,
    *,
    withdraw_upcoming: bool = False,
    by: Actor = Actor.SITE,
    before: datetime | None = None,
) -> Erased:
    """Takes a person out of every table, or only what is older than `before`; remembers nothing."""
    now = clock.now()
    person = await privacy.whose(session, mailbox)
    held = await rows.lock_nights(session, person, is_held=True, before=before)
    for night in held if withdraw_upcoming else ():
        if _is_to_come(night, now=now):
            await submissions.withdraw(session, night.id, now=now)
    nights = 0
    while mine := await rows.lock_nights(session, person, before=before):
        await _forget_nights(session, kept, mine, withdraw_upcoming=withdraw_upcoming, now=now)
        nights += len(mine)
    counts = {"nights": nights, **await rows.take_out(session, mailbox, before=before)}
    counts["accounts"] = await rows.take_out_account(session, mailbox, now=now, before=before)
    done = Erased(sum(counts.values()), len(held))
    if done.rows:
        await audit.note(session, Act.ERASE, by=by, after={**counts, "held": done.held})
    return done


async def remember(session: Session, mailbox: str, scope: ErasureScope) -> None:
    """Remembers that of this mailbox nothing older than now may be here, by a hash: in the table and in storage.

    A store that is away stops nobody: the nightly job writes what is missing (openmic.domain.reapplying).
    """
    now = clock.now()
    await rows.remember(session, hashed(mailbox), scope, at=now)
    try:
        async with asyncio.timeout(PATIENCE):
            await storage.current().put(file_name(hashed(mailbox), scope), now.isoformat().encode())
    except (errors.NoRoom, TimeoutError):
        return


def hashed(mailbox: str) -> str:
    """What is remembered of a mailbox. Nobody can tell whose it is without SECRET_KEY and the address itself."""
    return secrets.keyed(f"erasure:{mailbox}", key=settings.current().secret_key)


def file_name(mailbox_hash: str, scope: ErasureScope) -> str:
    """The file that says when a mailbox was forgotten."""
    return f"{FOLDER}/{scope}-{mailbox_hash}"


async def _forget_nights(
    session: Session, kept: Storage, nights: list[Event], *, withdraw_upcoming: bool, now: datetime
) -> None:
    public = [night for night in nights if night.published_at]
    for night in public:
        if night.status == Status.PENDING or (withdraw_upcoming and _is_to_come(night, now=now)):
            await submissions.withdraw(session, night.id, now=now)
    shown = await privacy.pictures(session, [night.id for night in nights])
    await forgetting.anonymise(session, [night.id for night in public], now=now)
    await forgetting.remove(session, [night.id for night in nights if not night.published_at])
    for night in public:
        await moderation.settle(session, night.id, now=now)
    for key in shown:
        # while the store is away the files stay, and are swept up the next night: nothing names them any more
        with suppress(errors.Unavailable):
            await pictures.remove(session, kept, key)


def _is_to_come(night: Event, *, now: datetime) -> bool:
    return night.status == Status.PUBLISHED and night.end_at > now
