"""Signing in by a link, as a browser does (TRUST T8, T12, T14, T15, T18)."""

import hashlib
from datetime import timedelta
from typing import Any

import httpx
import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlalchemy import Engine, event
from sqlmodel import col, func, select

from openmic import clock, db
from openmic.domain import moderators
from openmic.models import Account, Mail, SignIn
from openmic.web import session_cookie, signed_in
from tests import people
from tests.people import LOCAL, MAILBOX, PUBLIC, ask, browser, is_signed_in, mails, press, sign_in
from tests.views.test_path import ELSEWHERE

pytestmark = pytest.mark.usefixtures("database")


async def test_a_link_signs_in_and_needs_no_password() -> None:
    visitor = browser()
    form = BeautifulSoup((await visitor.get("/sign-in/")).text, "html.parser").form
    assert [(field["name"], field["type"], field["autocomplete"]) for field in form.find_all("input")] == [
        ("address", "email", "email")
    ]
    link = await ask(visitor, "  Robin@Example.org ".strip().lower())
    page = BeautifulSoup((await visitor.get(link)).text, "html.parser")
    assert [button.get_text() for button in page.select("main button")] == ["Sign in"]
    assert MAILBOX in page.main.get_text()
    assert not await is_signed_in(visitor)
    answer = await press(visitor, link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/my/")
    assert await is_signed_in(visitor)
    assert not await is_signed_in(browser())


async def test_the_mail_is_short_and_names_nobody() -> None:
    await ask(browser())
    (mail,) = await mails()
    assert (mail.kind, mail.recipient, mail.subject) == ("sign-in", MAILBOX, "Your link to sign in")
    assert MAILBOX not in mail.text + mail.html


async def test_the_cookie_is_exactly_this_on_a_public_site() -> None:
    said = (await sign_in(browser(origin=PUBLIC))).headers["set-cookie"].split("; ")
    name, _, secret = said[0].partition("=")
    assert (name, len(secret)) == ("__Host-openmic_session", 43)
    assert sorted(said[1:]) == ["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=lax", "Secure"]


async def test_over_plain_http_on_this_machine_it_goes_by_its_plain_name() -> None:
    said = (await sign_in(browser())).headers["set-cookie"].split("; ")
    assert said[0].startswith("openmic_session=")
    assert sorted(said[1:]) == ["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=lax"]


async def test_what_is_stored_opens_nothing() -> None:
    visitor = browser()
    await sign_in(visitor)
    secret = visitor.cookies["openmic_session"]
    async with db.reading() as session:
        (row,) = (await session.exec(select(SignIn).limit(2))).all()
    assert row.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert not await is_signed_in(browser(cookie=f"openmic_session={row.secret_hash}"))


async def test_a_cookie_planted_before_signing_in_is_worth_nothing_after() -> None:
    visitor = browser()
    planted = "planted" * 6
    visitor.cookies.set("openmic_session", planted, domain="localhost.local", path="/")
    await sign_in(visitor)
    given = [cookie.value for cookie in visitor.cookies.jar if cookie.value != planted]
    assert len(given) == 1
    assert not await is_signed_in(browser(cookie=f"openmic_session={planted}"))


async def test_signing_in_again_ends_what_the_browser_had() -> None:
    visitor = browser()
    await sign_in(visitor)
    first = visitor.cookies["openmic_session"]
    await sign_in(visitor)
    assert visitor.cookies["openmic_session"] != first
    assert not await is_signed_in(browser(cookie=f"openmic_session={first}"))
    assert await is_signed_in(visitor)


async def test_only_the_cookie_of_this_site_counts() -> None:
    visitor = browser(origin=PUBLIC)
    await sign_in(visitor)
    secret = visitor.cookies["__Host-openmic_session"]
    assert not await is_signed_in(browser(origin=PUBLIC, cookie=f"openmic_session={secret}"))
    assert await is_signed_in(browser(origin=PUBLIC, cookie=f"a=b; __Host-openmic_session={secret}"))


@pytest.mark.parametrize(
    "cookie", ["openmic_session=", "openmic_session", "openmic_session=\x00", "=", "x" * 4000]
)
async def test_a_cookie_that_means_nothing_is_nobody(cookie: str) -> None:
    assert not await is_signed_in(browser(cookie=cookie))


async def disabled_account() -> None:
    async with db.transaction() as session:
        session.add(Account(email="disabled@example.org", disabled_at=clock.now()))
        session.add(Account(email="known@example.org"))


async def test_the_answer_is_the_same_whoever_one_asks_about() -> None:
    await disabled_account()
    answers = []
    for number, name in enumerate(("known", "unknown", "disabled")):
        visitor = browser(ip=f"203.0.113.{number}")
        answer = await visitor.post("/sign-in/", data={"address": f"{name}@example.org"})
        page = await visitor.get(answer.headers["location"])
        answers.append((answer.status_code, answer.content, sorted(answer.headers.items()), page.content))
    assert answers[0] == answers[1] == answers[2]
    assert len({(mail.subject, len(mail.text)) for mail in await mails()}) == 1


async def test_the_work_is_the_same_whoever_one_asks_about(database: db.Database) -> None:
    """So the time it takes can tell nothing either: the database is asked the very same."""
    await disabled_account()
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    said = []
    for number, name in enumerate(("known", "unknown", "disabled")):
        sent.clear()
        await browser(ip=f"203.0.113.{number}").post("/sign-in/", data={"address": f"{name}@example.org"})
        said.append(list(sent))
    event.remove(Engine, "before_cursor_execute", note)
    assert any("INSERT INTO outbox" in statement for statement in said[0])
    assert said[0] == said[1] == said[2]
    assert not any("account" in statement for statement in said[0])


async def test_the_link_of_somebody_who_was_shut_out_is_like_any_bad_link() -> None:
    await disabled_account()
    visitor = browser()
    answer = await press(visitor, await ask(visitor, "disabled@example.org"))
    other = await visitor.post("/sign-in/confirm/", data={"token": "made-up"})
    assert (answer.status_code, answer.content) == (404, other.content)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "typed",
    ["", " ", "robin", "robin@", "@example.org", "a@b", "robin@example.org, x@example.org", "a@b.example\r\nBcc: c@d.e",
     "<script>alert(1)</script>@x.example", "jo@bücher.example", "x" * 300 + "@example.org", "a b@example.org"],
)  # fmt: skip
async def test_what_is_no_address_is_kept_and_said_to_be_none(typed: str) -> None:
    answer = await browser().post("/sign-in/", data={"address": typed})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    field, alert = page.find(id="address"), page.find(role="alert")
    assert field["value"] == " ".join(typed[:254].split("\r\n")) or field["value"] == typed[:254]
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "address-problem")
    assert alert.a["href"] == "#address"
    assert page.find(id="address-problem").get_text() == alert.a.get_text()
    assert "<script>alert" not in answer.text
    assert await mails() == []


async def test_looking_at_a_link_changes_nothing_however_often() -> None:
    visitor = browser()
    link = await ask(visitor)
    before = await people.fingerprint()
    for _ in range(3):
        assert (await visitor.get(link)).status_code == 200
        assert (await visitor.head(link)).status_code == 200
        assert (await visitor.options(link)).status_code == 405
    assert await people.fingerprint() == before
    assert (await press(visitor, link)).status_code == 303
    assert await people.fingerprint() != before


async def test_after_signing_in_one_is_where_one_was_going() -> None:
    visitor = browser()
    answer = await visitor.get("/sign-in/?then=/manage/%3Fnight%3D1")
    then = BeautifulSoup(answer.text, "html.parser").find("input", attrs={"name": "then"})["value"]
    assert then == "/manage/?night=1"
    link = await ask(visitor, then=then)
    page = BeautifulSoup((await visitor.get(link)).text, "html.parser")
    assert page.find("input", attrs={"name": "then"})["value"] == then
    assert (await press(visitor, link)).headers["location"] == then
    assert (await visitor.get("/sign-in/?then=/submit/")).headers["location"] == "/submit/"


async def test_nobody_is_sent_to_another_site() -> None:
    for number, then in enumerate(text for text in ELSEWHERE if text.isascii()):
        visitor = browser(ip=f"203.0.113.{number}")
        asked = await visitor.get("/sign-in/", params={"then": then})
        assert 'name="then"' not in asked.text, then
        link = await ask(visitor, f"jo{number}@example.org", then=then)
        assert list(httpx.URL(link).params) == ["token"], then
        pressed = await visitor.post("/sign-in/confirm/", data={**httpx.URL(link).params, "then": then})
        assert pressed.headers["location"] == "/my/", then
        assert (await visitor.get("/sign-in/", params={"then": then})).headers["location"] == "/my/", then


async def test_what_is_for_one_person_is_kept_nowhere_and_its_address_told_nobody() -> None:
    visitor = browser()
    answers = [
        await visitor.get("/sign-in/"),
        await visitor.get("/sign-in/sent/"),
        await visitor.get("/sign-out/"),
    ]
    answers.append(await visitor.post("/sign-in/", data={"address": "nobody"}))
    link = await ask(visitor)
    answers += [await visitor.get(link), await press(visitor, link), await visitor.get(link)]
    answers += [await visitor.get("/my/"), await browser().get("/my/"), await visitor.post("/sign-out/")]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store", answer.url
        assert answer.headers["referrer-policy"] == "same-origin", answer.url
        assert "etag" not in answer.headers, answer.url
        if "text/html" in answer.headers.get("content-type", ""):
            assert "script-src 'none'" in answer.headers["content-security-policy"]


async def test_five_hundred_requests_for_one_mailbox_are_three_mails() -> None:
    spellings = [
        "jo.bloggs@example.org",
        "jobloggs+{}@example.org",
        "JO.BLOGGS+x@example.org",
        "j.obloggs@example.org",
    ]
    statuses = []
    for number in range(500):
        visitor = browser(origin=PUBLIC, ip="10.0.0.1", hops=1)
        forwarded = {"x-forwarded-for": f"6.6.6.6, 203.0.{number // 250}.{number % 250}"}
        address = spellings[number % len(spellings)].format(number)
        statuses.append(
            (await visitor.post("/sign-in/", data={"address": address}, headers=forwarded)).status_code
        )
    assert (statuses.count(303), statuses.count(429)) == (3, 497)
    assert len(await mails()) == 3


@pytest.mark.parametrize("hops", [0, 1])
async def test_a_forged_address_gets_nobody_more(hops: int) -> None:
    statuses = []
    for number in range(30):
        visitor = browser(origin=PUBLIC, ip="198.51.100.7", hops=hops)
        forged = f"6.6.6.{number}" + (", 203.0.113.9" if hops else "")
        answer = await visitor.post(
            "/sign-in/", data={"address": f"jo{number}@example.org"}, headers={"x-forwarded-for": forged}
        )
        statuses.append(answer.status_code)
    assert (statuses.count(303), statuses.count(429)) == (10, 20)


async def test_who_asks_too_often_is_told_for_how_long() -> None:
    visitor = browser()
    for number in range(10):
        await ask(visitor, f"jo{number}@example.org")
    answer = await visitor.post("/sign-in/", data={"address": MAILBOX})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 3600
    assert "Please try again in" in answer.text


async def test_somebody_who_uses_their_links_may_sign_in_as_often_as_they_need() -> None:
    visitor = browser()
    for _ in range(8):
        await sign_in(visitor)
    async with db.reading() as session:
        assert (await session.exec(select(func.count(col(SignIn.secret_hash))))).one() == 1
        assert (await session.exec(select(func.count(col(Mail.id))))).one() == 8


async def test_being_here_is_noted_at_most_once_a_minute() -> None:
    visitor = browser()

    async def seen_at():
        await visitor.get("/sign-in/")
        async with db.reading() as session:
            return (await session.exec(select(SignIn.seen_at).limit(1))).one()

    with time_machine.travel(clock.now(), tick=False) as time:
        await sign_in(visitor)
        first = await seen_at()
        time.shift(timedelta(seconds=59))
        assert await seen_at() == first
        time.shift(timedelta(seconds=1))
        assert await seen_at() == first + timedelta(minutes=1)


@pytest.mark.parametrize("is_here", [True, False])
async def test_what_a_page_is_told_by_itself_keeps_nobody_signed_in(is_here: bool) -> None:
    visitor = browser()
    with time_machine.travel(clock.now(), tick=False) as time:
        await sign_in(visitor)
        time.shift(timedelta(minutes=20))
        assert await signed_in.who_holds(visitor.cookies[session_cookie.NAME], is_here=is_here)
        async with db.reading() as session:
            seen = (await session.exec(select(SignIn.seen_at).limit(1))).one()
        assert (clock.now() - seen == timedelta(0)) is is_here


@pytest.mark.parametrize(
    ("role", "idle", "whole"),
    [
        ("organiser", timedelta(days=30), timedelta(days=90)),
        ("moderator", timedelta(minutes=30), timedelta(hours=12)),
        ("admin", timedelta(minutes=30), timedelta(hours=12)),
    ],
)
async def test_being_signed_in_ends_by_itself(role: str, idle: timedelta, whole: timedelta) -> None:
    if role != "organiser":
        async with db.transaction() as session:
            await moderators.add(session, MAILBOX, is_admin=role == "admin")
    second = timedelta(seconds=1)
    with time_machine.travel(clock.now(), tick=False) as time:
        left = browser()
        answer = await sign_in(left)
        assert f"Max-Age={int(whole.total_seconds())};" in answer.headers["set-cookie"]
        used = browser()
        await sign_in(used)
        begun = clock.now()
        time.shift(idle - second)
        assert await is_signed_in(used)
        time.shift(second)
        assert not await is_signed_in(left)
        while clock.now() + idle < begun + whole:
            time.shift(idle - 2 * second)
            assert await is_signed_in(used)
        time.move_to(begun + whole - second)
        assert await is_signed_in(used)
        time.shift(second)
        assert not await is_signed_in(used)


async def test_signing_out_ends_this_browser_and_no_other() -> None:
    here, there = browser(), browser()
    await sign_in(here)
    await sign_in(there)
    secret = here.cookies["openmic_session"]
    answer = await here.post("/sign-out/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "openmic_session" not in here.cookies
    assert not await is_signed_in(browser(cookie=f"openmic_session={secret}"))
    assert await is_signed_in(there)


async def test_signing_out_everywhere_ends_all_of_ones_own_and_nobody_elses() -> None:
    here, there, other = browser(), browser(), browser()
    await sign_in(here)
    await sign_in(there)
    await sign_in(other, "kim@example.org")
    await here.post("/sign-out/", data={"everywhere": "yes"})
    assert [await is_signed_in(each) for each in (here, there, other)] == [False, False, True]


async def test_who_is_not_signed_in_may_sign_out_all_the_same() -> None:
    before = await people.fingerprint()
    for said in ({}, {"everywhere": "yes"}):
        assert (
            await browser(cookie="openmic_session=made-up").post("/sign-out/", data=said)
        ).status_code == 303
    assert await people.fingerprint() == before


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/confirm/", "/sign-out/"])
@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_another_site_can_do_none_of_it(path: str, site: str) -> None:
    visitor = browser()
    await sign_in(visitor)
    token = httpx.URL(await ask(visitor)).params["token"]
    before = await people.fingerprint()
    data = {"address": "kim@example.org", "token": token, "everywhere": "yes"}
    answer = await visitor.post(path, data=data, headers={"sec-fetch-site": site, "origin": LOCAL})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert await people.fingerprint() == before
