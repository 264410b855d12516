"""Changing and leaving the weekly mail with the link in it (TRUST T11 to T13, R19)."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from openmic import clock, db, settings
from openmic.adapters import secrets
from openmic.domain import erasures, subscriber_links, subscriptions, tokens
from openmic.domain import wishes as own
from openmic.models import Erasure, ErasureScope, Purpose, Token
from openmic.queries import digests
from tests.people import browser, fingerprint, mails
from tests.sending import newest, soup, wrong
from tests.subscribing import READER, act, confirmed, link, stored, subscribe, wants, week, wishes
from tests.trust.test_links import token_for

pytestmark = pytest.mark.usefixtures("database")
ONE_CLICK = {"content-type": "application/x-www-form-urlencoded"}


def news(address: str) -> str:
    return httpx.URL(address).params.get("news", "")


async def said(visitor: httpx.AsyncClient, address: str) -> str:
    """What the page says has been done."""
    return soup(await visitor.get(address)).select_one("[role=status]").get_text()  # pyright: ignore


async def program(token: str, **headers: str) -> httpx.Response:
    """What a mail program sends when its reader presses its own button (RFC 8058)."""
    bare = browser()
    bare.headers.pop("sec-fetch-site")
    return await bare.post(
        f"/unsubscribe/?token={token}", content="List-Unsubscribe=One-Click", headers=ONE_CLICK | headers
    )


async def test_one_can_add_change_and_leave_each() -> None:
    visitor = browser()
    token = await confirmed(visitor, town="witney", category=["music"])
    where = await act(visitor, token, "add", town="oxford", category=["comedy", "jam"])
    assert await said(visitor, where) == "Added."
    assert [(wish.category, wish.consent_wording) for wish in await wishes()] == [
        ("comedy", own.ADDING_WORDING),
        ("jam", own.ADDING_WORDING),
        ("music", subscriptions.CONSENT_WORDING),
    ]
    comedy, jam, music = await wishes()
    assert timedelta() <= clock.now() - jam.consented_at < timedelta(minutes=1)
    where = await act(visitor, token, "change", wish=str(jam.id), town="", category="spoken")
    assert await said(visitor, where) == "Changed."
    assert "Spoken word across Oxfordshire" in (await visitor.get(where)).text
    where = await act(visitor, token, "leave", wish=str(comedy.id))
    assert await said(visitor, where) == "Gone. The rest stays as it was."
    assert [wish.id for wish in await wishes()] == [music.id, jam.id]
    assert await mails("digest") == []


async def test_nothing_is_there_twice() -> None:
    visitor = browser()
    token = await confirmed(visitor, town="witney", category=["music", "jam"])
    assert news(await act(visitor, token, "add", town="witney", category=["jam"])) == "had"
    assert news(await act(visitor, token, "add", town="witney", category=["jam", "comedy"])) == "added"
    jam = (await wishes())[1]
    assert (
        news(await act(visitor, token, "change", wish=str(jam.id), town="witney", category="music")) == "had"
    )
    assert [wish.category for wish in await wishes()] == ["comedy", "music"]
    music = (await wishes())[1]
    assert (
        news(await act(visitor, token, "change", wish=str(music.id), town="witney", category="music"))
        == "changed"
    )
    many = await asyncio.gather(*(act(visitor, token, "add", town="oxford") for _ in range(6)))
    assert sorted(map(news, many)) == ["added"] + ["had"] * 5
    assert len(await wishes()) == 3


async def test_one_touches_nobody_elses() -> None:
    visitor = browser()
    token = await confirmed(visitor)
    await confirmed(visitor, mailbox="lee@example.net")
    [lees] = await wishes("lee@example.net")
    before = await fingerprint()
    for wish in (str(lees.id), str(uuid4()), "nonsense", ""):
        for name in ("leave", "change"):
            assert news(await act(visitor, token, name, wish=wish, town="", category="")) == "gone"
    assert await fingerprint() == before


@pytest.mark.parametrize(("town", "category"), [("atlantis", "music"), ("", "opera")])
async def test_what_no_form_of_ours_sends_is_refused_in_the_page(town: str, category: str) -> None:
    visitor = browser()
    token = await confirmed(visitor)
    before = await fingerprint()
    [wish] = await wishes()
    for name in ("add", "change"):
        answer = await visitor.post(
            f"/subscriptions/{name}/?token={token}",
            data={"wish": str(wish.id), "town": town, "category": category},
        )
        assert answer.status_code == 422
        assert "Please choose" in answer.text
        assert "Every kind of night across Oxfordshire" in answer.text
    assert wrong(soup(await visitor.get(f"/subscriptions/?token={token}"))) == {}
    assert await fingerprint() == before


async def test_a_pause_is_for_everything_until_it_is_started_again() -> None:
    visitor = browser()
    token = await confirmed(visitor, category=["music", "jam"])
    await week()
    where = await act(visitor, token, "pause")
    assert await said(visitor, where) == "Paused. We send nothing until you start again."
    assert (await wants(), [mail for mail in await mails(READER) if mail.kind == "digest"]) == (False, [])
    await act(visitor, token, "add", category=["comedy"])
    assert {wish.paused_at is None for wish in await wishes()} == {False}
    assert not await wants()
    page = soup(await visitor.get(where))
    assert [button.get_text() for button in page.select("form[action*='/start/'] button")] == ["Start again"]
    where = await act(visitor, token, "start")
    assert "Started again" in await said(visitor, where)
    assert {wish.paused_at for wish in await wishes()} == {None}
    assert await wants()


async def test_who_asks_anew_while_it_rests_is_told_that_all_starts_again() -> None:
    visitor = browser()
    token = await confirmed(visitor, category=["music"])
    await act(visitor, token, "pause")
    await subscribe(visitor, category=["jam"])
    page = link(await newest(READER))
    assert "This starts all of it again." in (await visitor.get(page)).text
    assert not await wants()
    await visitor.post(page)
    assert {wish.paused_at for wish in await wishes()} == {None}


async def test_the_button_leaves_everything_and_there_is_a_way_back() -> None:
    visitor = browser()
    token = await confirmed(visitor, category=["music", "jam"])
    await subscribe(visitor, town="witney")
    pending = link(await newest(READER))
    await week()
    before = await fingerprint()
    asked = await visitor.get(f"/unsubscribe/?token={token}")
    assert [button.get_text() for button in soup(asked).select("main button")] == ["Yes, stop it"]
    assert await fingerprint() == before
    left = await visitor.post(f"/unsubscribe/?token={token}")
    assert "You will get no more weekly mail" in left.text
    assert soup(left).select_one('main a[href="/subscribe/"]')
    assert (await wishes(all_=True), await wants()) == ([], False)
    assert [mail.kind for mail in await mails(READER)] == ["subscribe", "subscribe"]
    for address in (pending, f"/subscriptions/?token={token}"):
        assert (await visitor.get(address)).status_code == 404
    assert [one.email for one in await stored(Token)] == [""]
    [remembered] = await stored(Erasure)
    key = settings.current().secret_key
    assert remembered.mailbox_hash == secrets.keyed(f"erasure:{READER}", key=key)
    assert remembered.scope == ErasureScope.SUBSCRIPTIONS
    assert timedelta() <= clock.now() - remembered.erased_at < timedelta(minutes=1)


async def test_with_the_last_wish_all_is_left() -> None:
    visitor = browser()
    token = await confirmed(visitor)
    await week()
    [wish] = await wishes()
    where = await act(visitor, token, "leave", wish=str(wish.id))
    assert where == f"/unsubscribe/?token={token}"
    assert "You will get no more weekly mail" in (await visitor.get(where)).text
    assert (await wants(), len(await stored(Erasure))) == (False, 1)
    assert [mail.kind for mail in await mails(READER)] == ["subscribe"]


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://mail.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
async def test_a_mail_program_leaves_with_one_post(headers: dict[str, str]) -> None:
    token = await confirmed(browser(), category=["music", "jam"])
    first = await program(token, **headers)
    assert (first.status_code, "location" in first.headers, "set-cookie" in first.headers) == (
        200,
        False,
        False,
    )
    assert await wishes(all_=True) == []
    before = await fingerprint()
    again = await program(token, **headers)
    assert (again.status_code, again.content) == (200, first.content)
    looked = await browser().get(f"/unsubscribe/?token={token}")
    assert (looked.status_code, looked.content) == (200, first.content)
    assert await fingerprint() == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", ""),
        ("List-Unsubscribe=One-Click", "text/plain"),
        ("--x\r\nbroken", "multipart/form-data; boundary=x"),
        ("{", "application/json"),
    ],
)
async def test_what_else_a_mail_program_sends_does_not_matter(body: str, kind: str) -> None:
    token = await confirmed(browser())
    answer = await browser().post(
        f"/unsubscribe/?token={token}", content=body, headers={"content-type": kind}
    )
    assert (answer.status_code, await wishes()) == (200, [])


async def test_a_mail_program_that_asks_only_once_waits_while_the_weeks_mail_is_written() -> None:
    token = await confirmed(browser())
    async with db.transaction() as writing:
        await digests.wishes(writing, [READER], lock=True)
        leaving = asyncio.create_task(program(token))
        await asyncio.sleep(2.2)  # longer than anybody waits for a lock
    assert ((await leaving).status_code, await wishes()) == (200, [])


async def test_who_presses_twice_at_once_has_left() -> None:
    token = await confirmed(browser())
    pressed = await asyncio.gather(*(program(token) for _ in range(8)))
    assert [one.status_code for one in pressed] == [200] * 8
    assert (await wishes(), len(await stored(Erasure))) == ([], 1)


async def test_of_who_leaves_and_changes_at_once_nothing_is_left_over() -> None:
    for number in range(6):
        visitor = browser(ip=f"198.51.100.{number}")
        token = await confirmed(visitor)
        await subscribe(visitor, category=["jam"])
        asked = [
            program(token),
            visitor.post(f"/subscriptions/add/?token={token}", data={"town": "witney"}),
            visitor.post(link(await newest(READER))),
            visitor.post(f"/subscriptions/pause/?token={token}"),
        ]
        left, *others = await asyncio.gather(*(asked if number % 2 else [asked[0], *reversed(asked[1:])]))
        assert left.status_code == 200
        assert {one.status_code for one in others} <= {303, 404}
        assert (await wishes(all_=True), await wants()) == ([], False)


async def test_who_comes_back_has_the_same_link_and_old_mails_work_again() -> None:
    visitor = browser()
    token = await confirmed(visitor)
    await program(token)
    assert await confirmed(visitor, town="witney") == token
    page = await visitor.get(f"/subscriptions/?token={token}")
    assert (page.status_code, READER in page.text) == (200, True)
    assert (await program(token)).status_code == 200
    assert await wishes() == []


async def test_what_is_being_handed_over_is_not_taken_back_but_asked_about() -> None:
    token = await confirmed(browser())
    await week(leased_until=clock.now() + timedelta(minutes=1), attempts=1)
    await week(leased_until=clock.now() - timedelta(minutes=1), attempts=1)
    await week("lee@example.net")
    await program(token)
    assert [mail.leased_until is not None for mail in await mails(READER) if mail.kind == "digest"] == [True]
    assert len(await mails("lee@example.net")) == 1
    assert not await wants()


async def test_looking_at_any_page_changes_nothing() -> None:
    visitor = browser()
    token = await confirmed(visitor)
    before = await fingerprint()
    for page in (f"/subscriptions/?token={token}", f"/unsubscribe/?token={token}"):
        for method in ("GET", "HEAD", "GET"):
            assert (await visitor.request(method, page)).status_code == 200
    for name in ("add", "change", "leave", "pause", "start"):
        assert (await visitor.get(f"/subscriptions/{name}/?token={token}")).status_code == 405
    assert (await visitor.post(f"/subscriptions/erase/?token={token}")).status_code == 404
    assert await fingerprint() == before


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_another_site_changes_nothing_even_with_the_link(site: str) -> None:
    visitor = browser()
    token = await confirmed(visitor)
    before = await fingerprint()
    for name in ("add", "change", "leave", "pause", "start"):
        answer = await visitor.post(f"/subscriptions/{name}/?token={token}", headers={"sec-fetch-site": site})
        assert answer.status_code == 403
    assert await fingerprint() == before


async def test_a_link_of_another_purpose_and_one_that_is_none_open_nothing() -> None:
    """TRUST T11: only the diagonal works, and whatever is wrong with a link it looks the same."""
    good = await confirmed(browser(), mailbox="lee@example.net")
    bad = {purpose.value: await token_for(purpose) for purpose in Purpose}
    ours = {Purpose.SUBSCRIPTIONS.value: bad.pop("subscriptions"), "good": good}
    flipped = ("b" if good[0] == "a" else "a") + good[1:]
    forms = {name: f"token={token}" for name, token in bad.items()} | {
        "none": "",
        "empty": "token=",
        "flipped": f"token={flipped}",
        "truncated": f"token={good[:-1]}",
        "longer": f"token={good}A",
        "upper": f"token={good.upper()}",
        "twice": f"token={good}&token={good}",
        "nul": f"token={good}%00",
        "huge": f"token={good}{'A' * 5000}",
    }
    visitor, before = browser(), await fingerprint()
    calls = [("GET", "/subscriptions/"), ("GET", "/unsubscribe/"), ("POST", "/unsubscribe/")]
    calls += [("POST", f"/subscriptions/{name}/") for name in ("add", "change", "leave", "pause", "start")]
    for method, path in calls:
        seen = {
            name: (answer.status_code, answer.content)
            for name, query in forms.items()
            for answer in [await visitor.request(method, f"{path}?{query}")]
        }
        assert {status for status, _ in seen.values()} == {404}, path
        assert len(set(seen.values())) == 1, path
    assert await fingerprint() == before
    for token in ours.values():
        assert (await visitor.get(f"/subscriptions/?token={token}")).status_code == 200
    wanted = uuid4()
    for purpose, token in (bad | ours).items():
        for method in ("GET", "POST"):
            params = {"token": token, "wanted": str(wanted)}
            answer = await visitor.request(method, "/subscribe/confirm/", params=params)
            assert answer.status_code == 404, purpose
    assert await wishes(all_=True) == []


async def test_a_link_ends_in_time(later) -> None:
    visitor = browser()
    token = await confirmed(visitor)
    later(subscriber_links.LASTS - timedelta(minutes=1))
    assert (await visitor.get(f"/subscriptions/?token={token}")).status_code == 200
    later(timedelta(minutes=1))
    assert (await visitor.get(f"/subscriptions/?token={token}")).status_code == 404


async def test_every_purpose_lasts_for_some_time() -> None:
    assert set(tokens.LASTS) == set(Purpose)
    assert tokens.LASTS[Purpose.SUBSCRIBE] == timedelta(days=7)


async def test_being_forgotten_twice_is_remembered_once_and_from_the_last_time_on(later) -> None:
    for _ in range(2):
        async with db.transaction() as session:
            await erasures.remember(session, READER, ErasureScope.SUBSCRIPTIONS)
        later(timedelta(hours=1))
    async with db.transaction() as session:
        await erasures.remember(session, READER, ErasureScope.ALL)
    rows = await stored(Erasure)
    assert sorted(row.scope for row in rows) == ["all", "subscriptions"]
    assert {clock.now() - row.erased_at < timedelta(minutes=59) for row in rows} == {True, False}
    assert READER not in repr(rows)


async def test_who_left_is_promised_no_more_than_is_done() -> None:
    visitor = browser()
    token = await confirmed(visitor)
    asked = soup(await visitor.get(f"/unsubscribe/?token={token}")).main.get_text()  # pyright: ignore
    left = soup(await visitor.post(f"/unsubscribe/?token={token}")).main.get_text()  # pyright: ignore
    assert [mail.recipient for mail in await mails()] == [READER], "a note of each mail stays for a while"
    assert "forget your address" not in asked
    assert "for 30 days" in left
    back = await visitor.get(f"/subscriptions/?token={token}")
    assert soup(back).select_one('main a[href="/subscribe/"]')
