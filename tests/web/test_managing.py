"""`/manage/`: looking after one night over HTTP, with a link or signed in."""

from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col

from openmic import clock, db
from openmic.models import Event, Status
from tests.people import browser, fingerprint, mails, sign_in
from tests.sending import MAILBOX, events, follow, newest, proved, revisions, soup, typed, values, wrong

pytestmark = pytest.mark.usefixtures("database")
PAGES = ("/manage/", "/manage/change/", "/manage/cancel/", "/manage/withdraw/")


async def become(**changes: Any) -> None:
    """What a moderator or the time would do to all nights."""
    async with db.transaction() as session:
        await session.exec(update(Event).where(col(Event.is_sample).is_(False)).values(**changes))


async def listed(visitor: httpx.AsyncClient) -> str:
    """The query that opens a night that is listed."""
    where = await proved(visitor)
    await become(status=Status.PUBLISHED, published_at=clock.now(), approved_revision=col(Event.revision))
    return where.partition("?")[2]


async def form(visitor: httpx.AsyncClient, query: str) -> dict[str, str]:
    """What the form for a change holds."""
    return values(soup(await visitor.get(f"/manage/change/?{query}")))


async def test_a_change_of_a_listed_night_waits_while_the_page_stays() -> None:
    visitor = browser()
    query = await listed(visitor)
    boxes = await form(visitor, query)
    assert (boxes["title"], boxes["town"], boxes["starts"], boxes["seen"]) == (
        "Open mic at the Lantern", "oxford", "19:30", "1",
    )  # fmt: skip
    answer = await visitor.post(f"/manage/change/?{query}", data=boxes | {"title": "Another title"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/manage/?{query}&news=changed")
    page = await visitor.get(answer.headers["location"])
    assert "Your change is kept." in page.text
    assert "Listed; a change waits" in page.text
    (event,) = await events()
    assert event.title == "Open mic at the Lantern"
    assert "Another title" not in (await visitor.get(f"/e/{event.id}/")).text
    assert (await form(visitor, query))["title"] == "Another title"


async def test_what_is_wrong_in_a_change_stands_beside_its_box_and_nothing_is_lost() -> None:
    visitor = browser()
    query = await listed(visitor)
    boxes = await form(visitor, query) | {"title": "", "postcode": "OX1", "description": "  kept\n\nas typed"}
    answer = await visitor.post(f"/manage/change/?{query}", data=boxes)
    page = soup(answer)
    assert answer.status_code == 422
    assert set(wrong(page)) == {"title", "postcode"}
    assert page.title is not None
    assert page.title.get_text().startswith("Error: ")
    assert {name: values(page)[name] for name in boxes} == boxes
    assert [link["href"] for link in page.select("[data-summary] a")] == ["#title", "#postcode"]
    assert await revisions() == []


async def test_changed_in_two_windows_the_second_is_asked_to_look_again_and_keeps_its_words() -> None:
    visitor = browser()
    query = await listed(visitor)
    boxes = await form(visitor, query)
    await visitor.post(f"/manage/change/?{query}", data=boxes | {"title": "From one"})
    answer = await visitor.post(f"/manage/change/?{query}", data=boxes | {"title": "From another"})
    assert answer.status_code == 409
    again = values(soup(answer))
    assert again["title"] == "From another"
    answer = await visitor.post(f"/manage/change/?{query}", data=again)
    assert answer.status_code == 303
    assert (await form(visitor, query))["title"] == "From another"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "²", "1.0"])
async def test_a_form_that_does_not_say_what_it_has_seen_is_asked_to_look_again(seen: str) -> None:
    visitor = browser()
    query = await listed(visitor)
    answer = await visitor.post(f"/manage/change/?{query}", data=await form(visitor, query) | {"seen": seen})
    assert answer.status_code == 409
    assert await revisions() == []


async def test_cancelled_it_says_so_and_twice_is_once() -> None:
    visitor = browser()
    query = await listed(visitor)
    before = await fingerprint()
    asked = await visitor.get(f"/manage/cancel/?{query}")
    assert "Cancel this night?" in asked.text
    assert await fingerprint() == before
    for _ in range(2):
        answer = await visitor.post(f"/manage/cancel/?{query}")
        assert answer.headers["location"] == f"/manage/?{query}&news=cancelled"
    assert [mail.kind for mail in await mails()] == ["verify", "received", "cancelled"]
    (event,) = await events()
    assert "cancelled" in soup(await visitor.get(f"/e/{event.id}/")).select_one("#page").get_text()  # pyright: ignore
    assert (await visitor.get(f"/manage/change/?{query}")).status_code == 410


async def test_withdrawn_it_is_gone() -> None:
    visitor = browser()
    query = await listed(visitor)
    answer = await visitor.post(f"/manage/withdraw/?{query}")
    assert "Withdrawn" in (await visitor.get(answer.headers["location"])).text
    (event,) = await events()
    assert (await visitor.get(f"/e/{event.id}/")).status_code in (404, 410)
    for path in PAGES[1:]:
        assert (await visitor.get(f"{path}?{query}")).status_code == 410


async def test_signed_in_ones_own_nights_open_by_name_and_nobody_elses() -> None:
    me, other = browser(), browser(ip="203.0.113.9")
    await proved(me)
    await sign_in(me, MAILBOX)
    await sign_in(other, "other@example.org")
    (event,) = await events()
    before = await fingerprint()
    for path in PAGES:
        assert (await me.get(f"{path}?night={event.id}")).status_code == (410 if "cancel" in path else 200)
        assert (await other.get(f"{path}?night={event.id}")).status_code == 404
        nobody = await browser().get(f"{path}?night={event.id}")
        assert (nobody.status_code, nobody.headers["location"].partition("?")[0]) == (303, "/sign-in/")
    for path in PAGES[1:]:
        assert (await other.post(f"{path}?night={event.id}", data=typed())).status_code == 404
        assert (await browser().post(f"{path}?night={event.id}", data=typed())).status_code == 401
    assert await fingerprint() == before
    boxes = await form(me, f"night={event.id}")
    answer = await me.post(f"/manage/change/?night={event.id}", data=boxes | {"title": "Mine"})
    assert answer.status_code == 303
    assert (await events())[0].title == "Mine"


async def test_pages_of_a_night_are_kept_nowhere_and_told_to_nobody() -> None:
    visitor = browser()
    query = await listed(visitor)
    for path in PAGES:
        answer = await visitor.get(f"{path}?{query}")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
        assert soup(answer).select("meta[name=robots][content=noindex]")


async def test_looking_changes_nothing() -> None:
    visitor = browser()
    query = await listed(visitor)
    before = await fingerprint()
    for path in PAGES:
        for end in (f"?{query}", "", "?token=x", "?night=x", f"?{query}&news=withdrawn", "?sent="):
            for method in ("GET", "HEAD"):
                assert (await visitor.request(method, path + end)).status_code < 500
    assert await fingerprint() == before


async def test_asking_for_the_links_says_the_same_of_every_address() -> None:
    """TRUST T14."""
    visitor = browser()
    await proved(visitor)
    said = []
    for mailbox in (MAILBOX, "nobody@example.org"):
        answer = await visitor.post("/manage/", data={"mailbox": mailbox})
        shown = await visitor.get(answer.headers["location"])
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        said.append((answer.status_code, headers, answer.content, shown.status_code, shown.content))
    assert said[0] == said[1]
    assert "/manage/?token=" in follow(await newest(MAILBOX))
    assert len(await mails("nobody@example.org")) == 1


async def test_the_links_are_mailed_three_times_a_day_to_one_address() -> None:
    visitor = browser()
    asked = [(await visitor.post("/manage/", data={"mailbox": MAILBOX})).status_code for _ in range(5)]
    assert asked == [303, 303, 303, 429, 429]
    assert len(await mails()) == 3


async def test_a_wrong_address_is_said_beside_its_box_and_kept() -> None:
    answer = await browser().post("/manage/", data={"mailbox": "robin@"})
    page = soup(answer)
    assert (answer.status_code, list(wrong(page))) == (422, ["mailbox"])
    assert page.select_one("#mailbox")["value"] == "robin@"  # pyright: ignore[reportOptionalSubscript]
