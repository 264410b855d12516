"""Visitors who write to an organiser, and what becomes of it."""

from uuid import UUID, uuid4

import httpx
from sqlmodel import col, select

from openmic import db
from openmic.models import Message
from tests.moderating import stored
from tests.sending import follow, newest

CANARY = "canary-7f3a@example.org"
WRITER = "kim@example.net"


def typed(**changes: str) -> dict[str, str]:
    """Every box, filled in rightly unless a test says otherwise."""
    usual = {"name": "Kim Example", "mailbox": WRITER, "words": "Is there a piano?", "key": str(uuid4())}
    return usual | changes


async def listed(**changes: object) -> UUID:
    """A listed night whose organiser must stay unknown."""
    return await stored(**{"organiser_email": CANARY} | changes)


async def write(visitor: httpx.AsyncClient, night: UUID, **changes: str) -> httpx.Response:
    """Sends the form."""
    return await visitor.post(f"/e/{night}/contact", data=typed(**changes))


async def prove(visitor: httpx.AsyncClient, mailbox: str = WRITER) -> httpx.Response:
    """Presses the button of the newest mail to a mailbox."""
    return await visitor.post(follow(await newest(mailbox)))


async def written() -> list[Message]:
    """All messages, oldest first."""
    async with db.reading() as session:
        return list((await session.exec(select(Message).order_by(col(Message.created_at)))).all())


async def states() -> list[str]:
    return [message.state.value for message in await written()]
