"""Whoever is no moderator now gets no word of any moderators' page, and changes nothing there (TRUST T1, T3, T8)."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update

from openmic import clock, db
from openmic.domain import moderators
from openmic.models import Message, MessageState, Report, ReportReason, SignIn, Status
from tests.at_the_desk import MODERATOR, at_the_desk, boxes, with_change
from tests.builders import keep
from tests.moderating import moderator as decider
from tests.moderating import reject, stored, waiting
from tests.people import browser, fingerprint, sign_in
from tests.test_house_rules import GUARDED_ROUTES

pytestmark = pytest.mark.usefixtures("database")
CANARY = "canary7f3a"
OWNER = f"{CANARY}@example.org"  # the organiser, whom nobody but the site writes to
WORDS = {
    "title": f"Title {CANARY}",
    "description": f"Words {CANARY}",
    "venue_name": f"Venue {CANARY}",
    "organiser_name": f"Organiser {CANARY}",
    "organiser_email": OWNER,
}
DESK = {path: methods for path, methods in GUARDED_ROUTES.items() if path.startswith("/moderation/")}
ADMINS_ONLY = {
    "/moderation/complaints/",
    "/moderation/events/{event}/hold/",
    "/moderation/events/{event}/hold/lift/",
}


async def a_full_desk() -> tuple[UUID, UUID]:
    """A night that waits and a listed one, a canary in every place where something private can stand."""
    by = await decider("kim@example.org", f"Kim {CANARY}")
    waits = await waiting(**WORDS, appeal=f"Appeal {CANARY}", flags=[f"A word to look at: {CANARY}"])
    await reject(await waiting(**WORDS), by)
    listed = await with_change(**WORDS)
    async with db.transaction() as session:
        await keep(
            session,
            Report(event_id=listed, reason=ReportReason.SCAM, words=f"Report {CANARY}", email=OWNER),
            Message(
                event_id=listed,
                sender_name=CANARY,
                sender_email=OWNER,
                words=f"Message {CANARY}",
                state=MessageState.HELD,
            ),
        )
    return waits, listed


async def nobody() -> httpx.AsyncClient:
    return browser()


async def organiser() -> httpx.AsyncClient:
    """Whose nights they are."""
    visitor = browser()
    await sign_in(visitor, OWNER)
    return visitor


async def revoked() -> httpx.AsyncClient:
    visitor = await at_the_desk()
    cookie = visitor.cookies["openmic_session"]
    await visitor.post("/sign-out/")
    return browser(cookie=f"openmic_session={cookie}")


async def disabled() -> httpx.AsyncClient:
    """In the middle: the page was open a moment ago."""
    visitor = await at_the_desk()
    assert (await visitor.get("/moderation/events/")).status_code == 200
    async with db.transaction() as session:
        await moderators.disable(session, MODERATOR)
    return visitor


async def expired() -> httpx.AsyncClient:
    visitor = await at_the_desk()
    async with db.transaction() as session:
        await session.exec(update(SignIn).values(seen_at=clock.now() - timedelta(minutes=31)))
    return visitor


def sent(event_id: UUID, **more: str) -> dict[str, str]:
    """What every form of the desk sends, all in one: a moderator's would be taken."""
    usual = {
        "seen": "1",
        "reason": "details",
        "words": "Because.",
        f"reason-{event_id}": "details",
        f"pick-{event_id}": "1",
        "act": "approve",
        "until": (clock.today() + timedelta(days=3)).isoformat(),
        "value": "closed",
        "batch": str(event_id),
    }
    return usual | more


@pytest.mark.parametrize("who", [nobody, organiser, revoked, disabled, expired], ids=lambda who: who.__name__)
async def test_nobody_else_reads_a_word_or_changes_anything(
    who: Callable[[], Awaitable[httpx.AsyncClient]],
) -> None:
    nights = await a_full_desk()
    form = await boxes(await at_the_desk("lee@example.org", "Lee"), nights[0])
    visitor = await who()
    before = await fingerprint()
    for event_id in nights:
        for path, methods in DESK.items():
            address = re.sub(r"\{\w+\}", str(event_id), path)
            for method in sorted(methods):
                data = sent(event_id) | form if method == "POST" else None
                answer = await visitor.request(method, address, data=data)
                wanted = (401, 403) if method == "POST" else (303, 403)
                assert answer.status_code in wanted, (method, address)
                said = answer.text + repr(answer.headers.multi_items())
                assert CANARY not in said, address
    assert await fingerprint() == before


async def test_a_moderator_gets_the_same_pages_without_anybodys_address() -> None:
    """So that the test above can fail: these very requests do something when a moderator sends them."""
    nights = await a_full_desk()
    visitor = await at_the_desk()
    for event_id in nights:
        for path in (path for path, methods in DESK.items() if "GET" in methods):
            if re.sub(r"\{event\}", "", path).count("{") or path in ADMINS_ONLY:
                continue  # about a report or a message; not for every moderator
            answer = await visitor.get(re.sub(r"\{\w+\}", str(event_id), path))
            if answer.status_code == 409:
                continue  # what waits cannot be taken off
            assert answer.status_code == 200, path
            assert OWNER not in answer.text, path
            assert answer.headers["cache-control"] == "no-store", path
    shown = (await visitor.get(f"/moderation/events/{nights[0]}/")).text
    for word in ("Title", "Words", "Venue", "Organiser", "Appeal", "A word to look at:"):
        assert f"{word} {CANARY}" in shown


@pytest.mark.parametrize("act", ["edit/", "unpublish/", "feature/", "unfeature/", "trust/", "distrust/"])
async def test_each_of_these_forms_is_taken_from_a_moderator(act: str) -> None:
    visitor = await at_the_desk()
    is_featured = act == "unfeature/"
    until = clock.now() + timedelta(days=3) if is_featured else None
    event_id = await stored(featured=is_featured, featured_until=until, status=Status.PUBLISHED)
    if act in ("trust/", "distrust/"):
        for _ in range(3):
            await stored()
    if act == "distrust/":
        assert (await visitor.post(f"/moderation/events/{event_id}/trust/")).status_code == 303
    form = await boxes(visitor, event_id) | {"title": "Mended"} if act == "edit/" else {}
    before = await fingerprint()
    answer = await visitor.post(f"/moderation/events/{event_id}/{act}", data=sent(event_id) | form)
    assert answer.status_code == 303, answer.text
    assert await fingerprint() != before
