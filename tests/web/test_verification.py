"""`/verify-email/`: a page with one button, which programs that look into mails may open as they like (TRUST T12)."""

import pytest
from bs4 import BeautifulSoup

from openmic import db
from openmic.domain import tokens
from openmic.models import Purpose
from tests.builders import night
from tests.people import ABOUT_NO_NIGHT, browser, fingerprint, mails
from tests.sending import LINK, MAILBOX, events, follow, newest, proved, sent, soup

pytestmark = pytest.mark.usefixtures("database")


async def test_the_page_has_one_button_and_the_button_proves() -> None:
    visitor = browser()
    await sent(visitor)
    link = follow(await newest())
    page = await visitor.get(link)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    main = soup(page).main
    assert main is not None
    assert [button.get_text() for button in main("button")] == ["Yes, confirm my address"]
    assert soup(page)("script") == []
    answer = await visitor.post(link)
    assert answer.status_code == 303
    assert (await events())[0].email_verified
    shown = await visitor.get(answer.headers["location"])
    assert "your address is confirmed" in shown.text
    assert "Waiting for a moderator" in shown.text


async def test_every_link_of_every_mail_may_be_opened_and_nothing_changes() -> None:
    visitor = browser()
    await proved(visitor)
    await sent(visitor, organiser_email="kim@example.org")
    await visitor.post("/manage/", data={"mailbox": MAILBOX})
    await visitor.post("/manage/", data={"mailbox": "nobody@example.org"})
    letters = await mails()
    assert {mail.kind for mail in letters} == {"verify", "received", "link"}
    links = {link for mail in letters for link in LINK.findall(mail.text)}
    links |= {str(a["href"]) for mail in letters for a in BeautifulSoup(mail.html, "html.parser")("a")}
    before = await fingerprint()
    for link in sorted(links):
        for method in ("HEAD", "GET", "GET", "GET"):
            answer = await visitor.request(method, link)
            assert answer.status_code < 400 or "/verify-email/" in link, link
    assert await fingerprint() == before


async def test_a_used_link_and_a_made_up_one_look_the_same() -> None:
    visitor = browser()
    await sent(visitor)
    link = follow(await newest())
    await visitor.post(link)
    said = set()
    for other in (link, f"{link}x", "/verify-email/?token=made-up", "/verify-email/", f"{link}&token=a"):
        for method in ("GET", "POST"):
            answer = await visitor.request(method, other)
            said.add((answer.status_code, answer.text))
    assert len(said) == 1
    assert said.pop()[0] == 404


@pytest.mark.parametrize(
    "path", ["/verify-email/", "/manage/", "/manage/change/", "/manage/cancel/", "/manage/withdraw/"]
)
@pytest.mark.parametrize("purpose", list(Purpose))
async def test_a_link_opens_what_it_is_for_and_nothing_else(path: str, purpose: Purpose) -> None:
    """TRUST T11: of each purpose with each address, only the diagonal works."""
    async with db.transaction() as session:
        event = night()
        session.add(event)
        await session.flush()
        about = None if purpose in ABOUT_NO_NIGHT else event.id
        secret = await tokens.issue(session, purpose, to=event.organiser_email, event_id=about)
    opens = purpose == (Purpose.VERIFY if path == "/verify-email/" else Purpose.MANAGE)
    answer = await browser().get(f"{path}?token={secret}")
    assert answer.status_code == (200 if opens else 404)
