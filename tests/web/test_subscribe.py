"""Asking for the weekly mail over HTTP (TRUST T12 to T16)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import httpx
import pytest

from openmic import clock
from openmic.adapters import bot_check
from openmic.domain import subscriptions
from tests.cloudflare import Cloudflare, answer, asked_by_the_site, bad, good, well
from tests.people import browser, fingerprint, mails, sign_in
from tests.sending import newest, soup, wrong
from tests.subscribing import READER, act, confirmed, link, subscribe, wishes
from tests.trust.test_letters import BREAKERS

pytestmark = pytest.mark.usefixtures("database")


async def test_one_form_one_button_and_the_mail_is_wanted() -> None:
    visitor = browser()
    sent = await subscribe(visitor, town="witney", category=["music", "jam"])
    assert (sent.status_code, sent.headers["location"]) == (303, "/subscribe/sent/")
    mail = await newest(READER)
    assert "Music nights in Witney" in mail.text
    assert "Jam sessions in Witney" in mail.html
    asked = await wishes(all_=True)
    assert [(wish.category, wish.confirmed_at, wish.consent_wording) for wish in asked] == [
        ("jam", None, subscriptions.CONSENT_WORDING),
        ("music", None, subscriptions.CONSENT_WORDING),
    ]
    assert len({wish.request_id for wish in asked}) == 1
    assert timedelta() <= clock.now() - asked[0].consented_at < timedelta(minutes=1)
    page = await visitor.get(link(mail))
    assert [item.get_text() for item in soup(page).select("main li")] == [
        "Jam sessions in Witney",
        "Music nights in Witney",
    ]
    done = await visitor.post(link(mail))
    assert done.headers["location"].startswith("/subscriptions/?token=")
    shown = await visitor.get(done.headers["location"])
    assert "Confirmed." in soup(shown).select_one("[role=status]").get_text()  # pyright: ignore
    assert READER in shown.text
    assert len(await wishes()) == 2
    assert (await visitor.post(link(mail))).status_code == 404


async def test_every_kind_everywhere_is_one_wish() -> None:
    await confirmed(browser())
    [wish] = await wishes()
    assert (wish.town_id, wish.category) == (None, None)


async def test_the_finders_own_query_fills_the_form_in() -> None:
    page = soup(await browser().get("/subscribe/?town=witney&category=music&category=jam&q=x&on=2026-12-01"))
    assert page.select_one("#town option[selected]")["value"] == "witney"  # pyright: ignore
    assert [box["value"] for box in page.select("[name=category][checked]")] == ["music", "jam"]
    assert not page.select_one("#consent[checked]")
    strange = soup(await browser().get("/subscribe/?town=atlantis&category=opera&category=%00"))
    assert not strange.select("option[selected][value=atlantis], [name=category][checked]")


@pytest.mark.parametrize(
    "address", ["/", "/?town=witney&category=music&q=piano", "/?q=zzzznothing", "/towns/witney/"]
)
async def test_every_list_leads_to_the_form_with_what_the_mail_can_hold_to(address: str) -> None:
    visitor = browser()
    page = soup(await visitor.get(address, follow_redirects=True))
    [way] = [a["href"] for a in page.select("main a") if "Email me" in a.get_text()]
    expected = {
        "/?town=witney&category=music&q=piano": "/subscribe/?town=witney&category=music",
        "/towns/witney/": "/subscribe/?town=witney",
    }
    assert way == expected.get(address, "/subscribe/")
    assert (await visitor.get(str(way))).status_code == 200


async def test_what_is_wrong_is_said_beside_its_box_and_everything_is_kept() -> None:
    visitor = browser()
    page = await subscribe(visitor, mailbox="kim@", town="witney", category=["jam"], consent="")
    seen = soup(page)
    assert page.status_code == 422
    assert wrong(seen) == {
        "mailbox": "This is not a complete email address, such as name@example.org. "
        "For this mail only. Nobody else sees it.",
        "consent": "Please tick this, so that we may write to you.",
    }
    assert seen.select_one("#mailbox")["value"] == "kim@"  # pyright: ignore
    assert seen.select_one("#town option[selected]")["value"] == "witney"  # pyright: ignore
    assert [box["value"] for box in seen.select("[name=category][checked]")] == ["jam"]
    assert [a["href"] for a in seen.select("[data-summary] a")] == ["#mailbox", "#consent"]
    assert seen.title.get_text().startswith("Error: ")  # pyright: ignore
    forged = await subscribe(visitor, town="atlantis", category=["opera"])
    assert forged.status_code == 422
    for href in ("#town", "#category-music"):
        assert soup(forged).select_one(f'[data-summary] a[href="{href}"]')
        assert soup(forged).select_one(href)
    assert (await mails(), await wishes(all_=True)) == ([], [])


@pytest.mark.parametrize(
    "text", [*BREAKERS, "a@example.org, b@example.org", "x" * 5000, "\0", "kim@example.net\r\nBcc: b@c.org"]
)
async def test_what_is_not_exactly_one_address_gets_no_mail(text: str) -> None:
    if text.strip().lower().count("@") == 1 and (await subscribe(browser(), mailbox=text)).status_code == 303:
        [mail] = await mails()
        assert mail.recipient == text.strip().lower()
        return
    assert (await subscribe(browser(), mailbox=text)).status_code == 422
    assert await mails() == []


async def known(kind: str) -> str:
    """A mailbox of that kind."""
    visitor, mailbox = browser(ip="192.0.2.99"), f"{kind}@example.net"
    if kind == "pending":
        await subscribe(visitor, mailbox=mailbox)
    if kind in ("confirmed", "paused", "left"):
        token = await confirmed(visitor, mailbox=mailbox)
        if kind == "paused":
            await act(visitor, token, "pause")
        if kind == "left":
            assert (await visitor.post(f"/unsubscribe/?token={token}")).status_code == 200
    return mailbox


async def test_nobody_learns_whether_an_address_is_known() -> None:
    seen = set()
    for kind in ("unknown", "pending", "confirmed", "paused", "left"):
        mailbox, before = await known(kind), len(await mails())
        answer = await subscribe(browser(), mailbox=mailbox)
        page = await browser().get(answer.headers["location"])
        headers = tuple((name, value) for name, value in answer.headers.items() if name != "date")
        seen.add((answer.status_code, headers, answer.content, page.status_code, page.content))
        assert len(await mails()) == before + 1
    assert len(seen) == 1


async def test_who_has_it_already_gets_their_link_instead() -> None:
    visitor = browser()
    token = await confirmed(visitor, town="witney", category=["music", "jam"])
    await subscribe(visitor, town="witney", category=["jam"])
    mail = await newest(READER)
    assert (mail.kind, link(mail)) == ("subscriptions", f"/subscriptions/?token={token}")
    assert "It comes on Mondays at nine." in " ".join(mail.text.split())
    await act(visitor, token, "pause")
    await subscribe(visitor, town="witney", category=["jam"])
    assert "You have paused it" in (await newest(READER)).text
    await subscribe(visitor, town="witney")
    assert (await newest(READER)).kind == "subscribe"
    assert [wish.category for wish in await wishes()] == ["jam", "music"]


async def test_a_link_begins_what_its_own_form_asked_for_and_nothing_else() -> None:
    visitor, stranger = browser(), browser(ip="203.0.113.9")
    await subscribe(visitor, town="witney")
    mine = link(await newest(READER))
    await subscribe(stranger, town="oxford", category=["comedy"])
    theirs = httpx.URL(link(await newest(READER))).params["wanted"]
    await subscribe(stranger, mailbox="lee@example.net")
    lees = httpx.URL(link(await newest("lee@example.net"))).params["wanted"]
    before, token = await fingerprint(), httpx.URL(mine).params["token"]
    for wanted in (lees, "nonsense", "", token):
        for method in ("GET", "POST"):
            params = {"token": token, "wanted": wanted}
            assert (await visitor.request(method, "/subscribe/confirm/", params=params)).status_code == 404
    assert await fingerprint() == before
    assert theirs not in mine
    await visitor.post(mine)
    assert len(await wishes()) == 1
    assert len(await wishes(all_=True)) == 2


async def test_what_one_has_is_not_doubled_and_the_rest_begins() -> None:
    visitor = browser()
    await subscribe(visitor, town="witney", category=["music", "jam"])
    first = link(await newest(READER))
    await subscribe(visitor, town="witney", category=["jam", "comedy"])
    second = link(await newest(READER))
    pressed = await asyncio.gather(visitor.post(first), visitor.post(second))
    assert [one.status_code for one in pressed] == [303, 303]
    assert [wish.category for wish in await wishes(all_=True)] == ["comedy", "jam", "music"]


async def test_one_link_pressed_often_at_once_works_once() -> None:
    await subscribe(browser())
    page = link(await newest(READER))
    pressed = await asyncio.gather(*(browser().post(page) for _ in range(8)))
    assert sorted(one.status_code for one in pressed) == [303] + [404] * 7
    assert len(await wishes()) == 1


async def test_looking_changes_nothing() -> None:
    visitor = browser()
    await subscribe(visitor)
    page, before = link(await newest(READER)), await fingerprint()
    for _ in range(3):
        assert (await visitor.get(page)).status_code == 200
        assert (await visitor.head(page)).status_code == 200
    assert await fingerprint() == before


async def test_a_link_lasts_as_long_as_its_row(later: Callable[[timedelta], None]) -> None:
    visitor = browser()
    await subscribe(visitor)
    page = link(await newest(READER))
    later(timedelta(days=7) - timedelta(minutes=1))
    assert (await visitor.get(page)).status_code == 200
    later(timedelta(minutes=1))
    assert (await visitor.get(page)).status_code == 404
    assert (await visitor.post(page)).status_code == 404


async def test_five_hundred_forms_for_one_address_are_three_mails() -> None:
    spelt = ["kim@example.net", "k.im@example.net", "kim+a@example.net", "KIM@example.net"]
    seen = []
    for start in range(0, 500, 20):
        asked = (
            subscribe(browser(ip=f"198.18.{number // 200}.{number % 200}"), mailbox=spelt[number % 4])
            for number in range(start, start + 20)
        )
        seen += [answer.status_code for answer in await asyncio.gather(*asked)]
    assert sorted(seen) == [303] * 3 + [429] * 497
    assert len(await mails()) == 3


async def test_too_many_from_one_place_are_told_when_and_nothing_is_lost() -> None:
    visitor = browser()
    seen = [await subscribe(visitor, mailbox=f"a{number}@example.net") for number in range(12)]
    assert [one.status_code for one in seen] == [303] * 10 + [429] * 2
    assert "a11@example.net" in seen[-1].text
    assert int(seen[-1].headers["retry-after"]) > 0


async def test_who_confirms_may_go_on_asking() -> None:
    for town in ("", "witney", "oxford", "banbury", "abingdon"):
        await confirmed(browser(), town=town)
    assert len(await wishes()) == 5


async def test_who_is_signed_in_gets_the_same_form() -> None:
    visitor = browser()
    await sign_in(visitor, READER)
    assert (await visitor.get("/subscribe/")).text == (await browser().get("/subscribe/")).text
    await confirmed(visitor, mailbox="lee@example.net")
    assert (await wishes(), len(await wishes("lee@example.net"))) == ([], 1)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_no_other_site_can_ask_or_confirm(site: str) -> None:
    visitor = browser()
    await subscribe(visitor)
    page, before = link(await newest(READER)), await fingerprint()
    for address in ("/subscribe/", page):
        answer = await visitor.post(
            address, data={"mailbox": READER, "consent": "yes"}, headers={"sec-fetch-site": site}
        )
        assert answer.status_code == 403
    assert await fingerprint() == before


@pytest.fixture
async def cloudflare(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cloudflare]:
    async with asked_by_the_site(monkeypatch) as service:
        yield service


@pytest.mark.parametrize(
    ("says", "changes", "taken"),
    [
        (lambda: well("subscribe"), {"cf-turnstile-response": "t"}, 10),
        (lambda: well("subscribe"), {"cf-turnstile-response": "t", "website": "x"}, 2),
        (lambda: well("subscribe"), {}, 2),
        (lambda: answer(bad("timeout-or-duplicate")), {"cf-turnstile-response": "t"}, 2),
        (lambda: answer(good(action="submit", hostname="localhost")), {"cf-turnstile-response": "t"}, 2),
        (lambda: answer({}, status="500 Oops"), {"cf-turnstile-response": "t"}, 2),
    ],
)
async def test_who_may_be_a_robot_is_let_in_a_fifth_as_often(
    cloudflare: Cloudflare, says: Callable[[], bytes], changes: dict[str, str], taken: int
) -> None:
    cloudflare.says = says
    visitor = browser()
    form = await visitor.get("/subscribe/")
    assert soup(form).select_one(".cf-turnstile")["data-action"] == "subscribe"  # pyright: ignore
    assert "challenges.cloudflare.com" in form.headers["content-security-policy"]
    seen = [await subscribe(visitor, mailbox=f"a{number}@example.net", **changes) for number in range(11)]
    assert [one.status_code for one in seen] == [303] * taken + [429] * (11 - taken)
    assert len(await mails()) == taken
    await bot_check.close()


async def test_robots_leave_room_for_people(cloudflare: Cloudflare) -> None:
    cloudflare.says = lambda: well("subscribe")
    for number in range(60):
        await subscribe(browser(ip=f"203.0.113.{number}"), mailbox=f"a{number}@example.net")
    assert len(await mails()) == 40
    person = await subscribe(browser(), **{"cf-turnstile-response": "t"})
    assert person.status_code == 303
    await bot_check.close()


async def test_the_pages_are_kept_nowhere() -> None:
    visitor = browser()
    token = await confirmed(visitor)
    await subscribe(visitor, town="witney")
    for page in (
        "/subscribe/",
        "/subscribe/sent/",
        link(await newest(READER)),
        f"/subscriptions/?token={token}",
        f"/unsubscribe/?token={token}",
    ):
        answer = await visitor.get(page)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert answer.headers["referrer-policy"] == "same-origin"


async def test_a_link_that_is_used_up_leads_to_a_new_one() -> None:
    visitor = browser()
    await confirmed(visitor)
    page = link(await newest(READER))
    for told in (await visitor.get(page), await visitor.post(page)):
        seen = soup(told)
        assert (told.status_code, told.headers["cache-control"]) == (404, "no-store")
        assert "If you pressed it before, all is well" in seen.main.get_text()  # pyright: ignore
        assert seen.select_one('main a[href="/subscribe/"]')
