"""What somebody does with the link of each weekly mail: it proves who they are, and is used often."""

from uuid import UUID

from openmic import clock
from openmic.db import Session
from openmic.domain import outbox, subscriber_links, subscriptions, tokens
from openmic.queries import subscriptions as rows
from openmic.views import subscription as views

ADDING_WORDING = "2026-11-add"  # the words beside the button that adds one; docs/data-model.md has them


async def look(session: Session, secret: str, *, news: str = "") -> views.Subscriptions:
    """All a mailbox gets. `news` is a key of NEWS. Raises BadLink, as everything here."""
    mailbox = await _mailbox(session, secret)
    wishes = await rows.confirmed(session, mailbox)
    return views.Subscriptions(
        token=secret,
        where_to=mailbox,
        wishes=tuple(map(views.wish, wishes)),
        is_paused=any(wish.paused_at for wish in wishes),
        news=views.NEWS.get(news, ""),
    )


async def add(session: Session, secret: str, choice: views.Choice) -> str:
    """Sends these nights as well. Returns the key of the news to tell, as everything below."""
    mailbox = await _held(session, secret)
    added = await subscriptions.add(session, mailbox, choice, wording=ADDING_WORDING)
    return "added" if added else "had"


async def change(session: Session, secret: str, wish_id: UUID | None, choice: views.Choice) -> str:
    """Makes another wish of one; one that is there already is not doubled."""
    mailbox = await _held(session, secret)
    wishes = await rows.confirmed(session, mailbox)
    if wish_id not in {wish.id for wish in wishes} or not wish_id:
        return "gone"
    (wanted,) = subscriptions.wanted(choice)
    if wanted in subscriptions.keys(wish for wish in wishes if wish.id != wish_id):
        await rows.remove(session, [wish_id])
        return "had"
    town_id = await rows.town_id(session, wanted.town)
    await rows.change(session, wish_id, town_id=town_id, category=wanted.category)
    return "changed"


async def leave(session: Session, secret: str, wish_id: UUID | None) -> str:
    """Ends one wish. With the last one all ends, and the news is empty."""
    mailbox = await _held(session, secret)
    wishes = {wish.id for wish in await rows.confirmed(session, mailbox)}
    if wish_id not in wishes or not wish_id:
        return "gone"
    if len(wishes) == 1:
        await subscriptions.leave(session, mailbox)
        return ""
    await rows.remove(session, [wish_id])
    return "left"


async def pause(session: Session, secret: str) -> str:
    """Sends nothing until it is started again; what is written already does not leave."""
    mailbox = await _held(session, secret)
    await rows.pause(session, mailbox, clock.now())
    await outbox.recall_kind(session, subscriptions.DIGEST, to=mailbox)
    return "paused"


async def start(session: Session, secret: str) -> str:
    """Sends everything again, from the next Monday on."""
    await rows.pause(session, await _held(session, secret), None)
    return "started"


async def _mailbox(session: Session, secret: str) -> str:
    return (await tokens.look(session, secret, subscriber_links.PURPOSE)).mailbox


async def _held(session: Session, secret: str) -> str:
    await rows.hold(session, await _mailbox(session, secret))
    return await _mailbox(session, secret)  # again: it may have left while we waited
