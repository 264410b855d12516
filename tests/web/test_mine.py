"""An organiser's own nights at `/my/`."""

import httpx
import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from openmic import clock, db
from openmic.models import Account, Revision, Status
from tests.builders import keep, night
from tests.people import MAILBOX, browser, sign_in

pytestmark = pytest.mark.usefixtures("database")


async def organiser() -> tuple[httpx.AsyncClient, Account]:
    """Somebody who is signed in, and their account."""
    visitor = browser()
    await sign_in(visitor)
    async with db.reading() as session:
        return visitor, (await session.exec(select(Account).where(Account.email == MAILBOX))).one()


def lines(answer: httpx.Response) -> list[tuple[str, str]]:
    """Title and state of each night on the page."""
    page = BeautifulSoup(answer.text, "html.parser")
    return [(one.h2.get_text(), one.find(class_="badge").get_text()) for one in page.select("main li")]


async def test_who_has_sent_nothing_reads_what_will_be_here() -> None:
    visitor, _ = await organiser()
    answer = await visitor.get("/my/")
    assert lines(answer) == []
    assert "Nothing here yet" in answer.text
    assert 'href="/submit/"' in answer.text


async def test_ones_own_nights_and_nobody_elses_the_latest_sent_first() -> None:
    visitor, account = await organiser()
    async with db.transaction() as session:
        mine = {
            "First, by address": {"organiser_email": MAILBOX},
            "Both": {"organiser_email": MAILBOX, "account_id": account.id, "status": Status.REJECTED},
            "By account": {"account_id": account.id, "status": Status.PENDING},
            "Not proved": {"organiser_email": MAILBOX, "status": Status.PENDING, "email_verified": False},
        }
        for title, more in mine.items():
            await keep(session, night(title=title, **more))
        changed = night(title="Changed", organiser_email=MAILBOX)
        await keep(session, changed, Revision(event_id=changed.id, number=2, content={}))
        await keep(session, night(title="Somebody else's"), night(title="x", organiser_email=f"x{MAILBOX}"))
    assert lines(await visitor.get("/my/")) == [
        ("Changed", "Listed; a change waits"),
        ("Not proved", "Not confirmed yet"),
        ("By account", "Waiting for a moderator"),
        ("Both", "Not listed"),
        ("First, by address", "Listed"),
    ]


async def test_each_night_leads_to_its_page_if_there_is_one_and_to_its_management() -> None:
    visitor, _ = await organiser()
    listed = night(organiser_email=MAILBOX)
    rejected = night(organiser_email=MAILBOX, status=Status.REJECTED)
    for one in (listed, rejected):  # what came in one moment has no order
        async with db.transaction() as session:
            await keep(session, one)
    page = BeautifulSoup((await visitor.get("/my/")).text, "html.parser")
    assert [link["href"] for link in page.main.select("li a")] == [
        f"/manage/?night={rejected.id}",
        f"/e/{listed.id}/",
        f"/manage/?night={listed.id}",
    ]


async def test_a_hundred_at_a_time() -> None:
    visitor, _ = await organiser()
    async with db.transaction() as session:
        await keep(session, *(night(title=f"Night {n:03}", organiser_email=MAILBOX) for n in range(205)))
    seen, address, pages = [], "/my/", 0
    while address:
        answer = await visitor.get(address)
        seen += [title for title, _ in lines(answer)]
        more = BeautifulSoup(answer.text, "html.parser").find("a", string="Show earlier ones")
        address, pages = more and more["href"], pages + 1
    assert (pages, sorted(seen)) == (3, [f"Night {n:03}" for n in range(205)])


@pytest.mark.parametrize("before", ["x", "1", "0198c0de", "' OR 1=1 --"])
async def test_an_address_nobody_gave_out_is_not_found(before: str) -> None:
    visitor, _ = await organiser()
    assert (await visitor.get("/my/", params={"before": before})).status_code == 404


async def test_who_was_shut_out_sees_nothing_from_then_on() -> None:
    visitor, account = await organiser()
    async with db.transaction() as session:
        account.disabled_at = clock.now()
        await session.merge(account)
    assert (await visitor.get("/my/")).status_code == 303


async def test_a_title_is_text() -> None:
    visitor, _ = await organiser()
    async with db.transaction() as session:
        await keep(session, night(title="</h2><script>alert(1)</script>", organiser_email=MAILBOX))
    answer = await visitor.get("/my/")
    assert "<script" not in answer.text
    assert lines(answer)[0][0] == "</h2><script>alert(1)</script>"
