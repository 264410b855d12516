"""Somebody who wants the weekly mail, and what becomes of it."""

from typing import Any

import httpx
from sqlmodel import col, select

from openmic import db
from openmic.domain import subscriptions
from openmic.models import Mail, Subscription
from openmic.queries import outbox as rows
from openmic.queries.subscriptions import ACTIVE
from openmic.views.subscription import Asked, Choice
from tests.sending import HOME, LINK, newest

READER = "kim@example.net"


def typed(**changes: Any) -> dict[str, Any]:
    """Every box, filled in rightly unless a test says otherwise."""
    return {"mailbox": READER, "town": "", "consent": "yes", "website": ""} | changes


async def subscribe(visitor: httpx.AsyncClient, **changes: Any) -> httpx.Response:
    """Sends the form; `category` may be several."""
    return await visitor.post("/subscribe/", data=typed(**changes))


def link(mail: Mail) -> str:
    """The one link of a mail with a token in it, without its host."""
    return next(one for one in LINK.findall(mail.text) if "token=" in one).removeprefix(HOME)


async def confirmed(visitor: httpx.AsyncClient, **changes: Any) -> str:
    """Goes all the way; the token of the link to change it."""
    answer = await subscribe(visitor, **changes)
    assert answer.headers["location"] == "/subscribe/sent/", answer.text
    pressed = await visitor.post(link(await newest(changes.get("mailbox", READER))))
    assert pressed.status_code == 303
    return httpx.URL(pressed.headers["location"]).params["token"]


async def wishes(mailbox: str = READER, *, all_: bool = False) -> list[Subscription]:
    """What a mailbox gets; with `all_` also what it has not confirmed."""
    theirs = select(Subscription).where(col(Subscription.email) == mailbox)
    if not all_:
        theirs = theirs.where(col(Subscription.confirmed_at).is_not(None))
    async with db.reading() as session:
        return list((await session.exec(theirs.order_by(col(Subscription.category)))).all())


async def act(visitor: httpx.AsyncClient, token: str, name: str, **data: Any) -> str:
    """Sends a form of the page; the address it leads to."""
    answer = await visitor.post(f"/subscriptions/{name}/", params={"token": token}, data=data)
    assert answer.status_code == 303, answer.text[-1500:]
    return answer.headers["location"]


async def week(mailbox: str = READER, **changes: Any) -> None:
    """Puts this week's mail to somebody into the outbox."""
    mail = Mail(kind="digest", recipient=mailbox, subject="This week", text="Hello", html="", **changes)
    async with db.transaction() as session:
        await rows.add(session, mail)


async def ask(mailbox: str, choice: Choice | None = None) -> None:
    """Asks without the form, and its limits."""
    async with db.transaction() as session:
        await subscriptions.ask(session, Asked(mailbox, choice or Choice()), home=HOME)


async def wants(mailbox: str = READER) -> bool:
    """Whether the weekly mail would be handed over."""
    async with db.reading() as session:
        active = select(Subscription.id).where(col(Subscription.email) == mailbox, *ACTIVE)
        return (await session.exec(active.limit(1))).first() is not None


async def stored(kind: type) -> list[Any]:
    """All rows of Erasure, Token or such."""
    async with db.reading() as session:
        return list((await session.exec(select(kind))).all())
