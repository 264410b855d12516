"""Messages that a moderator looks at: who may, what is done once, and what the trail says."""

import asyncio
from typing import Any

import pytest

from openmic.models import Act
from tests.counted import written as written_counts
from tests.moderating import trail
from tests.people import browser, fingerprint, mails, sign_in
from tests.sending import soup
from tests.web.test_queue import disabled, expired, moderator, nobody, organiser, signed_out
from tests.writing import CANARY, WRITER, listed, states, write, written

pytestmark = pytest.mark.usefixtures("database")


async def held(words: str = "Look at spam.example") -> Any:
    """A message that waits, and its night."""
    night, visitor = await listed(), browser()
    await sign_in(visitor, WRITER)
    await write(visitor, night, words=words)
    message = (await written())[-1]
    assert message.state == "held"
    return night, message


@pytest.mark.parametrize(
    "who", [nobody, organiser, signed_out, disabled, expired], ids=lambda who: who.__name__
)
async def test_whoever_is_no_moderator_sees_nothing_and_changes_nothing(who: Any) -> None:
    _, message = await held("Secret words at spam.example")
    visitor = await who()
    before = await fingerprint()
    page = await visitor.get("/moderation/messages/")
    assert page.status_code in (303, 403)
    assert "Secret words" not in page.text
    for act in ("release", "drop"):
        answer = await visitor.post(f"/moderation/messages/{message.id}/{act}")
        assert answer.status_code in (401, 403)
    assert await fingerprint() == before


async def test_a_moderator_sees_the_words_and_why_and_releases_them_once() -> None:
    night, message = await held()
    sam = await moderator()
    page = soup(await sam.get("/moderation/messages/"))
    assert "Look at spam.example" in page.get_text()
    assert "Has a web or mail address in it" in page.get_text()
    assert WRITER not in page.get_text()
    addresses = [f"/moderation/messages/{message.id}/release"] * 5
    done = await asyncio.gather(*(sam.post(one) for one in addresses))
    news = sorted(one.headers["location"].rpartition("=")[2] for one in done)
    assert news == ["decided"] * 4 + ["released"]
    assert (await states(), len(await mails(CANARY))) == (["sent"], 1)
    [line] = await trail(night)
    assert (line.act, line.event_id) == (Act.RELEASE_MESSAGE, night)
    assert WRITER not in str(line.model_dump())
    assert CANARY not in str(line.model_dump())
    assert "on its way" in (await sam.get("/moderation/messages/?news=released")).text


async def test_what_is_dropped_is_sent_to_nobody() -> None:
    night, message = await held()
    sam = await moderator()
    for act, news in (("drop", "dropped"), ("release", "decided"), ("drop", "decided")):
        done = await sam.post(f"/moderation/messages/{message.id}/{act}")
        assert done.headers["location"] == f"/moderation/messages/?news={news}"
    assert (await states(), await mails(CANARY)) == (["dropped"], [])
    assert [line.act for line in await trail(night)] == [Act.DROP_MESSAGE]


async def test_a_night_that_takes_none_any_more_gets_none() -> None:
    night, message = await held()
    sam, jo = await moderator(), browser()
    await sign_in(jo, CANARY)
    before = len(await mails(CANARY))
    await jo.post(f"/manage/messages/?night={night}", data={"messages": "off"})
    done = await sam.post(f"/moderation/messages/{message.id}/release")
    assert done.headers["location"].endswith("news=closed")
    assert (await states(), len(await mails(CANARY))) == (["held"], before)
    assert await trail(night) == []
    assert (await sam.post("/moderation/messages/nonsense/drop")).status_code == 404


async def test_what_is_passed_on_is_counted_once_and_what_is_dropped_is_not() -> None:
    night, message = await held()
    assert await written_counts() == {}
    sam = await moderator()
    await asyncio.gather(*(sam.post(f"/moderation/messages/{message.id}/release") for _ in range(3)))
    assert await written_counts() == {(str(night), "message"): 1}
    other, message = await held()
    await sam.post(f"/moderation/messages/{message.id}/drop")
    visitor = browser()
    await sign_in(visitor, WRITER)
    await write(visitor, other)  # at once
    assert await written_counts() == {(str(night), "message"): 1, (str(other), "message"): 1}
