"""The weekly mail: written for some hundred mailboxes at a time, each once a week, never without a night to tell of."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from openmic import clock, errors, settings, urls
from openmic.adapters import secrets
from openmic.adapters.html import PLAIN, document
from openmic.db import Session
from openmic.domain import outbox, subscriber_links
from openmic.domain.subscriptions import DIGEST
from openmic.models import Category, Mail
from openmic.parts.digest import digest as part
from openmic.queries import digests, towns
from openmic.views import dates, edition, weeks
from openmic.views import digest as lines
from openmic.views.digest import Digest, Sender
from openmic.views.edition import Edition, Wish

AT_ONCE = 300  # mailboxes: who leaves meanwhile waits for half a second, and would be refused after one
NOBODY = "This address has not asked for the weekly mail, has not confirmed that it did, or has paused it."


async def write_some(session: Session, week: str, *, home: str, limit: int = AT_ONCE) -> int:
    """Puts the week's mails of the next mailboxes into the outbox; says how many mailboxes it has dealt with.

    0 when all have been. Who asks again for a week goes on where the last one stopped, and a mailbox that has its
    mail gets no other. Several processes at once take turns.
    """
    now = clock.now()
    if now >= weeks.span(week)[1]:
        return 0  # nobody wants last week's
    begun = await digests.open_week(session, week, now=now)
    turn = await digests.next_mailboxes(session, after=begun.reached, limit=limit)
    if not turn:
        return 0
    mailboxes = [row.email for row in turn]
    wanted = defaultdict(list)
    for row in await digests.wishes(session, mailboxes, lock=True):
        wanted[row.email].append(_wish(row))
    told = await edition_of(session, week, home=home, now=now)
    written = [
        _mail(letter, to=mailbox, week=week)
        for mailbox, wishes in wanted.items()
        if (letter := _letter(told, wishes, subscriber_links.secret(mailbox)))
    ]
    await subscriber_links.issue(session, [mail.recipient for mail in written])
    mails = await outbox.post_many(session, written)
    await digests.note(session, week, reached=turn[-1].id, mails=mails)
    return len(turn)


async def edition_of(session: Session, week: str, *, home: str, now: datetime) -> Edition:
    """What there is to tell of a week at this moment: what is still to come of it, and what is new after it."""
    start, end = weeks.span(week)
    first = max(now, start)
    today = dates.on_day(first)
    nights = await digests.of_the_week(session, first=first, until=end)
    before = weeks.monday(week) - weeks.WEEK
    # what the last mail could not tell of yet; the first one tells of a week
    since = await digests.begun_at(session, weeks.of(before)) or clock.start_of_day(before)
    new = await digests.new_since(session, since, start_from=end)
    return Edition(
        first=today,
        last=weeks.sunday(week),
        nights=edition.nights(lines.this_week(row, week=week, home=home) for row in nights),
        new=edition.nights(lines.later(row, week=week, home=home, today=today) for row in new),
        sender=sender(home),
    )


def sender(home: str) -> Sender:
    """Who sends the mail, by the settings."""
    said = settings.current()
    return Sender(
        home, lines.who(said.controller_name, said.controller_address, said.controller_email or said.sender)
    )


async def preview(session: Session, mailbox: str, *, home: str) -> Digest | None:
    """The mail a mailbox would get just now; None when there is nothing to say. Its links open nothing of theirs.

    Raises NotFound when it has no wish that is confirmed and not paused.
    """
    wishes = [_wish(row) for row in await digests.wishes(session, [mailbox])]
    if not wishes:
        raise errors.NotFound(NOBODY)
    return await preview_of(session, wishes, home=home)


async def preview_of(session: Session, wishes: Sequence[Wish], *, home: str) -> Digest | None:
    """The mail that anybody with these wishes would get just now."""
    now = clock.now()
    told = await edition_of(session, weeks.of(dates.on_day(now)), home=home, now=now)
    return _letter(told, wishes, "preview")


async def wish_for(session: Session, slug: str, category: str) -> Wish:
    """A wish by the words of an address; what is not known there asks for all."""
    town = next((one for one in await towns.list_all(session) if one.slug == slug), None)
    kind = next((one for one in Category if one == category), None)
    return Wish(town.id, town.name, town.slug, kind) if town else Wish(category=kind)


async def follow(session: Session, week: str, event_id: UUID) -> bool:
    """Counts that somebody came to a night from a week's mail; not who. False if there is no such mail or night."""
    return await digests.count_click(session, week, event_id)


def page(letter: Digest) -> str:
    """The mail's HTML part."""
    return document(part(PLAIN, letter))


def _wish(row: Any) -> Wish:
    return Wish(row.town_id, row.town or "", row.slug or "", row.category)


def _letter(told: Edition, wishes: Sequence[Wish], secret: str) -> Digest | None:
    home = told.sender.home
    change = urls.absolute(home, urls.subscriptions(secret))
    leave = urls.absolute(home, urls.unsubscribe(secret))
    return edition.digest(told, wishes, change=change, leave=leave)


def _mail(letter: Digest, *, to: str, week: str) -> Mail:
    return Mail(
        kind=DIGEST,
        recipient=to,
        subject=letter.subject,
        text=letter.as_text,
        html=page(letter),
        at_most_once=True,
        unsubscribe_url=letter.leave,
        dedupe_key=once(week, to),
    )


def once(week: str, mailbox: str) -> str:
    """What names a mailbox's mail of a week, and says nobody whose it is."""
    return f"{DIGEST}:{week}:{secrets.keyed(mailbox, key=settings.current().secret_key)}"
