"""Asking for one's own data, seeing it, keeping it and having it erased, as a browser does (TRUST T11 to T15)."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from openmic import db
from openmic.adapters.storage import Storage
from openmic.domain import tokens
from openmic.models import Event, Mail, Purpose
from openmic.web import personal_data as web
from tests.builders import night
from tests.domain.canaries import KIM, ROBIN, settled
from tests.domain.test_personal_data import canaries, everywhere, facts
from tests.moderating import moderator
from tests.people import ABOUT_NO_NIGHT, MAILBOX, browser, fingerprint, mails, sign_in
from tests.sending import follow, newest, soup
from tests.test_log import written

pytestmark = pytest.mark.usefixtures("database", "pictures")
PATHS = ("/privacy/data/", "/privacy/data/data.json", "/privacy/data/data.html", "/privacy/data/erase/")
FORM = {"content-type": "application/x-www-form-urlencoded"}


async def ask(visitor: httpx.AsyncClient, mailbox: str = MAILBOX) -> str:
    """Asks for a link; the secret in the mail."""
    answer = await visitor.post("/privacy/request/", data={"address": mailbox})
    assert (answer.status_code, answer.headers["location"]) == (303, "/privacy/request/sent/")
    return httpx.URL(follow(await newest(mailbox))).params["token"]


async def two_people(pictures: Storage) -> None:
    async with db.transaction() as session:
        await settled(session, pictures)


async def test_somebody_sees_keeps_and_erases_all_of_theirs_and_no_log_line_holds_any(
    pictures: Storage,
) -> None:
    await two_people(pictures)
    visitor = browser()
    with written("json", level="debug") as lines:
        token = await ask(visitor, ROBIN.mailbox)
        page = await visitor.get(f"/privacy/data/?token={token}")
        files = [await visitor.get(f"{path}?token={token}") for path in PATHS[1:3]]
        asked = await visitor.get(f"/privacy/data/erase/?token={token}")
        done = await visitor.post(f"/privacy/data/erase/?token={token}", data={"withdraw": "yes"})
    for word in (*canaries(ROBIN), *facts(ROBIN)):
        for one in (page, *files):
            assert word in one.text, (one.url.path, word)
    for one in (page, *files, asked):
        assert KIM.mark not in one.text
        assert one.headers["cache-control"] == "no-store"
    assert json.loads(files[0].text)["address"] == ROBIN.mailbox
    assert [one.headers["content-disposition"] for one in files] == [
        'attachment; filename="data.json"',
        'attachment; filename="data.html"',
    ]
    goes = soup(asked).main.get_text(" ")
    assert "1 night that was listed: your name, your address, the words" in goes
    assert "1 night that was never listed: all of it." in goes
    assert "A hash of your address, for a year" in goes
    assert (done.status_code, done.headers["location"]) == (303, "/privacy/erased/")
    assert "It is erased" in (await visitor.get("/privacy/erased/")).text
    async with db.reading() as session:
        for table, said in (await everywhere(session)).items():
            assert ROBIN.mark not in said, table
        night = (await session.exec(select(Event).where(col(Event.title) == ROBIN.fact("title")))).one()
        assert night.withdrawn_at
    said = lines()
    assert "/privacy/data/erase/" in said, "something is logged at all"
    assert ROBIN.mark not in said
    assert token not in said


async def test_a_used_link_and_all_others_of_that_address_are_dead_and_look_alike() -> None:
    visitor = browser()
    first, second = await ask(visitor), await ask(visitor)
    await visitor.post(f"/privacy/data/erase/?token={first}")
    answers = {
        (answer.status_code, answer.content)
        for path in PATHS
        for token in (first, second, "made-up", "")
        for answer in [await visitor.get(f"{path}?token={token}")]
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert (await visitor.post(f"/privacy/data/erase/?token={first}")).status_code == 404


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_only_a_link_for_that_opens_ones_data(purpose: Purpose) -> None:
    """TRUST T11: and the link opens nothing else."""
    async with db.transaction() as session:
        event = night()
        session.add(event)
        await session.flush()
        about = None if purpose in ABOUT_NO_NIGHT else event.id
        token = await tokens.issue(session, purpose, to=MAILBOX, event_id=about)
    visitor, before = browser(), await fingerprint()
    wanted = 200 if purpose == Purpose.PRIVACY else 404
    assert [(await visitor.get(f"{path}?token={token}")).status_code for path in PATHS] == [wanted] * 4
    assert await fingerprint() == before
    pressed = await visitor.post(f"/privacy/data/erase/?token={token}")
    assert pressed.status_code == (303 if purpose == Purpose.PRIVACY else 404)


async def test_the_link_opens_nothing_else() -> None:
    token = await ask(browser())
    before = await fingerprint()
    for path in ("/sign-in/confirm/", "/manage/", "/verify-email/"):
        answer = await browser().get(f"{path}?token={token}")
        assert "You are about to" not in answer.text
    assert (await browser().post("/sign-in/confirm/", data={"token": token})).status_code == 404
    assert await fingerprint() == before


async def test_whatever_is_wrong_with_a_link_it_looks_the_same(later: Callable[[timedelta], None]) -> None:
    visitor = browser()
    good = await ask(visitor)
    bad = (
        "",
        "token=",
        f"token={good[:-1]}",
        f"token={good.swapcase()}",
        f"token={good}&token={good}",
        f"Token={good}",
    )
    seen = {
        (one.status_code, one.content)
        for query in bad
        for one in [await visitor.get(f"/privacy/data/?{query}")]
    }
    assert len(seen) == 1
    assert (await visitor.get(f"/privacy/data/?token={good}")).status_code == 200
    later(timedelta(hours=24, seconds=1))
    late = await visitor.get(f"/privacy/data/?token={good}")
    assert (late.status_code, late.content) in seen


async def test_opening_every_address_changes_nothing() -> None:
    """TRUST T12: programs that look into mails open every link."""
    token, before = await ask(browser()), await fingerprint()
    for _ in range(3):
        for path in PATHS:
            assert (await browser().get(f"{path}?token={token}")).status_code == 200
            assert (await browser().head(f"{path}?token={token}")).status_code == 200
    assert await fingerprint() == before


@pytest.mark.parametrize(
    "sent", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}, {"origin": "null"}]
)
async def test_no_other_site_can_press_the_button(sent: dict[str, str]) -> None:
    """TRUST T13."""
    token, before = await ask(browser()), await fingerprint()
    stranger = httpx.AsyncClient(
        transport=browser()._transport, base_url="http://localhost:8000", headers=sent
    )
    for path in (f"/privacy/data/erase/?token={token}", "/privacy/request/", "/complaint/"):
        data = {"address": MAILBOX, "words": "Words"}
        assert (await stranger.post(path, data=data)).status_code == 403
    assert await fingerprint() == before


async def test_the_answer_is_the_same_for_every_address(pictures: Storage) -> None:
    """TRUST T14: byte for byte, and the work is the same too."""
    await two_people(pictures)
    seen = set()
    for mailbox in (ROBIN.mailbox, "nobody@example.net"):
        visitor = browser()
        answer = await visitor.post("/privacy/request/", data={"address": mailbox})
        page = await visitor.get(answer.headers["location"])
        seen.add((answer.status_code, repr(sorted(answer.headers.items())), page.content))
        last = (await mails(mailbox))[-1]
        assert (last.kind, last.recipient) == ("privacy", mailbox)
    assert len(seen) == 1


async def test_nobody_fills_anybodys_mailbox() -> None:
    """TRUST T15: three a day, however the address is spelt."""
    spelt = ["robin@example.org", "Robin@example.org", "robin+a@example.org", "r.obin@example.org"]
    answers = []
    for number in range(20):
        visitor = browser(ip=f"203.0.113.{number}")
        answers.append(
            (await visitor.post("/privacy/request/", data={"address": spelt[number % 4]})).status_code
        )
    assert answers.count(303) == 3
    assert set(answers[3:]) == {429}
    assert len(await mails()) == 3


async def test_what_is_no_address_is_said_beside_the_box() -> None:
    answer = await browser().post("/privacy/request/", data={"address": "robin@"})
    assert answer.status_code == 422
    page = soup(answer)
    assert page.find(id="address")["value"] == "robin@"
    assert page.find(id="address")["aria-invalid"] == "true"
    assert await mails() == []


async def test_of_many_who_press_at_once_one_erases() -> None:
    token = await ask(browser())
    visitors = [browser(ip=f"203.0.113.{number}") for number in range(6)]
    pressed = await asyncio.gather(
        *(visitor.post(f"/privacy/data/erase/?token={token}") for visitor in visitors)
    )
    assert sorted(answer.status_code for answer in pressed) == [303] + [404] * 5


async def test_a_moderator_is_told_why_not_and_the_link_works_on() -> None:
    await moderator(MAILBOX)
    visitor = browser()
    token = await ask(visitor)
    before = await fingerprint()
    for method in ("GET", "POST"):
        answer = await visitor.request(method, f"/privacy/data/erase/?token={token}")
        assert answer.status_code == (409)
        assert "You look after this site" in answer.text
    assert await fingerprint() == before
    assert (await visitor.get(f"/privacy/data/?token={token}")).status_code == 200


async def test_who_is_signed_in_is_signed_out_and_unsent_mail_does_not_leave() -> None:
    visitor = browser()
    await sign_in(visitor)
    token = await ask(visitor)
    await visitor.post(f"/privacy/data/erase/?token={token}")
    assert (await visitor.get("/my/")).headers["location"].startswith("/sign-in/")
    async with db.reading() as session:
        assert (await session.exec(select(Mail))).all() == []


async def test_pages_are_whole_without_scripts_and_the_tick_is_only_there_for_nights_to_come(
    pictures: Storage,
) -> None:
    await two_people(pictures)
    visitor = browser()
    for mailbox, ticks in ((ROBIN.mailbox, 1), ("nobody@example.net", 0)):
        asked = soup(await visitor.get(f"/privacy/data/erase/?token={await ask(visitor, mailbox)}"))
        assert len(asked.select("main form input[type=checkbox]:not([checked])")) == ticks
        assert asked.select("script") == []
        assert [one.get_text() for one in asked.select("main form button")] == ["Erase it for good"]


async def test_the_files_are_the_only_ones() -> None:
    token = await ask(browser())
    assert sorted(web.FILES) == ["data.html", "data.json"]
    assert (await browser().get(f"/privacy/data/data.csv?token={token}")).status_code == 404


async def test_what_is_remembered_in_the_store_is_not_served(pictures: Storage, tmp_path: Path) -> None:
    token = await ask(browser())
    await browser().post(f"/privacy/data/erase/?token={token}")
    (name,) = [one.name for one in (tmp_path / "media" / "erased").iterdir()]
    for path in (f"/media/erased/{name}", f"/media/erased%2F{name}", f"/media/{name}"):
        assert (await browser().get(path)).status_code == 404


async def test_a_listed_night_without_its_organiser_has_a_page_and_can_be_reported(pictures: Storage) -> None:
    await two_people(pictures)
    token = await ask(browser(), ROBIN.mailbox)
    await browser().post(f"/privacy/data/erase/?token={token}")
    async with db.reading() as session:
        event = (await session.exec(select(Event).where(col(Event.title) == ROBIN.fact("title")))).one()
    page = await browser().get(f"/e/{event.id}/")
    assert page.status_code == 200
    assert "Run by" not in page.text
    assert "Message the organiser" not in page.text
    assert (await browser().get(f"/e/{event.id}/event.ics")).status_code == 200
    reported = await browser().post(f"/e/{event.id}/report/", data={"reason": "scam"})
    assert reported.status_code == 303, reported.text
    assert [mail for mail in await mails() if not mail.recipient] == []
