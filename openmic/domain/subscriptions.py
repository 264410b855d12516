"""Asking for the weekly mail, proving the address, and leaving (docs/keeping-going.md)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from openmic import clock, errors, urls
from openmic.db import Session
from openmic.domain import erasures, limits, outbox, subscriber_links, tokens
from openmic.models import Category, ErasureScope, Purpose, Subscription
from openmic.models.columns import uuid7
from openmic.queries import subscriptions
from openmic.queries import tokens as token_rows
from openmic.queries.subscriptions import Found, Wanted
from openmic.views import subscription as views
from openmic.views.letters import subscriptions as letters

CONSENT_WORDING = "2026-11"  # which words were ticked; docs/data-model.md has them
DIGEST = "digest"  # the kind of the weekly mails in the outbox


async def ask(session: Session, asked: views.Asked, *, home: str) -> None:
    """Writes to a mailbox that asks for nights: the button of that mail begins it. Who gets them all already is
    told so, with the link to change it. The caller's answer is the same for everybody (TRUST T14).
    """
    await subscriptions.hold(session, asked.mailbox)
    has = await subscriptions.confirmed(session, asked.mailbox)
    request_id = uuid7()
    wishes = wanted(asked.choice)
    rows = await _rows(session, asked.mailbox, wishes, request_id=request_id, wording=CONSENT_WORDING)
    if keys(has) >= set(wishes):
        secret = (await subscriber_links.issue(session, [asked.mailbox]))[asked.mailbox]
        mail = letters.has_it(home=home, secret=secret, is_paused=has[0].paused_at is not None)
    else:
        await subscriptions.add(session, rows)
        words = _words(await subscriptions.asked(session, asked.mailbox, request_id))
        secret = await tokens.issue(session, Purpose.SUBSCRIBE, to=asked.mailbox)
        mail = letters.confirm(words, home=home, page=urls.confirm_subscription(secret, request_id))
    await outbox.post(session, mail, to=asked.mailbox)


async def look(session: Session, secret: str, request_id: UUID) -> views.Confirming:
    """What the button of a link would begin; changes nothing. Raises BadLink."""
    mailbox = (await tokens.look(session, secret, Purpose.SUBSCRIBE)).mailbox
    wishes = await _asked(session, mailbox, request_id)
    has = await subscriptions.confirmed(session, mailbox)
    goes_on = any(one.paused_at for one in has)
    return views.Confirming(_words(wishes), urls.confirm_subscription(secret, request_id), goes_on)


async def confirm(session: Session, secret: str, request_id: UUID) -> str:
    """Uses the link up: what that one form asked for is sent from now on, and what was paused goes on.

    Returns the secret of the link to change it. Raises BadLink.
    """
    mailbox = (await tokens.look(session, secret, Purpose.SUBSCRIBE)).mailbox
    await subscriptions.hold(session, mailbox)  # before the token: who leaves takes them in this order, too
    await tokens.use(session, secret, Purpose.SUBSCRIBE)
    wishes = await _asked(session, mailbox, request_id)
    has = keys(await subscriptions.confirmed(session, mailbox))
    doubled = [wish.id for wish in wishes if key(wish) in has]
    await subscriptions.remove(session, doubled)
    new = [wish.id for wish in wishes if wish.id not in doubled]
    await subscriptions.confirm(session, new, now=clock.now())
    await subscriptions.pause(session, mailbox, None)
    await limits.restore(session, "subscribe", mailbox=mailbox)
    return (await subscriber_links.issue(session, [mailbox]))[mailbox]


async def add(session: Session, mailbox: str, choice: views.Choice, *, wording: str) -> int:
    """Adds wishes of a mailbox that is proved already; says how many it did not have. They pause with the others.

    The caller holds the mailbox.
    """
    has = await subscriptions.confirmed(session, mailbox)
    new = [one for one in wanted(choice) if one not in keys(has)]
    rows = await _rows(session, mailbox, new, request_id=uuid7(), wording=wording)
    for row in rows:
        row.confirmed_at = row.consented_at
        row.paused_at = has[0].paused_at if has else None
    await subscriptions.add(session, rows)
    return len(rows)


async def leave(session: Session, mailbox: str) -> None:
    """Ends all a mailbox gets, at once: also what is written already and has not begun to leave. Of the mailbox
    only a hash stays, so that no backup brings it back.
    """
    await subscriptions.hold(session, mailbox)
    await subscriptions.remove_all(session, mailbox)
    await token_rows.retire(session, mailbox, now=clock.now())
    await outbox.recall_kind(session, DIGEST, to=mailbox)
    await erasures.remember(session, mailbox, ErasureScope.SUBSCRIPTIONS)


async def leave_by_link(session: Session, secret: str) -> None:
    """The same, by the link of any weekly mail, however often. Raises BadLink for what never was one."""
    if not await has_left(session, secret):
        await leave(session, (await tokens.look(session, secret, subscriber_links.PURPOSE)).mailbox)


async def has_left(session: Session, secret: str) -> bool:
    """Whether whoever had that link has left. Raises BadLink for what never was one."""
    if await tokens.is_used(session, secret, subscriber_links.PURPOSE):
        return True
    await tokens.look(session, secret, subscriber_links.PURPOSE)
    return False


def key(wish: Found) -> Wanted:
    """What tells one wish of a mailbox from another."""
    return Wanted(wish.town, wish.category)


def keys(wishes: Iterable[Found]) -> set[Wanted]:
    """The same of several."""
    return {key(wish) for wish in wishes}


def wanted(choice: views.Choice) -> list[Wanted]:
    """A choice as wishes: one for each kind, or one for every kind."""
    kinds = [Category(kind) for kind in choice.kinds] or [None]
    return [Wanted(choice.town or None, kind) for kind in kinds]


async def _rows(
    session: Session, mailbox: str, wishes: Sequence[Wanted], *, request_id: UUID, wording: str
) -> list[Subscription]:
    return [
        Subscription(
            request_id=request_id,
            email=mailbox,
            town_id=await subscriptions.town_id(session, one.town),
            category=one.category,
            consent_wording=wording,
            consented_at=clock.now(),
        )
        for one in wishes
    ]


async def _asked(session: Session, mailbox: str, request_id: UUID) -> Sequence[Found]:
    wishes = await subscriptions.asked(session, mailbox, request_id)
    if not wishes:
        raise errors.BadLink
    return wishes


def _words(wishes: Sequence[Found]) -> tuple[str, ...]:
    return tuple(map(views.words_of, wishes))
