"""Rights and promises in a real browser: without scripts, by keyboard, on every width; and what it keeps of us."""

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from openmic import clock, urls
from openmic.adapters import secrets
from openmic.models import Complaint, Purpose, Role, Token
from tests.browser.conftest import Console, Open
from tests.browser.moderating_site import Moderate, keep
from tests.browser.submitting_site import ask
from tests.browser.test_accessibility import violations, without_scripts
from tests.browser.test_markup import complaints
from tests.builders import night
from tests.running import RunningSite

MAILBOX = "organiser@example.org"
WORLDS = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
PROMISES = [urls.policy(name) for name in urls.POLICIES]


def link(site: RunningSite) -> str:
    """A link to all that is held of an organiser, with something of most kinds."""
    secret, now = secrets.new(), clock.now()
    event = night(organiser_email=MAILBOX)
    keep(site, event)
    keep(
        site,
        Token(
            secret_hash=secrets.hashed(secret),
            purpose=Purpose.PRIVACY,
            email=MAILBOX,
            created_at=now,
            expires_at=now + timedelta(hours=24),
        ),
        Complaint(email=MAILBOX, words="You write too often."),
    )
    return f"?token={secret}"


def press(page: Page, name: str) -> None:
    """Goes on by Tab to a link or button of that name, and presses it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and name in page.locator(":focus").inner_text():
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


@WORLDS
def test_somebody_erases_what_is_held_by_keyboard_alone(
    queued: RunningSite, moderate: Moderate, console: Console, scripts: bool
) -> None:
    console.forgive("status of 404")
    page = moderate(f"/privacy/data/{link(queued)}", scripts=scripts, wait=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("What we hold about you")
    expect(page.get_by_text("Open mic at the Lantern")).to_be_visible()
    with page.expect_download() as download:
        press(page, "Download for programs")
    assert download.value.suggested_filename == "data.json"
    press(page, "Have it erased")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erase what we hold about you?")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator("#withdraw:focus").count():
            break
    page.keyboard.press("Space")
    expect(page.get_by_label("Also take my upcoming nights off the site")).to_be_checked()
    press(page, "Erase it for good")
    expect(page.get_by_role("heading", level=1)).to_have_text("It is erased")
    assert ask(queued, "SELECT organiser_email, status FROM event") == [("", "archived")]
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")


@WORLDS
def test_a_complaint_by_keyboard_says_what_is_wrong_and_keeps_all(
    queued: RunningSite, moderate: Moderate, console: Console, scripts: bool
) -> None:
    console.forgive("status of 422")
    page = moderate("/complaint/", scripts=scripts, wait=False)
    page.get_by_label("Your name, if you like").focus()
    page.keyboard.type("Robin")
    page.keyboard.press("Tab")
    page.keyboard.type("robin@example.org")
    page.keyboard.press("Enter")
    expect(page.locator("[data-summary]")).to_be_focused()
    expect(page.locator("#address")).to_have_value("robin@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("You write too often.")
    press(page, "Send the complaint")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have your complaint")
    assert ask(queued, "SELECT words FROM complaint WHERE email = 'robin@example.org'") == [
        ("You write too often.",)
    ]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    queued: RunningSite, moderate: Moderate, console: Console, scheme: str, width: int
) -> None:
    console.forgive("status of 422", "status of 404", "status of 403")
    token = link(queued)
    page = moderate("/healthz", wait=False, color_scheme=scheme, width=width, bypass_csp=True)
    without_scripts(page)
    for path in (
        *PROMISES,
        "/privacy/request/",
        "/privacy/request/sent/",
        f"/privacy/data/{token}",
        f"/privacy/data/erase/{token}",
        "/privacy/data/?token=none",
        "/privacy/erased/",
        "/complaint/",
        "/complaint/sent/?reference=0123ABCD",
        "/moderation/complaints/",
    ):
        page.goto(path)
        fits(page, width)
    ask(queued, f"UPDATE account SET role = '{Role.ADMIN}'")
    page.goto("/moderation/complaints/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Complaints")
    fits(page, width)
    page.get_by_role("button", name="Send the answer").first.click()
    expect(page.locator("[data-summary]")).to_be_visible()
    fits(page, width)
    page.goto("/complaint/")
    page.get_by_role("button", name="Send the complaint").click()
    fits(page, width)


def fits(page: Page, width: int) -> None:
    """What axe says, and whether anything sticks out."""
    assert violations(page) == [], page.url
    assert page.locator("html").evaluate("root => root.scrollWidth") <= width, page.url


@pytest.mark.java
def test_the_pages_are_valid_html(running_site: RunningSite, tmp_path: Path) -> None:
    paths = (*PROMISES, "/privacy/request/", "/privacy/erased/", "/complaint/")
    assert complaints({path: httpx.get(running_site.url + path).text for path in paths}, tmp_path) == []


def test_the_page_about_cookies_names_exactly_what_a_browser_keeps(
    queued: RunningSite, moderate: Moderate, console: Console
) -> None:
    """Everything a moderator who also sends in a night can get."""
    page = moderate("/moderation/")
    page.locator("summary[data-key=help]").click()
    page.locator("#keys").uncheck()
    page.goto("/submit/")
    page.locator("#page[data-live=yes]").wait_for()
    page.locator("[data-draft] #title").fill("Open mic at the Lantern")
    page.goto("/")
    page.locator("#page[data-live=yes]").wait_for()
    page.get_by_role("link", name="Tonight").first.click()
    expect(page).to_have_url(re.compile("tonight"))
    kept = page.evaluate_handle(
        "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    ).json_value()
    context: BrowserContext = page.context
    cookies = [f"__Host-{one.get('name')}" for one in context.cookies()]  # that it is called on a public site
    page.goto("/cookies/")
    named = page.locator("main li.card > p").all_inner_texts()
    assert sorted({*kept, *cookies}) == sorted(named)


def test_whoever_only_looks_gets_no_cookie(open_page: Open) -> None:
    page = open_page("/")
    for path in ("/privacy/", "/submit/", "/complaint/"):
        page.goto(path)
    assert page.context.cookies() == []
