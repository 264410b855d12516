"""The queue over HTTP: who may see it and act in it, and where one is afterwards."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update

from openmic import clock, db
from openmic.domain import moderators
from openmic.models import SignIn, Status
from tests import moderating
from tests.moderating import look, waiting
from tests.people import browser, fingerprint, sign_in

pytestmark = pytest.mark.usefixtures("database")
CANARY = "Canary night 7f3a"


async def moderator(mailbox: str = "sam@example.org") -> httpx.AsyncClient:
    """A moderator's browser."""
    async with db.transaction() as session:
        await moderators.add(session, mailbox)
    visitor = browser()
    await sign_in(visitor, mailbox)
    return visitor


async def organiser() -> httpx.AsyncClient:
    visitor = browser()
    await sign_in(visitor, "jo@example.org")
    return visitor


async def signed_out() -> httpx.AsyncClient:
    visitor = await moderator()
    cookie = visitor.cookies["openmic_session"]
    await visitor.post("/sign-out/")
    return browser(cookie=f"openmic_session={cookie}")


async def disabled() -> httpx.AsyncClient:
    visitor = await moderator()
    async with db.transaction() as session:
        await moderators.disable(session, "sam@example.org")
    return visitor


async def expired() -> httpx.AsyncClient:
    visitor = await moderator()
    async with db.transaction() as session:
        await session.exec(update(SignIn).values(seen_at=clock.now() - timedelta(minutes=31)))
    return visitor


async def nobody() -> httpx.AsyncClient:
    return browser()


def posts(night: UUID) -> list[tuple[str, dict[str, str]]]:
    """Every way to change something here."""
    why = {f"reason-{night}": "details", "reason-bulk": "details"}
    one = [
        (f"/moderation/events/{night}/{act}", {"seen": "1"} | why)
        for act in ("approve", "reject", "hold", "release")
    ]
    several = [
        ("/moderation/bulk", {"act": act, f"pick-{night}": "1"} | why)
        for act in ("approve", "reject", "hold")
    ]
    return [*one, *several]


@pytest.mark.parametrize(
    "who", [nobody, organiser, signed_out, disabled, expired], ids=lambda who: who.__name__
)
async def test_whoever_is_no_moderator_sees_nothing_and_changes_nothing(who: Any) -> None:
    made = await moderating.hold(await waiting(title="Other"), await moderating.moderator())
    night = await waiting(title=CANARY)
    visitor = await who()
    before = await fingerprint()
    for address in ("/moderation/", "/moderation/?show=held", "/moderation/partial-queue/"):
        answer = await visitor.get(address)
        assert answer.status_code in (303, 403), address
        assert CANARY not in answer.text
    for address, data in [*posts(night), ("/moderation/undo", {"batch": str(made.batch)})]:
        answer = await visitor.post(address, data=data)
        assert answer.status_code in (401, 403), address
        assert CANARY not in answer.text
    assert await fingerprint() == before


async def test_a_moderator_sees_it_and_nothing_keeps_a_copy() -> None:
    await waiting(title=CANARY)
    sam = await moderator()
    for address in ("/moderation/", "/moderation/partial-queue/"):
        answer = await sam.get(address)
        assert CANARY in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert "@example.org" not in answer.text
    assert "<html" not in (await sam.get("/moderation/partial-queue/")).text


async def test_after_a_decision_one_is_back_in_the_same_part_of_the_queue_at_the_next_night() -> None:
    night, following = await waiting(), await waiting()
    sam = await moderator()
    answer = await sam.post(
        f"/moderation/events/{night}/approve?order=oldest", data={"seen": "1", "following": str(following)}
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/moderation/?order=oldest#item-{following}"
    assert (await look(night)).status == Status.PUBLISHED


@pytest.mark.parametrize("seen", ["", "0", "2", "-1", "1e9", "9" * 30, "one", "１"])
async def test_words_that_were_not_seen_are_not_approved(seen: str) -> None:
    night = await waiting()
    sam = await moderator()
    answer = await sam.post(f"/moderation/events/{night}/approve", data={"seen": seen})
    assert answer.headers["location"] == f"/moderation/?news=changed#item-{night}"
    assert (await look(night)).status == Status.PENDING
    assert "It was changed while you looked" in (await sam.get("/moderation/?news=changed")).text


@pytest.mark.parametrize("name", ["nonsense", "0198c0de-0000-7000-8000-000000000000"])
async def test_a_night_there_is_not(name: str) -> None:
    sam = await moderator()
    answer = await sam.post(f"/moderation/events/{name}/approve", data={"seen": "1"})
    assert answer.status_code == 404 or "news=gone" in answer.headers["location"]


async def test_of_several_those_that_changed_are_left() -> None:
    nights = [await waiting() for _ in range(3)]
    sam = await moderator()
    data = {"act": "approve"} | {f"pick-{one}": "1" for one in nights} | {f"pick-{nights[1]}": "7"}
    answer = await sam.post("/moderation/bulk", data=data)
    assert answer.headers["location"] == "/moderation/?left=1#queue"
    assert [(await look(one)).status for one in nights].count(Status.PUBLISHED) == 2
    page = (await sam.get("/moderation/?left=1")).text
    assert "1 had changed or was decided already: look at it again." in page
    assert "2 approved" in page


@pytest.mark.parametrize(
    "data", [{}, {"act": "approve"}, {"act": "unpublish", "pick-x": "1"}, {"pick-x": "1"}]
)
async def test_several_of_none_is_said(data: dict[str, str]) -> None:
    sam = await moderator()
    answer = await sam.post("/moderation/bulk", data=data)
    assert answer.headers["location"] == "/moderation/?news=none#queue"


@pytest.mark.parametrize(
    ("reason", "words", "said"),
    [
        ("", "", "Choose a reason: it is mailed"),
        ("other", "", "Say what is wrong"),
        ("date", "x" * 1001, "Keep this to 1,000"),
    ],
)
async def test_a_reason_that_cannot_be_taken_is_said_beside_its_box(
    reason: str, words: str, said: str
) -> None:
    night = await waiting()
    sam = await moderator()
    data = {"seen": "1", f"reason-{night}": reason, f"words-{night}": words}
    answer = await sam.post(f"/moderation/events/{night}/reject", data=data)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2  # in the summary and beside the box
    assert words in answer.text
    assert (await look(night)).status == Status.PENDING


async def test_what_is_undone_too_late_or_by_somebody_else_is_news() -> None:
    night = await waiting()
    made = await moderating.approve(night, await moderating.moderator("kim@example.org"))
    sam = await moderator()
    for batch in (str(made.batch), "nonsense", ""):
        answer = await sam.post("/moderation/undo", data={"batch": batch})
        assert answer.headers["location"] == "/moderation/?news=late#queue"
    assert (await look(night)).status == Status.PUBLISHED
