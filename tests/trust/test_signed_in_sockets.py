"""An open websocket knows nobody: each call asks the database who holds the cookie (TRUST T1, T7)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from openmic import clock, db
from openmic.domain import moderators
from openmic.models import SignIn
from tests.people import MAILBOX, browser, sign_in
from tests.running import RunningSite, running
from tests.trust.visitor import STATE, Visitor, visiting

GUARDED = f"{STATE}.tests___trust___guarded____guarded_state"
PROGRAM = ("-c", "from tests.trust import guarded; guarded.cli.main()")
SIGN_IN_AGAIN = "Please sign in again."
NOT_YOURS = "This is for the people who look after the site."


@pytest.fixture
def site(fresh_database: str, tmp_path: Path) -> Iterator[RunningSite]:
    """A whole site with handlers of its own that need somebody."""
    with running(tmp_path, program=PROGRAM, DATABASE_URL=fresh_database, SAMPLE_DATA="false") as site:
        yield site


async def cookie_of(mailbox: str = MAILBOX, *, role: str = "organiser") -> str:
    """The cookie of somebody who has just signed in."""
    if role != "organiser":
        async with db.transaction() as session:
            await moderators.add(session, mailbox, is_admin=role == "admin")
    visitor = browser()
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


async def test_nobody_gets_in_whatever_they_say(database: db.Database, site: RunningSite) -> None:
    real = await cookie_of(role="moderator")
    for cookie in (None, "openmic_session=", "openmic_session=made-up", real[:-1], real.upper(), "x" * 3000):
        async with visiting(site, **({"Cookie": cookie} if cookie else {})) as visitor:
            for handler in ("look", "approve"):
                assert await call(visitor, handler) == {"notice": SIGN_IN_AGAIN}, cookie


async def test_each_role_may_do_its_own(database: db.Database, site: RunningSite) -> None:
    for name, role in (("jo", "organiser"), ("kim", "moderator"), ("lee", "admin")):
        async with visiting(site, Cookie=await cookie_of(f"{name}@example.org", role=role)) as visitor:
            assert (await call(visitor, "look"))["told"].startswith(f"hello {role} ")
            approved = await call(visitor, "approve", {"word": "it"})
            if role == "organiser":
                assert approved == {"notice": NOT_YOURS}
            else:
                assert approved["told"] == f"approved it by {role}"


@pytest.mark.parametrize(
    "payload", [{"person": {"role": "admin"}}, {"person": None}, {"word": "it", "person": "admin"}]
)
async def test_who_somebody_is_cannot_be_sent(
    database: db.Database, site: RunningSite, payload: dict
) -> None:
    for cookie in (None, await cookie_of(role="moderator")):
        async with visiting(site, **({"Cookie": cookie} if cookie else {})) as visitor:
            assert "told" not in await call(visitor, "approve", payload)


async def test_who_is_disabled_can_do_nothing_more_on_the_socket_they_have(
    database: db.Database, site: RunningSite
) -> None:
    async with visiting(site, Cookie=await cookie_of(role="moderator")) as visitor:
        assert (await call(visitor, "approve", {"word": "first"}))["told"] == "approved first by moderator"
        async with db.transaction() as session:
            await moderators.disable(session, MAILBOX)
        for handler in ("approve", "look"):
            assert (await call(visitor, handler)).get("notice", SIGN_IN_AGAIN) == SIGN_IN_AGAIN
        assert "told" not in await call(visitor, "approve", {"word": "second"})


async def test_who_signs_out_in_another_tab_can_do_nothing_more_in_this(
    database: db.Database, site: RunningSite
) -> None:
    cookie = await cookie_of(role="moderator")
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
    database: db.Database, site: RunningSite, past: dict[str, timedelta]
) -> None:
    async with visiting(site, Cookie=await cookie_of(role="moderator")) as visitor:
        assert (await call(visitor, "approve"))["told"]
        async with db.transaction() as session:
            changed = {name: clock.now() - ago for name, ago in past.items()}
            await session.exec(update(SignIn).values(changed))
        assert await call(visitor, "approve") == {"notice": SIGN_IN_AGAIN}


async def test_a_new_role_needs_a_new_cookie(database: db.Database, site: RunningSite) -> None:
    async with visiting(site, Cookie=await cookie_of()) as visitor:
        assert await call(visitor, "approve") == {"notice": NOT_YOURS}
        async with db.transaction() as session:
            await moderators.add(session, MAILBOX)
        assert await call(visitor, "approve") == {"notice": SIGN_IN_AGAIN}
