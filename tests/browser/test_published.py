"""A night's whole way through the real mail: a guest sends it in, a moderator lists it, everybody finds it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from openmic.models import Account, Role
from tests.browser.conftest import Console, live
from tests.browser.moderating_site import keep
from tests.browser.organiser import MAILBOX, all_at_once, confirm, link_in, through
from tests.browser.submitting_site import ask
from tests.browser.test_moderating import item
from tests.mail_sink import Sink
from tests.running import RunningSite
from tests.sending import LINK

MODERATOR = "sam@example.org"
TITLE = "Open mic at the Lantern"
A_MINUTE_LATER = "UPDATE outbox SET next_at = now() WHERE state = 'queued' AND kind = 'approved'"


@pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
def test_from_an_empty_form_to_a_night_that_everybody_finds(
    browser: Browser, site: RunningSite, sink: Sink, console: Console, scripts: bool
) -> None:
    keep(site, Account(email=MODERATOR, name="Sam", role=Role.MODERATOR))
    contexts = [browser.new_context(java_script_enabled=scripts, base_url=site.url) for _ in range(3)]
    guest, sam, visitor = (_listened(context.new_page(), console, scripts) for context in contexts)

    _open(guest, "/submit/", scripts)
    through(guest) if scripts else all_at_once(guest)
    confirm(guest, link_in(sink, 1))

    sam.goto("/sign-in/?then=%2Fmoderation%2F")
    sam.get_by_label("Email address").fill(MODERATOR)
    sam.get_by_role("button", name="Send me a link").click()
    sam.goto(link_in(sink, 1, to=MODERATOR))
    sam.get_by_role("button", name="Sign in").click()
    _open(sam, "/moderation/", scripts)
    item(sam, TITLE).get_by_role("button", name="Approve").click()
    expect(sam.locator("#said")).to_contain_text(f"Approved: {TITLE}")

    arrived = len(sink.mails)
    assert ask(site, "SELECT count(*) FROM outbox WHERE kind = 'approved' AND next_at > now()") == [(1,)]
    ask(site, A_MINUTE_LATER)
    mail = sink.wait_for(arrived + 1)[-1]
    assert (mail.recipients, mail.mail["Subject"]) == ([MAILBOX], "Your open mic night is listed")
    links = LINK.findall(mail.part("plain"))
    (page,) = (link for link in links if "/e/" in link)
    (manage,) = (link for link in links if "/manage/" in link)
    visitor.goto(page)
    expect(visitor.get_by_role("heading", level=1)).to_contain_text(TITLE)
    assert MAILBOX not in visitor.content()
    guest.goto(manage)
    expect(guest.locator("main")).to_contain_text(TITLE)
    _open(visitor, "/?q=Lantern", scripts)
    expect(visitor.locator("article").filter(has_text=TITLE).first).to_be_visible()
    for context in contexts:
        context.close()


def _listened(page: Page, console: Console, scripts: bool) -> Page:
    page.set_default_timeout(15_000)
    console.listen(page, scripts=scripts)
    return page


def _open(page: Page, address: str, scripts: bool) -> None:
    page.goto(address)
    if scripts:
        live(page)
