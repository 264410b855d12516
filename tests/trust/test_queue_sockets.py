"""The live queue over a websocket: nothing of it for whoever is no moderator now (TRUST T1, T3, T7, T9)."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete

from openmic import db
from openmic.domain import moderators
from openmic.models import Event, SignIn, Status
from tests.conftest import clone
from tests.moderating import look, waiting
from tests.running import RunningSite, running
from tests.trust.test_signed_in_sockets import cookie_of
from tests.trust.visitor import STATE, Visitor

QUEUE = f"{STATE}.openmic___state___queue____queue_state"
CANARY = "CANARY-night-7f3a"
PATH = "/moderation/"
HANDLERS = ("look", "decide", "decide_several", "undo")


@pytest.fixture(scope="module")
def address(server: str, template: str) -> Iterator[str]:
    """A database for all of these tests."""
    with clone(server, template, f"{template}_queue_sockets") as url:
        yield url


@pytest.fixture(scope="module")
def site(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A whole site."""
    folder = tmp_path_factory.mktemp("queue-sockets")
    with running(folder, DATABASE_URL=address, SAMPLE_DATA="false") as site:
        yield site


@pytest.fixture(autouse=True)
async def database(address: str) -> AsyncIterator[db.Database]:
    """The test's own way into the site's database."""
    opened = db.open_(address)
    yield opened
    await opened.close()


@pytest.fixture
def mailbox() -> str:
    """Somebody who is in no other test."""
    return f"{uuid4().hex}@example.org"


@pytest.fixture
async def night(database: db.Database) -> AsyncIterator[UUID]:
    """One that waits."""
    event_id = await waiting(title=CANARY)
    yield event_id
    async with db.transaction() as session:
        await session.exec(delete(Event))


@asynccontextmanager
async def tab(site: RunningSite, token: str, cookie: str = "") -> AsyncIterator[Visitor]:
    """A browser tab with a token of its own choice."""
    visitor = Visitor()
    await visitor.socket.connect(
        f"{site.url}/_event/?token={token}",
        headers={"Origin": site.url, **({"Cookie": cookie} if cookie else {})},
        transports=["websocket"],
        namespaces=["/_event"],
        socketio_path="/_event",
    )
    try:
        yield visitor
    finally:
        await visitor.socket.disconnect()


async def press(visitor: Visitor, handler: str, **sent: str) -> str:
    payload = {"sent": sent} if handler != "look" else {}
    return "".join(await visitor.call(f"{QUEUE}.{handler}", payload, path=PATH))


def told(visitor: Visitor) -> str:
    return json.dumps(visitor.heard)


async def test_a_moderator_sees_it_decides_and_hears_of_the_others(
    site: RunningSite, night: UUID, mailbox: str
):
    sam = await cookie_of(f"sam.{mailbox}", role="moderator")
    jo = await cookie_of(f"jo.{mailbox}", role="moderator")
    async with tab(site, str(uuid4()), sam) as one, tab(site, str(uuid4()), jo) as other:
        for visitor in (one, other):
            await visitor.hydrate(PATH)
            assert await visitor.hears(CANARY)
        before = len(other.heard)
        await press(one, "decide", item=str(night), act="approve", seen="1")
        assert await other.hears("Nothing waits", since=before)
    assert (await look(night)).status == Status.PUBLISHED


async def test_nobody_else_gets_a_word_of_it_or_changes_anything(
    site: RunningSite, night: UUID, mailbox: str
):
    for cookie in ("", "openmic_session=made-up", await cookie_of(mailbox)):
        async with tab(site, str(uuid4()), cookie) as visitor:
            await visitor.hydrate(PATH)
            for handler in HANDLERS:
                said: dict[str, Any] = {
                    "item": str(night),
                    "act": "approve",
                    "seen": "1",
                    f"pick-{night}": "1",
                }
                await press(visitor, handler, **said)
            async with db.transaction() as session:
                session.add(await _copy(night))
            await visitor.until_quiet()
            assert CANARY not in told(visitor)
    assert (await look(night)).status == Status.PENDING


async def _copy(night: UUID) -> Event:
    shown = (await look(night)).model_dump(exclude={"id", "search_vector", "created_at", "updated_at"})
    return Event(**shown)


async def test_a_tabs_state_is_nothing_to_who_comes_without_its_cookie(
    site: RunningSite, night: UUID, mailbox: str
):
    token, cookie = str(uuid4()), await cookie_of(mailbox, role="moderator")
    async with tab(site, token, cookie) as visitor:
        await visitor.hydrate(PATH)
        assert await visitor.hears(CANARY)
    other = await cookie_of(f"other.{mailbox}")
    for stranger in ("", "openmic_session=made-up", other):
        async with tab(site, token, stranger) as visitor:
            async with db.transaction() as session:  # a change before the stranger has said a word
                session.add(await _copy(night))
            await visitor.until_quiet()
            await visitor.hydrate(PATH)
            await visitor.hydrate("/")
            assert CANARY not in told(visitor), stranger
    async with tab(site, token, cookie) as visitor:
        await visitor.hydrate(PATH)
        assert await visitor.hears(CANARY)


@pytest.mark.parametrize("how", ["signed out", "disabled"])
async def test_who_may_no_longer_is_told_so_and_nothing_else(
    site: RunningSite, night: UUID, mailbox: str, how: str
):
    async with tab(site, str(uuid4()), await cookie_of(mailbox, role="moderator")) as visitor:
        await visitor.hydrate(PATH)
        async with db.transaction() as session:
            if how == "disabled":
                await moderators.disable(session, mailbox)
            else:
                await session.exec(delete(SignIn))
        visitor.heard.clear()
        async with db.transaction() as session:
            session.add(await _copy(night))
        await visitor.until_quiet()
        assert re.search(r"is_shut\W+true", told(visitor))
        assert CANARY not in told(visitor)
        await press(visitor, "decide", item=str(night), act="approve", seen="1")
        assert CANARY not in told(visitor)
        assert await visitor.hears("Please sign in again.")
    assert (await look(night)).status == Status.PENDING


async def test_many_changes_at_once_are_few_messages(site: RunningSite, night: UUID, mailbox: str):
    async with tab(site, str(uuid4()), await cookie_of(mailbox, role="moderator")) as visitor:
        await visitor.hydrate(PATH)
        before = len(visitor.heard)
        for _ in range(30):
            async with db.transaction() as session:
                session.add(await _copy(night))
        await visitor.until_quiet()
        messages = visitor.heard[before:]
        assert "31 nights wait" in messages[-1]
        assert len(messages) < 15


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"sent": None},
        {"sent": []},
        {"sent": "x"},
        {"sent": {"item": {"a": 1}, "seen": []}},
        {"sent": {}, "person": {"role": "admin"}},
    ],
)
async def test_what_no_page_sends_changes_nothing(site: RunningSite, night: UUID, mailbox: str, payload: Any):
    async with tab(site, str(uuid4()), await cookie_of(mailbox, role="moderator")) as visitor:
        await visitor.hydrate(PATH)
        for handler in HANDLERS[1:]:
            await visitor.call(f"{QUEUE}.{handler}", payload, path=PATH)
        assert visitor.socket.connected
    assert (await look(night)).status == Status.PENDING


async def test_a_page_left_open_for_long_still_hears_of_what_is_new(
    address: str, tmp_path: Path, night: UUID, mailbox: str
):
    """What Reflex remembers of a tab that asks nothing goes after a while; its socket stays."""
    short = {"REFLEX_REDIS_TOKEN_EXPIRATION": "1"}
    with running(tmp_path, DATABASE_URL=address, SAMPLE_DATA="false", **short) as site:
        async with tab(site, str(uuid4()), await cookie_of(mailbox, role="moderator")) as visitor:
            await visitor.hydrate(f"{PATH}?order=oldest")
            await asyncio.sleep(3)
            visitor.heard.clear()
            async with db.transaction() as session:
                session.add(await _copy(night))
            await visitor.until_quiet()
            assert await visitor.hears("2 nights wait")
            assert re.search(r"is_oldest_first\W+true", told(visitor))
            await press(visitor, "decide", item=str(night), act="approve", seen="1")
    assert (await look(night)).status == Status.PUBLISHED
