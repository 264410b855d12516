"""A link to sign in opens one door, once, for a while; everything else looks the same (TRUST T11)."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col

from openmic import clock, db
from openmic.domain import tokens
from openmic.models import Purpose, Token
from tests import people
from tests.builders import night
from tests.people import ABOUT_NO_NIGHT, MAILBOX, ask, browser, is_signed_in, press

pytestmark = pytest.mark.usefixtures("database")


async def answers(visitor: httpx.AsyncClient, query: str) -> list[tuple[int, bytes]]:
    """What a link's page and its button say, without and with the token in it."""
    page = await visitor.get(f"/sign-in/confirm/?{query}")
    pressed = await visitor.post(
        "/sign-in/confirm/", content=query, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    return [(page.status_code, page.content), (pressed.status_code, pressed.content)]


async def token_for(purpose: Purpose) -> str:
    """A good token for a purpose."""
    async with db.transaction() as session:
        event = night()
        session.add(event)
        await session.flush()
        about = None if purpose in ABOUT_NO_NIGHT else event.id
        return await tokens.issue(session, purpose, to=MAILBOX, event_id=about)


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_only_a_token_for_signing_in_signs_in(purpose: Purpose) -> None:
    page, pressed = await answers(browser(), f"token={await token_for(purpose)}")
    assert (page[0], pressed[0]) == ((200, 303) if purpose == Purpose.SIGN_IN else (404, 404))


async def test_whatever_is_wrong_with_a_link_it_looks_the_same() -> None:
    visitor = browser()
    used = httpx.URL(await ask(visitor)).params["token"]
    await press(visitor, f"{people.LOCAL}/?token={used}")
    expired = httpx.URL(await ask(visitor, "kim@example.org")).params["token"]
    async with db.transaction() as session:
        past = {"created_at": clock.now() - timedelta(minutes=15), "expires_at": clock.now()}
        await session.exec(update(Token).where(col(Token.email) == "kim@example.org").values(past))
    good = httpx.URL(await ask(visitor, "lee@example.org")).params["token"]
    flipped = ("B" if good[0] == "A" else "A") + good[1:]
    other = await token_for(Purpose.MANAGE)
    bad = {
        "none": "",
        "empty": "token=",
        "unknown": "token=made-up",
        "used": f"token={used}",
        "expired": f"token={expired}",
        "for another purpose": f"token={other}",
        "truncated": f"token={good[:-1]}",
        "longer": f"token={good}A",
        "flipped": f"token={flipped}",
        "upper": f"token={good.upper()}",
        "spaced": f"token=+{good}",
        "twice": f"token={good}&token={good}",
        "other first": f"token={used}&token={good}",
        "other last": f"token={good}&token={used}",
        "nul": f"token={good}%00",
        "half a character": "token=%ED%A0%80",
        "huge": f"token={good}{'A' * 5000}",
        "as a list": f"token[]={good}",
        "renamed": f"Token={good}",
    }
    before = await people.fingerprint()
    seen = {name: await answers(browser(), query) for name, query in bad.items()}
    assert len({answer for pair in seen.values() for answer in pair}) == 1
    assert seen["used"][0][0] == 404
    assert await people.fingerprint() == before
    assert [status for status, _ in await answers(browser(), f"token={good}")] == [200, 303]


async def test_of_many_who_press_at_once_one_is_signed_in() -> None:
    link = await ask(browser())
    visitors = [browser(ip=f"203.0.113.{number}") for number in range(8)]
    pressed = await asyncio.gather(*(press(visitor, link) for visitor in visitors))
    assert sorted(answer.status_code for answer in pressed) == [303] + [404] * 7
    assert [await is_signed_in(visitor) for visitor in visitors].count(True) == 1


async def test_two_first_links_of_one_person_at_once_are_one_account() -> None:
    links = [await ask(browser()) for _ in range(2)]
    visitors = [browser(), browser()]
    pressed = await asyncio.gather(*map(press, visitors, links))
    assert [answer.status_code for answer in pressed] == [303, 303]
    assert [await is_signed_in(visitor) for visitor in visitors] == [True, True]


async def test_signing_out_everywhere_twice_at_once_is_signing_out() -> None:
    visitors = [browser() for _ in range(4)]
    for visitor in visitors:
        await people.sign_in(visitor)
    left = await asyncio.gather(
        *(visitor.post("/sign-out/", data={"everywhere": "yes"}) for visitor in visitors)
    )
    assert [answer.status_code for answer in left] == [303] * 4
    assert [await is_signed_in(visitor) for visitor in visitors] == [False] * 4
