"""Somebody who is signed in sends a night in: the same form, less one box, and no mail to wait for."""

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Console, live
from tests.browser.organiser import MAILBOX, fill, link_in, onwards, through
from tests.browser.submitting_site import NIGHTS, ask
from tests.mail_sink import Sink
from tests.running import RunningSite


def test_signed_in_the_address_is_not_asked_for_and_the_night_is_proved_at_birth(
    organiser: BrowserContext, site: RunningSite, sink: Sink, console: Console
) -> None:
    page = organiser.new_page()
    console.listen(page, scripts=True)
    page.goto("/sign-in/")
    page.get_by_label("email", exact=False).first.fill(MAILBOX)
    page.locator("main form button").first.click()
    page.goto(link_in(sink, 1))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/my/")
    page.goto("/submit/")
    live(page)
    through(page, upto="who")
    expect(page.locator("#organiser_email")).to_have_count(0)
    fill(page, "who", mailbox="")
    onwards(page)
    page.wait_for_url("**/submit/sent/**")
    assert ask(site, NIGHTS) == [("Open mic at the Lantern", "pending", True)]
    page.goto("/my/")
    page.get_by_role("link", name="Open mic at the Lantern").first.click()
    expect(page.get_by_text("Waiting for a moderator")).to_be_visible()
