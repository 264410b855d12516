"""An organiser's own nights at `/my/`."""

from datetime import timedelta

import httpx
import pytest
from bs4 import BeautifulSoup, Tag
from sqlmodel import select

from openmic import clock, db
from openmic.models import Account, Counted, NightCount, Revision, Status
from openmic.views.own_nights import PER_PAGE
from tests.builders import keep, next_week, night
from tests.moderating import WHY, moderator, reject, waiting
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
    return [(one.h3.get_text(), one.find(class_="badge").get_text()) for one in cards(answer)]


def cards(answer: httpx.Response) -> list[Tag]:
    """The nights on the page."""
    return BeautifulSoup(answer.text, "html.parser").select("main li.card")


def links(card: Tag) -> dict[str, str]:
    """What can be done with one of them, and where."""
    return {str(one.find(string=True)): str(one["href"]) for one in card.ul.select("a")}


async def test_who_has_sent_nothing_reads_what_will_be_here() -> None:
    visitor, _ = await organiser()
    answer = await visitor.get("/my/")
    assert lines(answer) == []
    assert "Nothing here yet" in answer.text
    assert 'href="/submit/"' in answer.text


async def test_ones_own_nights_and_nobody_elses_those_to_come_first() -> None:
    visitor, account = await organiser()
    later, past = next_week() + timedelta(days=1), next_week() - timedelta(days=30)
    async with db.transaction() as session:
        mine = {
            "Later": {"organiser_email": MAILBOX, "start_at": later},
            "Next": {"organiser_email": MAILBOX, "account_id": account.id, "status": Status.REJECTED},
            "After that": {"account_id": account.id, "status": Status.PENDING, "start_at": later},
            "Long ago": {"organiser_email": MAILBOX, "start_at": past - timedelta(days=1)},
            "Over": {"organiser_email": MAILBOX, "start_at": past},
            "Withdrawn": {
                "organiser_email": MAILBOX,
                "status": Status.ARCHIVED,
                "withdrawn_at": clock.now(),
            },
        }
        for title, more in mine.items():
            await keep(session, night(title=title, **more))
        soon = next_week() - timedelta(hours=1)
        changed = night(title="Changed", organiser_email=MAILBOX, start_at=soon)
        await keep(session, changed, Revision(event_id=changed.id, number=2, content={}))
        await keep(session, night(title="Somebody else's"), night(title="x", organiser_email=f"x{MAILBOX}"))
    answer = await visitor.get("/my/")
    assert lines(answer) == [
        ("Changed", "Listed; a change waits"),
        ("Next", "Not listed"),
        ("Later", "Listed"),
        ("After that", "Waiting for a moderator"),
        ("Withdrawn", "Withdrawn"),
        ("Over", "Over"),
        ("Long ago", "Over"),
    ]
    headings = BeautifulSoup(answer.text, "html.parser").select("main h2")
    assert [one.get_text() for one in headings][:2] == ["Coming up", "Over or withdrawn"]


async def test_each_night_says_what_can_be_done_with_it() -> None:
    visitor, _ = await organiser()
    async with db.transaction() as session:
        listed = night(organiser_email=MAILBOX)
        over = night(organiser_email=MAILBOX, start_at=next_week() - timedelta(days=14))
        await keep(session, listed, over)
    one, two = cards(await visitor.get("/my/"))
    assert links(one) == {
        "Change": f"/manage/change/?night={listed.id}",
        "Copy to a new date": f"/manage/copy/?night={listed.id}",
        "Cancel": f"/manage/cancel/?night={listed.id}",
        "Messages: on": f"/manage/messages/?night={listed.id}",
        "See it as others do": f"/e/{listed.id}/",
        "Poster": f"/e/{listed.id}/poster/",
    }
    assert list(links(two)) == ["Copy to a new date", "See it as others do"]
    for name, href in links(one).items():
        if name != "Poster":
            assert (await visitor.get(href)).status_code == 200, name


async def test_why_a_night_was_turned_down_is_said_here_and_on_its_page() -> None:
    visitor, _ = await organiser()
    event = await waiting(organiser_email=MAILBOX)
    await reject(event, await moderator())
    (card,) = cards(await visitor.get("/my/"))
    page = (await visitor.get(f"/manage/?night={event}")).text
    for words in WHY.paragraphs:
        assert words in card.get_text()
        assert words in BeautifulSoup(page, "html.parser").get_text()


async def test_the_counts_of_a_night_are_its_own() -> None:
    visitor, _ = await organiser()
    async with db.transaction() as session:
        event = night(organiser_email=MAILBOX)
        later = next_week() + timedelta(days=1)
        await keep(session, event, night(title="Other", organiser_email=MAILBOX, start_at=later))
        for kind, times in ((Counted.VIEW, 12), (Counted.CALENDAR, 3), (Counted.MESSAGE, 1)):
            await keep(
                session,
                NightCount(event_id=event.id, counted_on=clock.today(), kind=kind, times=times),
            )
    said = [card.get_text() for card in cards(await visitor.get("/my/"))]
    assert [("12 views" in one, "0 views" in one) for one in said] == [(True, False), (False, True)]
    page = BeautifulSoup((await visitor.get(f"/manage/?night={event.id}")).text, "html.parser")
    assert "12 views, 3 calendar files taken, 1 message passed on" in page.get_text()
    assert page.select_one("main svg[role=img]")


async def test_a_page_at_a_time() -> None:
    visitor, _ = await organiser()
    nights = 2 * PER_PAGE + 5
    async with db.transaction() as session:
        await keep(session, *(night(title=f"Night {n:03}", organiser_email=MAILBOX) for n in range(nights)))
    seen, address, pages = [], "/my/", 0
    while address:
        answer = await visitor.get(address)
        seen += [title for title, _ in lines(answer)]
        more = BeautifulSoup(answer.text, "html.parser").find("a", string="Load more")
        address, pages = more and more["href"], pages + 1
    assert (pages, sorted(seen)) == (3, [f"Night {n:03}" for n in range(nights)])


@pytest.mark.parametrize("page", ["x", "0", "-1", "1000", "1e1", "²", "' OR 1=1 --"])
async def test_an_address_nobody_gave_out_is_not_found(page: str) -> None:
    visitor, _ = await organiser()
    assert (await visitor.get("/my/", params={"page": page})).status_code == 404


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
