"""Writing to an organiser over HTTP: what is kept, what is proved, what is held, and what nobody learns (TRUST T17)."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col

from openmic import clock, db
from openmic.adapters import bot_check
from openmic.models import Event, Status
from tests.cloudflare import Cloudflare, answer, asked_by_the_site, bad, good, well
from tests.moderating import look, stored
from tests.people import browser, fingerprint, mails, sign_in
from tests.sending import LINK, events, follow, newest, proved, soup, values, wrong
from tests.writing import CANARY, WRITER, listed, prove, states, typed, write, written

pytestmark = pytest.mark.usefixtures("database")


async def test_a_visitor_proves_the_address_and_the_organiser_gets_the_words() -> None:
    night, visitor = await listed(), browser()
    sent = await write(visitor, night)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/e/{night}/contact/sent/?state=unproved")
    assert "look into your mail" in (await visitor.get(sent.headers["location"])).text
    asked = await newest(WRITER)
    assert "piano" not in asked.text + asked.html
    done = await prove(visitor)
    assert (done.status_code, done.headers["location"]) == (303, f"/e/{night}/contact/sent/?state=sent")
    mail = await newest(CANARY)
    assert (mail.subject, mail.reply_to) == ("A message about your open mic night", WRITER)
    assert "> Is there a piano?" in mail.text
    assert (await states(), len(await mails())) == (["sent"], 2)
    assert (await prove(visitor)).status_code == 404
    assert len(await mails()) == 2


async def test_opening_the_link_changes_nothing() -> None:
    visitor = browser()
    await write(visitor, await listed())
    link, before = follow(await newest(WRITER)), await fingerprint()
    for _ in range(3):
        assert (await visitor.get(link)).status_code == 200
        assert (await visitor.head(link)).status_code == 200
    assert await fingerprint() == before
    assert (await prove(visitor)).status_code == 303


async def test_one_proof_is_for_one_message_and_nothing_written_in_ones_name_goes_with_it() -> None:
    night, other = await listed(), await listed(organiser_email="other@example.org")
    visitor = browser()
    await write(visitor, other, words="To the other one")
    await write(visitor, night, words="First")
    await write(browser(ip="203.0.113.8"), night, words="Somebody else’s", mailbox="lee@example.net")
    await write(visitor, night, words="Second")
    link = follow(await newest(WRITER))
    page = await visitor.get(link)
    assert "Second" in page.text
    assert "First" not in page.text
    await prove(visitor)
    assert await states() == ["unproved", "unproved", "unproved", "sent"]
    assert len(await mails(CANARY)) == 1


async def test_a_link_opens_its_own_message_and_no_other() -> None:
    night, visitor = await listed(), browser()
    await write(visitor, night)
    mine = httpx.URL(follow(await newest(WRITER))).params["token"]
    await write(visitor, night, mailbox="lee@example.net", words="Not mine")
    lees = httpx.URL(follow(await newest("lee@example.net"))).params["message"]
    before = await fingerprint()
    for message in (lees, str(night), "nonsense", ""):
        for method in ("GET", "POST"):
            params = {"token": mine, "message": message}
            answer = await visitor.request(method, "/messages/confirm/", params=params)
            assert answer.status_code == 404
            assert "Not mine" not in answer.text
    assert await fingerprint() == before


async def test_the_mail_that_is_answered_to_a_stranger_opens_no_door() -> None:
    """Mail programs quote what they answer, and the answer goes to whoever wrote."""
    night, visitor = await listed(), browser()
    await write(visitor, night)
    await prove(visitor)
    mail = await newest(CANARY)
    assert "token=" not in mail.text + mail.html
    switch = next(link for link in LINK.findall(mail.text) if "/manage/messages/" in link)
    assert (await visitor.get(switch)).headers["location"].startswith("/sign-in/")
    assert (await visitor.post(switch, data={"messages": "off"})).status_code == 401
    assert (await look(night)).takes_messages
    organiser = browser(ip="203.0.113.50")
    await sign_in(organiser, CANARY)
    assert (await organiser.post(switch, data={"messages": "off"})).status_code == 303
    assert not (await look(night)).takes_messages


async def test_who_is_signed_in_is_known() -> None:
    night, visitor = await listed(), browser()
    await sign_in(visitor, WRITER)
    assert soup(await visitor.get(f"/e/{night}/contact/")).select_one("#mailbox") is None
    sent = await write(visitor, night, mailbox="victim@example.net")
    assert sent.headers["location"].endswith("state=sent")
    assert [mail.reply_to for mail in await mails(CANARY)] == [WRITER]
    assert await mails("victim@example.net") == []


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"name": " \u202e "}, {"name"}),
        ({"name": "x" * 121}, {"name"}),
        ({"mailbox": "kim@"}, {"mailbox"}),
        ({"mailbox": "kim@example.net, lee@example.net"}, {"mailbox"}),
        ({"words": " \n "}, {"words"}),
        ({"words": "x" * 2001, "name": ""}, {"name", "words"}),
    ],
)
async def test_what_is_wrong_stands_beside_its_box_and_nothing_typed_is_lost(
    changes: dict[str, str], names: set[str]
) -> None:
    night, form = await listed(), typed(**changes)
    for slash in ("", "/"):
        page = await browser().post(f"/e/{night}/contact{slash}", data=form)
        assert (page.status_code, page.headers["cache-control"]) == (422, "no-store")
        shown = soup(page)
        assert set(wrong(shown)) == names
        assert [link["href"] for link in shown.select("[data-summary] a")] == [
            f"#{name}" for name in form if name in names
        ]
        kept = {name: value.replace("\r\n", "\n") for name, value in form.items()}
        assert values(shown) == kept | {"website": ""}
    assert (await written(), await mails()) == ([], [])


async def test_the_same_form_twice_is_one_message_one_mail_and_one_use() -> None:
    night, form = await listed(), typed()
    for _ in range(6):
        assert (await browser().post(f"/e/{night}/contact", data=form)).status_code == 303
    again = await browser().post(f"/e/{night}/contact", data=form | {"words": "Something else"})
    assert again.status_code == 303
    assert (len(await written()), len(await mails(WRITER))) == (2, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "Look at https://spam.example"},
        {"words": "You shit"},
        {"website": "x"},
        {"name": "spam.example"},
    ],
)
async def test_what_has_to_be_looked_at_is_held(changes: dict[str, str]) -> None:
    visitor = browser()
    await write(visitor, await listed(), **changes)
    done = await prove(visitor)
    assert done.headers["location"].endswith("state=held")
    assert (await states(), await mails(CANARY)) == (["held"], [])
    assert "A person looks at it first" in (await visitor.get(done.headers["location"])).text


@pytest.fixture
async def cloudflare(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cloudflare]:
    async with asked_by_the_site(monkeypatch) as service:
        yield service


@pytest.mark.parametrize(
    ("says", "token", "state", "flag"),
    [
        (lambda: well("contact"), "t", "sent", ""),
        (lambda: well("contact"), "", "held", "no scripts"),
        (lambda: answer(bad("timeout-or-duplicate")), "t", "held", "it was not passed"),
        (lambda: answer(good(action="submit", hostname="localhost")), "t", "held", "it was not passed"),
        (lambda: answer({}, status="500 Oops"), "t", "held", "it did not answer"),
    ],
)
async def test_who_is_not_known_to_be_a_person_is_held(
    cloudflare: Cloudflare, says: Callable[[], bytes], token: str, state: str, flag: str
) -> None:
    cloudflare.says = says
    night, visitor = await listed(), browser()
    form = await visitor.get(f"/e/{night}/contact/")
    assert soup(form).select_one(".cf-turnstile")["data-action"] == "contact"  # pyright: ignore
    assert "challenges.cloudflare.com" in form.headers["content-security-policy"]
    await write(visitor, night, **{"cf-turnstile-response": token})
    await prove(visitor)
    [message] = await written()
    assert message.state == state
    assert flag in " ".join(message.flags)
    assert len(await mails(CANARY)) == (state == "sent")
    await bot_check.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"takes_messages": False},
        {"start_at": clock.now() - timedelta(days=2)},
        {"status": Status.PENDING},
        {"status": Status.ARCHIVED},
    ],
)
async def test_a_night_that_takes_none_says_so_and_has_no_link(changes: dict) -> None:
    night, visitor = await listed(**changes), browser()
    assert "/contact" not in (await visitor.get(f"/e/{night}/")).text
    for refused in (await visitor.get(f"/e/{night}/contact/"), await write(visitor, night)):
        assert refused.status_code in (404, 410)
        assert "went wrong" not in refused.text
    assert (await written(), await mails()) == ([], [])


async def test_a_night_that_closes_meanwhile_gets_nothing_and_the_link_stays_good() -> None:
    night, visitor = await listed(), browser()
    await write(visitor, night)
    async with db.transaction() as session:
        await session.exec(update(Event).where(col(Event.id) == night).values(takes_messages=False))
    assert (await visitor.get(follow(await newest(WRITER)))).status_code == 410
    assert (await prove(visitor)).status_code == 410
    assert (await states(), await mails(CANARY)) == (["unproved"], [])
    async with db.transaction() as session:
        await session.exec(update(Event).where(col(Event.id) == night).values(takes_messages=True))
    assert (await prove(visitor)).status_code == 303


async def test_its_organiser_switches_messages_off_and_on() -> None:
    visitor = browser()
    link = await proved(visitor)
    night = (await visitor.get(link)).text
    assert "Messages from visitors" in night
    switch = link.replace("/manage/", "/manage/messages/")
    before = await fingerprint()
    assert (await visitor.get(switch)).status_code == 200
    assert await fingerprint() == before
    for word, is_on in (("off", False), ("on", True), ("off", False)):
        done = await visitor.post(switch, data={"messages": word})
        assert (done.status_code, done.headers["location"]) == (303, f"{link}&news=messages-{word}")
        assert [one.takes_messages for one in await events()] == [is_on]


async def test_who_is_signed_in_switches_their_own_and_nobody_elses() -> None:
    night, visitor = await stored(organiser_email="jo@example.org"), browser()
    await sign_in(visitor, "jo@example.org")
    other = await listed()
    assert (await visitor.post(f"/manage/messages/?night={other}")).status_code == 404
    assert (await visitor.post(f"/manage/messages/?night={night}")).status_code == 303
    assert [(await look(one)).takes_messages for one in (night, other)] == [False, True]
    assert "/contact" not in (await visitor.get(f"/e/{night}/")).text
    assert f"/e/{other}/contact/" in (await visitor.get(f"/e/{other}/")).text
