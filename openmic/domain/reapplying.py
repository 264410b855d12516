"""Forgetting again: a restored backup may be older than what people asked for."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import structlog

from openmic import clock
from openmic.adapters.storage import Storage
from openmic.db import Session
from openmic.domain import erasures
from openmic.models import ErasureScope
from openmic.queries import erasures as rows
from openmic.views import retention

log = structlog.get_logger()

BATCH = 2000  # mailboxes looked at with one question
READ_AT_ONCE = 50  # files
A_DAY = timedelta(days=1)  # however far ahead the store's clock is
AT_ONCE = 20  # people forgotten in one transaction
REMEMBERED = next(kept for kept in retention.TABLE if kept.key == "erasures").after

Known = dict[tuple[str, ErasureScope], datetime]


async def reapply(session: Session, kept: Storage) -> int:
    """Erases what is older than its owner's erasure, of some people at a time; says how many rows, 0 when none is left.

    What somebody brought here after their erasure stays. Raises Unavailable when the store is away.
    """
    known = await merge(session, kept)
    done = people = 0
    if not known:
        return done
    async for mailbox in _mailboxes(session):
        mine = erasures.hashed(mailbox)
        rows_gone = 0
        if since := known.get((mine, ErasureScope.ALL)):
            rows_gone += (await erasures.take_out(session, kept, mailbox, before=since)).rows
        if since := known.get((mine, ErasureScope.SUBSCRIPTIONS)):
            rows_gone += await rows.leave_weekly_mail(session, mailbox, before=since)
        done += rows_gone
        people += rows_gone > 0
        if people == AT_ONCE:
            break
    if done:
        log.info("forgot again what a backup had brought back", people=people, rows=done)
    return done


async def merge(session: Session, kept: Storage) -> Known:
    """Every erasure that the table or the store knows, written wherever it is missing; the later moment counts.

    What is older than any backup is forgotten itself (openmic.views.retention).
    """
    now = clock.now()
    stored = await _stored(kept)
    known = await rows.remembered(session)
    whole: Known = {}
    for key in known.keys() | stored.keys():
        at = max(moment for moment in (known.get(key), stored.get(key)) if moment)
        name = erasures.file_name(*key)
        if at < now - REMEMBERED:
            if key in stored:
                await kept.delete(name)
            continue
        whole[key] = at
        if known.get(key) != at:
            await rows.remember(session, *key, at=at)
        if stored.get(key) != at:
            await kept.put(name, at.isoformat().encode())
    return whole


async def _stored(kept: Storage) -> Known:
    names = sorted(await kept.names(before=clock.now() + A_DAY, folder=erasures.FOLDER))
    found: Known = {}
    for some in (names[start : start + READ_AT_ONCE] for start in range(0, len(names), READ_AT_ONCE)):
        texts = await asyncio.gather(*(kept.read(f"{erasures.FOLDER}/{name}") for name in some))
        for name, text in zip(some, texts, strict=True):
            scope, _, mailbox_hash = name.partition("-")
            try:
                found[mailbox_hash, ErasureScope(scope)] = datetime.fromisoformat(text.decode())
            except ValueError:
                log.error("a file in the store is no erasure", folder=erasures.FOLDER)
    return found


async def _mailboxes(session: Session) -> AsyncIterator[str]:
    last = ""
    while some := await rows.mailboxes(session, after=last, limit=BATCH):
        for mailbox in some:
            yield mailbox
        last = some[-1]
