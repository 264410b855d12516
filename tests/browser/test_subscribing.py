"""The weekly mail is asked for, confirmed, changed, paused and left: by keyboard, through real mail, in both worlds."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Console, live
from tests.browser.organiser import link_in
from tests.browser.submitting_site import ask
from tests.browser.test_markup import complaints
from tests.browser.test_submitting_access import fits, looked_at
from tests.mail_sink import Sink
from tests.running import RunningSite

READER = "kim@example.net"
WISHES = """SELECT coalesce(town.slug, ''), coalesce(category, '') FROM subscription
    LEFT JOIN town ON town.id = town_id WHERE confirmed_at IS NOT NULL ORDER BY 1, 2"""
STATE = """SELECT (SELECT count(*) FROM subscription WHERE confirmed_at IS NOT NULL),
    (SELECT count(*) FROM subscription), (SELECT count(*) FROM token WHERE used_at IS NOT NULL),
    (SELECT count(*) FROM erasure), (SELECT count(*) FROM outbox)"""
LOOKS = pytest.mark.parametrize(
    ("scheme", "width"), [(scheme, width) for scheme in ("light", "dark") for width in (320, 390, 1280)]
)


def tab_to(page: Page, wanted: Locator) -> None:
    """Goes there with the Tab key alone, and sees that the focus can be seen."""
    for _ in range(80):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    tab_to(page, wanted)
    page.keyboard.press(key)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def news(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_list_to_the_last_goodbye(
    browser: Browser, site: RunningSite, sink: Sink, console: Console, scripts: bool
) -> None:
    console.forgive("status of 422")
    context = browser.new_context(base_url=site.url, java_script_enabled=scripts)
    context.set_default_timeout(15_000)
    page = context.new_page()
    console.listen(page, scripts=scripts)
    page.goto("/?town=witney&category=jam")
    if scripts:
        live(page)
    press(page, page.get_by_role("link", name="Email me nights like these"))
    page.wait_for_url("**/subscribe/?town=witney&category=jam")
    press(page, page.locator("#category-music"), "Space")
    press(page, button(page, "Send me the weekly mail"))
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    expect(page.locator("#category-music")).to_be_checked()
    tab_to(page, page.get_by_label("Your email address"))
    page.keyboard.type(READER)
    press(page, page.get_by_label("Send me a mail with these nights"), "Space")
    press(page, button(page, "Send me the weekly mail"))
    page.wait_for_url("**/subscribe/sent/")
    page.goto(link_in(sink, 1, to=READER))
    assert ask(site, WISHES) == []
    press(page, button(page, "Yes, send it to me"))
    news(page, "Confirmed.")
    assert ask(site, WISHES) == [("witney", "jam"), ("witney", "music")]
    press(page, page.locator("summary", has_text="Jam sessions in Witney"))
    kind = page.get_by_label("Kind of night").first
    tab_to(page, kind)
    page.keyboard.press("Home")  # every kind
    press(page, page.locator("button", has_text="Keep the change: Jam sessions"))
    news(page, "Changed.")
    assert ask(site, WISHES) == [("witney", ""), ("witney", "music")]
    press(page, page.locator("#category-comedy"), "Space")
    press(page, button(page, "Add"))
    news(page, "Added.")
    press(page, button(page, "Pause it"))
    news(page, "Paused.")
    press(page, button(page, "Start again"))
    news(page, "Started again.")
    press(page, page.locator("button", has_text="Leave this: Music nights in Witney"))
    news(page, "Gone.")
    assert ask(site, WISHES) == [("", "comedy"), ("witney", "")]
    press(page, page.get_by_role("link", name="Leave it all"))
    press(page, button(page, "Yes, stop it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You will get no more weekly mail")
    assert ask(site, WISHES) == []
    press(page, page.get_by_role("link", name="Get the mail again"))
    page.wait_for_url("**/subscribe/")
    assert len(sink.mails) == 1
    context.close()


def asked(site: RunningSite, page: Page, sink: Sink) -> str:
    """Asks for the mail; the address of the button's page."""
    page.goto("/subscribe/?town=witney&category=music&category=jam")
    page.get_by_label("Your email address").fill(READER)
    page.get_by_label("Send me a mail with these nights").check()
    button(page, "Send me the weekly mail").click()
    page.wait_for_url("**/subscribe/sent/")
    return link_in(sink, 1, to=READER)


@LOOKS
def test_every_page_is_for_everybody(
    browser: Browser, site: RunningSite, sink: Sink, scheme: str, width: int
) -> None:
    page, found = looked_at(browser, site, scheme, width), {}

    def check(name: str) -> None:
        found[name] = fits(page, width)

    page.goto("/subscribe/")
    check("the form")
    button(page, "Send me the weekly mail").click()
    page.locator("[data-summary]").wait_for()
    check("the form, wrong")
    confirm = asked(site, page, sink)
    check("sent")
    page.goto(confirm)
    check("confirm")
    button(page, "Yes, send it to me").click()
    page.wait_for_url("**/subscriptions/**")
    page.locator("summary").first.click()
    check("changing")
    button(page, "Pause it").click()
    news(page, "Paused.")
    check("paused")
    page.get_by_role("link", name="Leave it all").click()
    page.wait_for_url("**/unsubscribe/**")
    check("leaving")
    button(page, "Yes, stop it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You will get no more weekly mail")
    check("left")
    assert {name: what for name, what in found.items() if what} == {}
    page.context.close()


def test_links_opened_by_a_machine_change_nothing(browser: Browser, site: RunningSite, sink: Sink) -> None:
    """Scanners of mail open every link in a real browser and wait (TRUST T12)."""
    page = browser.new_context(base_url=site.url).new_page()
    confirm = asked(site, page, sink)
    before = ask(site, STATE)
    page.goto(confirm)
    page.wait_for_timeout(3000)
    assert ask(site, STATE) == before
    button(page, "Yes, send it to me").click()
    page.wait_for_url("**/subscriptions/**")
    mine, before = page.url, ask(site, STATE)
    for address in (mine, mine.replace("/subscriptions/", "/unsubscribe/")):
        page.goto(address)
        page.wait_for_timeout(3000)
    assert ask(site, STATE) == before
    page.context.close()


@pytest.mark.java
def test_the_markup_is_valid(browser: Browser, site: RunningSite, sink: Sink, tmp_path: Path) -> None:
    page = browser.new_context(base_url=site.url).new_page()
    confirm = asked(site, page, sink)
    texts = {"confirm": httpx.get(confirm, trust_env=False).text}
    page.goto(confirm)
    button(page, "Yes, send it to me").click()
    page.wait_for_url("**/subscriptions/**")
    mine = page.url
    texts["mine"] = httpx.get(mine, trust_env=False).text
    leave = mine.replace("/subscriptions/", "/unsubscribe/")
    texts["leaving"] = httpx.get(leave, trust_env=False).text
    texts["left"] = httpx.post(leave, trust_env=False).text
    texts["wrong"] = httpx.post(
        f"{site.url}/subscribe/", data={"town": "x"}, headers={"origin": site.url}, trust_env=False
    ).text
    assert "no more weekly mail" in texts["left"]
    assert complaints(texts, tmp_path) == []
    page.context.close()
