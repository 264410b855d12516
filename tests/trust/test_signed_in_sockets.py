"""An open websocket knows nobody: each call asks the database who holds the cookie (TRUST T1, T7)."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from openmic import clock, db
from openmic.domain import moderators
from openmic.models import SignIn
from tests.conftest import clone
from tests.people import browser, sign_in
from tests.running import RunningSite, running
from tests.trust.visitor import STATE, Visitor, visiting

GUARDED = f"{STATE}.tests___trust___guarded____guarded_state"
PROGRAM = ("-c", "from tests.trust import guarded; guarded.cli.main()")
SIGN_IN_AGAIN = "Please sign in again."
NOT_YOURS = "This is for the people who look after the site."


@pytest.fixture(scope="module")
def address(server: str, template: str) -> Iterator[str]:
    """A database for all of these tests: each of them has people of its own."""
    with clone(server, template, f"{template}_sockets") as url:
        yield url


@pytest.fixture(scope="module")
def site(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A whole site with handlers of its own that need somebody."""
    folder = tmp_path_factory.mktemp("guarded")
    with running(folder, program=PROGRAM, DATABASE_URL=address, SAMPLE_DATA="false") as site:
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


async def cookie_of(mailbox: str, *, role: str = "organiser") -> str:
    """The cookie of somebody who has just signed in."""
    if role != "organiser":
        async with db.transaction() as session:
            await moderators.add(session, mailbox, is_admin=role == "admin")
    visitor = browser(ip=f"203.0.113.{uuid4().int % 250}")
    await sign_in(visitor, mailbox)
    return f"openmic_session={visitor.cookies['openmic_session']}"


async def call(visitor: Visitor, handler: str, payload: object = None) -> dict[str, Any]:
    """What a call changed on the page."""
    changed: dict[str, Any] = {}
    for message in await visitor.call(f"{GUARDED}.{handler}", payload):
        for part in json.loads(message)[1:]:
            update = part if isinstance(part, dict) else json.loads(part)
            changed |= (update.get("delta") or {}).get(GUARDED, {})
    return {name.removesuffix("_rx_state_"): value for name, value in changed.items()}


async def test_nobody_gets_in_whatever_they_say(site: RunningSite, mailbox: str) -> None:
    real = await cookie_of(mailbox, role="moderator")
    for cookie in (None, "openmic_session=", "openmic_session=made-up", real[:-1], real.upper(), "x" * 3000):
        async with visiting(site, **({"Cookie": cookie} if cookie else {})) as visitor:
            for handler in ("look", "approve"):
                assert await call(visitor, handler) == {"notice": SIGN_IN_AGAIN}, cookie


async def test_each_role_may_do_its_own(site: RunningSite, mailbox: str) -> None:
    for name, role in (("jo", "organiser"), ("kim", "moderator"), ("lee", "admin")):
        async with visiting(site, Cookie=await cookie_of(f"{name}.{mailbox}", role=role)) as visitor:
            assert (await call(visitor, "look"))["told"].startswith(f"hello {role} ")
            approved = await call(visitor, "approve", {"word": "it"})
            if role == "organiser":
                assert approved == {"notice": NOT_YOURS}
            else:
                assert approved["told"] == f"approved it by {role}"


@pytest.mark.parametrize(
    "payload", [{"person": {"role": "admin"}}, {"person": None}, {"word": "it", "person": "admin"}]
)
async def test_who_somebody_is_cannot_be_sent(site: RunningSite, mailbox: str, payload: dict) -> None:
    for cookie in (None, await cookie_of(mailbox, role="moderator")):
        async with visiting(site, **({"Cookie": cookie} if cookie else {})) as visitor:
            assert "told" not in await call(visitor, "approve", payload)


async def test_who_is_disabled_can_do_nothing_more_on_the_socket_they_have(
    site: RunningSite, mailbox: str
) -> None:
    async with visiting(site, Cookie=await cookie_of(mailbox, role="moderator")) as visitor:
        assert (await call(visitor, "approve", {"word": "first"}))["told"] == "approved first by moderator"
        async with db.transaction() as session:
            await moderators.disable(session, mailbox)
        for handler in ("approve", "look"):
            assert await call(visitor, handler) == {"notice": SIGN_IN_AGAIN}


async def test_who_signs_out_in_another_tab_can_do_nothing_more_in_this(
    site: RunningSite, mailbox: str
) -> None:
    cookie = await cookie_of(mailbox, role="moderator")
    async with visiting(site, Cookie=cookie) as visitor:
        assert (await call(visitor, "approve"))["told"]
        await browser(cookie=cookie).post("/sign-out/")
        assert await call(visitor, "approve") == {"notice": SIGN_IN_AGAIN}


@pytest.mark.parametrize(
    "past",
    [
        {"seen_at": timedelta(minutes=30)},
        {"created_at": timedelta(hours=12), "seen_at": timedelta(hours=12), "expires_at": timedelta()},
    ],
    ids=["idle", "too long"],
)
async def test_whose_time_is_over_can_do_nothing_more(
    site: RunningSite, mailbox: str, past: dict[str, timedelta]
) -> None:
    async with visiting(site, Cookie=await cookie_of(mailbox, role="moderator")) as visitor:
        assert (await call(visitor, "approve"))["told"]
        async with db.transaction() as session:
            changed = {name: clock.now() - ago for name, ago in past.items()}
            await session.exec(update(SignIn).values(changed))
        assert await call(visitor, "approve") == {"notice": SIGN_IN_AGAIN}


async def test_a_new_role_needs_a_new_cookie(site: RunningSite, mailbox: str) -> None:
    async with visiting(site, Cookie=await cookie_of(mailbox)) as visitor:
        assert await call(visitor, "approve") == {"notice": NOT_YOURS}
        async with db.transaction() as session:
            await moderators.add(session, mailbox)
        assert await call(visitor, "approve") == {"notice": SIGN_IN_AGAIN}
