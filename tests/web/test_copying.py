"""`/manage/copy/` and the spreadsheets over HTTP: with a link, signed in, and as anybody else."""

import csv
from datetime import timedelta
from io import StringIO

import httpx
import pytest

from openmic import clock, db
from openmic.domain import gate, tokens
from openmic.models import Account, Counted, Event, NightCount, Purpose, Role, Status
from tests.builders import keep, next_week, night
from tests.moderating import moderator
from tests.people import browser, fingerprint, sign_in
from tests.sending import MAILBOX, events, follow, newest, soup, values, wrong

pytestmark = pytest.mark.usefixtures("database")
LAST_WEEK = next_week() - timedelta(days=14)


async def over(**changes: object) -> tuple[Event, str]:
    """A night that is over, and the query that opens it to its organiser."""
    async with db.transaction() as session:
        event = night(**{"start_at": LAST_WEEK, "organiser_email": MAILBOX} | changes)
        await keep(session, event)
        secret = await tokens.issue(session, Purpose.MANAGE, to=event.organiser_email, event_id=event.id)
    return event, f"token={secret}"


async def form(visitor: httpx.AsyncClient, query: str) -> dict[str, str]:
    return values(soup(await visitor.get(f"/manage/copy/?{query}"))) | {"consent": "yes"}


async def test_a_night_that_is_over_is_copied_by_its_link() -> None:
    visitor = browser()
    first, query = await over()
    page = soup(await visitor.get(f"/manage/?{query}"))
    assert page.find("a", string="Copy to a new date")["href"] == f"/manage/copy/?{query}"  # pyright: ignore
    answer = await visitor.post(f"/manage/copy/?{query}", data=await form(visitor, query))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/manage/?{query}&news=copied")
    assert "It is copied." in (await visitor.get(answer.headers["location"])).text
    (copy,) = [one for one in await events() if one.id != first.id]
    assert copy.start_at > clock.now()
    new = await browser().get(follow(await newest(MAILBOX)))
    assert "Waiting for a moderator" in new.text


async def test_signed_in_one_goes_on_to_the_new_night() -> None:
    visitor = browser()
    first, _ = await over()
    await sign_in(visitor, MAILBOX)
    answer = await visitor.post(
        f"/manage/copy/?night={first.id}", data=await form(visitor, f"night={first.id}")
    )
    (copy,) = [one for one in await events() if one.id != first.id]
    assert answer.headers["location"] == f"/manage/?night={copy.id}&news=new"
    new = await visitor.get(answer.headers["location"])
    assert "This is the copy." in new.text
    assert copy.account_id is not None


async def test_the_suggested_day_is_one_press_away() -> None:
    visitor = browser()
    _, query = await over()
    links = [
        str(one["href"]) for one in soup(await visitor.get(f"/manage/copy/?{query}")).select("form li a")
    ]
    assert [values(soup(await visitor.get(one)))["on"] for one in links] == [one[-10:] for one in links]
    for on in ("x", "2026-13-99", "<script>", "9" * 7000):
        assert (await visitor.get("/manage/copy/", params={"token": query[6:], "on": on})).status_code == 200


@pytest.mark.parametrize(
    ("box", "value"),
    [("on", "2020-01-01"), ("on", ""), ("starts", "soon"), ("ends", "99:00"), ("consent", "")],
)
async def test_what_is_wrong_stands_beside_its_box_and_nothing_is_lost(box: str, value: str) -> None:
    visitor = browser()
    _, query = await over()
    boxes = await form(visitor, query) | {box: value}
    answer = await visitor.post(f"/manage/copy/?{query}", data=boxes)
    page = soup(answer)
    assert (answer.status_code, list(wrong(page))) == (422, [box])
    assert [link["href"] for link in page.select("[data-summary] a")] == [f"#{box}"]
    kept = values(page)
    assert {name: kept.get(name, "") for name in boxes} == boxes
    assert len(await events()) == 1


async def test_no_other_words_can_be_sent_along() -> None:
    visitor = browser()
    first, query = await over()
    more = {"title": "Mine", "organiser_email": "x@example.org", "kept_picture": "x", "status": "published"}
    await visitor.post(f"/manage/copy/?{query}", data=await form(visitor, query) | more)
    (copy,) = [one for one in await events() if one.id != first.id]
    assert (copy.title, copy.organiser_email, copy.status) == (first.title, MAILBOX, Status.PENDING)


async def test_who_copies_too_often_is_asked_to_wait_with_all_kept() -> None:
    visitor = browser()
    _, query = await over()
    boxes = await form(visitor, query) | {"on": (clock.today() + timedelta(days=30)).isoformat()}
    answers = [await visitor.post(f"/manage/copy/?{query}", data=boxes | {"key": ""}) for _ in range(11)]
    assert [one.status_code for one in answers] == [303] * 10 + [429]
    assert "retry-after" in answers[-1].headers
    assert values(soup(answers[-1]))["on"] == boxes["on"]


async def test_when_no_new_nights_are_taken_a_copy_is_none_either() -> None:
    visitor = browser()
    _, query = await over()
    boxes, by = await form(visitor, query), await moderator()
    for value, status in (("closed", 403), ("signed_in", 303)):
        async with db.transaction() as session:
            await gate.turn(session, value, by)
        assert (await visitor.post(f"/manage/copy/?{query}", data=boxes)).status_code == status


async def test_what_may_not_be_copied_says_so_and_is_not_offered() -> None:
    visitor = browser()
    _, query = await over(start_at=next_week(), status=Status.REJECTED)
    assert "/manage/copy/" not in (await visitor.get(f"/manage/?{query}")).text
    before = await fingerprint()
    refused = await visitor.get(f"/manage/copy/?{query}")
    assert refused.status_code == 410
    assert "Only a night that is listed, cancelled or over" in refused.text
    assert (await visitor.post(f"/manage/copy/?{query}", data={"consent": "yes"})).status_code == 410
    assert await fingerprint() == before


async def test_nobody_else_copies_a_night_or_gets_its_figures() -> None:
    event, query = await over()
    other = browser(ip="203.0.113.9")
    await sign_in(other, "other@example.org")
    async with db.transaction() as session:
        receipt = await tokens.issue(session, Purpose.RECEIPT, to=MAILBOX, event_id=event.id)
    before = await fingerprint()
    for path in ("/manage/copy/", "/manage/nights.csv"):
        assert (await other.get(f"{path}?night={event.id}")).status_code == 404
        signed_out = await browser().get(f"{path}?night={event.id}")
        assert signed_out.headers["location"].startswith("/sign-in/?then=%2Fmanage%2F")
        for bad in (f"{query}x", f"token={receipt}", "token=", "token=x", f"{query}&{query}"):
            answer = await browser().get(f"{path}?{bad}")
            assert answer.status_code == (303 if bad == "token=" or "&" in bad else 404), bad
    for bad in (f"night={event.id}", "token=x", f"token={receipt}"):
        answer = await other.post(f"/manage/copy/?{bad}", data={"consent": "yes"})
        assert answer.status_code == 404
    assert (await browser().post(f"/manage/copy/?night={event.id}")).status_code == 401
    elsewhere = browser(**{"sec-fetch-site": "cross-site"})
    assert (await elsewhere.post(f"/manage/copy/?{query}")).status_code == 403
    assert await fingerprint() == before


async def test_a_link_that_has_run_out_copies_nothing(later) -> None:
    _, query = await over()
    later(timedelta(days=31))
    for path in ("/manage/copy/", "/manage/nights.csv"):
        assert (await browser().get(f"{path}?{query}")).status_code == 404


async def test_a_moderator_has_no_more_rights_here_than_anybody() -> None:
    event, _ = await over()
    async with db.transaction() as session:
        await keep(session, Account(email="kim@example.org", role=Role.ADMIN))
    kim = browser()
    await sign_in(kim, "kim@example.org")
    for path in ("/manage/copy/", "/manage/nights.csv", "/manage/"):
        assert (await kim.get(f"{path}?night={event.id}")).status_code == 404


def lines(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    return list(csv.DictReader(StringIO(text, newline="")))


async def test_the_spreadsheet_has_a_line_for_each_of_ones_nights_and_nobody_elses() -> None:
    visitor = browser()
    event, query = await over(title="=1+1")
    await over(title="Theirs", organiser_email="other@example.org")
    coming, _ = await over(title="Next", start_at=next_week(), ticket_url="https://tickets.example/1")
    async with db.transaction() as session:
        for kind, times in ((Counted.VIEW, 12), (Counted.CALENDAR, 3), (Counted.MESSAGE, 1)):
            for days in range(2):
                on = clock.today() - timedelta(days=days)
                await keep(session, NightCount(event_id=event.id, counted_on=on, kind=kind, times=times))
    await sign_in(visitor, MAILBOX)
    answer = await visitor.get("/my/nights.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="my-nights.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    one, two = lines(answer)
    assert (one["title"], two["title"]) == ("Next", "'=1+1")
    assert (one["state"], two["state"]) == ("Listed", "Over")
    assert (two["views"], two["calendar"], two["messages"]) == ("24", "6", "2")
    assert one["page"] == f"http://localhost:8000/e/{coming.id}/"
    assert one["tickets"] == "https://tickets.example/1"
    assert one["start"][10:16] == "T19:30"
    assert MAILBOX not in answer.text
    alone = await browser().get(f"/manage/nights.csv?{query}")
    assert lines(alone) == [two]
    assert alone.headers["content-disposition"].startswith("attachment")
    signed_in = await visitor.get(f"/manage/nights.csv?night={event.id}")
    assert signed_in.content == alone.content


async def test_looking_changes_nothing() -> None:
    visitor = browser()
    _, query = await over()
    before = await fingerprint()
    for path in (f"/manage/copy/?{query}", f"/manage/nights.csv?{query}", "/my/nights.csv"):
        for method in ("GET", "HEAD"):
            assert (await visitor.request(method, path)).status_code < 500
    assert await fingerprint() == before
