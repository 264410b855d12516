"""The organiser's pages for everybody: axe, narrow screens, both themes, the order of Tab, links opened by machines."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Console, live
from tests.browser.organiser import STEPS, all_at_once, confirm, fill, link_in, onwards, step_shown
from tests.browser.submitting_site import PUBLISH, ask
from tests.browser.test_accessibility import violations
from tests.mail_sink import Sink
from tests.running import RunningSite

LOOKS = pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320), ("dark", 1280)]
)


def looked_at(browser: Browser, site: RunningSite, scheme: str, width: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        base_url=site.url,
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,  # pyright: ignore
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def fits(page: Page, width: int) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    wide = page.locator("html").evaluate("root => root.scrollWidth")  # waits for a page that is on its way
    return violations(page) + ([f"{wide} pixels wide"] if wide > width else [])


@LOOKS
def test_every_step_is_for_everybody(browser: Browser, site: RunningSite, scheme: str, width: int) -> None:
    page = looked_at(browser, site, scheme, width)
    page.goto("/submit/")
    live(page)
    found = {}
    for name in STEPS:
        step_shown(page, name)
        found[name] = fits(page, width)
        page.evaluate("document.querySelectorAll('form details').forEach(one => one.open = true)")
        if name == "when":
            page.get_by_label("Starts").fill("")
        onwards(page)
        expect(page.locator("[data-summary]")).to_be_visible()
        found[f"{name}, wrong"] = fits(page, width)
        fill(page, name)
        if name != "who":
            onwards(page)
    assert {name: what for name, what in found.items() if what} == {}
    page.context.close()


@LOOKS
def test_every_page_after_it_is_for_everybody(
    browser: Browser, site: RunningSite, sink: Sink, scheme: str, width: int
) -> None:
    page = looked_at(browser, site, scheme, width)
    page.route(
        "**/*", lambda route: route.abort() if route.request.resource_type == "script" else route.continue_()
    )
    found = {}

    def check(name: str) -> None:
        found[name] = fits(page, width)

    page.goto("/submit/")
    check("the whole form")
    page.locator("form button[type=submit]").click()
    page.locator("[data-summary]").wait_for()
    check("the whole form, wrong")
    all_at_once(page)
    check("sent")
    page.locator("summary").click()
    page.get_by_label("Another address").fill("robin@")
    page.get_by_role("button", name="Send it again").click()
    page.locator("#mailbox-problem").wait_for()
    check("sent, wrong")
    page.goto(link_in(sink, 1))
    check("verify")
    page.get_by_role("button", name="Yes, confirm").click()
    page.wait_for_url("**/manage/**")
    check("managed")
    ask(site, PUBLISH)
    query = page.url.partition("?")[2]
    for path in ("", "change/", "cancel/", "withdraw/"):
        page.goto(f"/manage/{path}?{query}")
        check(path)
    page.goto(f"/manage/change/?{query}")
    page.get_by_label("Name of the night").fill("")
    page.get_by_role("button", name="Keep the change").click()
    page.locator("[data-summary]").wait_for()
    check("change, wrong")
    page.goto("/manage/")
    check("links")
    page.get_by_role("button", name="Send me my links").click()
    page.locator("#mailbox-problem").wait_for()
    check("links, wrong")
    assert {name: what for name, what in found.items() if what} == {}
    page.context.close()


def test_tab_goes_through_a_step_in_the_order_it_is_read(organiser: BrowserContext, console: Console) -> None:
    page = organiser.new_page()
    console.listen(page, scripts=True)
    page.goto("/submit/")
    live(page)
    page.locator("#title").focus()
    seen = []
    for _ in range(6):
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()"))
        page.keyboard.press("Tab")
    assert seen[:5] == [
        "title",
        "category",
        "description",
        "Add a picture or a link for tickets",
        "Next: when",
    ]


def test_links_of_mails_opened_by_a_machine_change_nothing(
    browser: Browser, site: RunningSite, sink: Sink, console: Console
) -> None:
    """Scanners of mail open every link in a real browser and wait (TRUST T12)."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    console.listen(page, scripts=True)
    page.goto("/submit/")
    live(page)
    for name in STEPS:
        step_shown(page, name)
        fill(page, name)
        onwards(page)
    page.wait_for_url("**/submit/sent/**")
    verify = link_in(sink, 1)
    state = (
        "SELECT status, email_verified, revision, cancelled_at, withdrawn_at, (SELECT count(*) FROM outbox),"
        " (SELECT count(*) FROM token WHERE used_at IS NOT NULL) FROM event WHERE NOT is_sample"
    )
    before = ask(site, state)
    page.goto(verify)
    page.wait_for_timeout(5000)
    assert ask(site, state) == before
    confirm(page, verify)
    before, link = ask(site, state), link_in(sink, 2)
    page.goto(link)
    page.wait_for_timeout(5000)
    assert ask(site, state) == before
    context.close()


def test_markup_in_a_night_runs_nowhere(browser: Browser, site: RunningSite, sink: Sink) -> None:
    """TRUST T19. The policy is switched off, so that nothing else keeps it from running."""
    ran: list[str] = []
    context = browser.new_context(base_url=site.url, bypass_csp=True)
    page = context.new_page()
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    text = "<img src=x onerror=alert(1)><svg onload=alert(2)><script>alert(3)</script>\"'>"
    page.goto("/submit/")
    live(page)
    for name in STEPS:
        step_shown(page, name)
        fill(page, name, title=text)
        if name == "what":
            page.get_by_label("About it").fill(text)
        if name == "where":
            page.get_by_label("Venue").fill(text)
        onwards(page)
    page.wait_for_url("**/submit/sent/**")
    confirm(page, link_in(sink, 1))
    ask(site, PUBLISH)
    query = page.url.partition("?")[2]
    for path in ("", "change/", "cancel/", "withdraw/"):
        page.goto(f"/manage/{path}?{query}")
        page.wait_for_timeout(200)
    page.goto(f"/manage/?{query}")
    page.get_by_role("link", name="See it as everybody does").click()
    live(page)
    page.set_content(sink.mails[0].part("html"))
    page.wait_for_timeout(300)
    assert ran == []
    context.close()
