"""Passing a night on: the device's own sheet, else the clipboard, else the link to see; no scripts, a link."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, live

SHEET = "navigator.share = async (what) => { document.documentElement.dataset.given = JSON.stringify(what) }"
CLOSED = "navigator.share = async () => { throw new DOMException('closed', 'AbortError') }"
REFUSED = "navigator.share = async () => { throw new DOMException('not here', 'NotAllowedError') }"
NO_SHEET = "delete Navigator.prototype.share"
NO_CLIPBOARD = "delete Navigator.prototype.clipboard"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def address(open_page: Open) -> str:
    """The first night there is."""
    start = open_page("/", scripts=False)
    return str(start.locator("article a").first.get_attribute("href"))


def shared(open_page: Open, *device: str, **more: object) -> Page:
    """A night's page on such a device, after a press of Share."""
    where = address(open_page)
    page = open_page("/", wait=False, **more)
    for script in device:
        page.add_init_script(script)
    page.goto(where)
    live(page)
    page.get_by_role("button", name="Share").press("Enter")
    return page


def test_the_devices_own_sheet_is_given_the_night_and_its_link(open_page: Open) -> None:
    page = shared(open_page, SHEET)
    given = page.locator("html[data-given]").get_attribute("data-given")
    title = page.locator("h1").inner_text()
    assert given is not None
    assert page.evaluate("given => JSON.parse(given)", given) == {"title": title, "url": page.url}
    expect(page.get_by_role("status")).to_be_empty()


@pytest.mark.parametrize("device", [NO_SHEET, REFUSED], ids=["no sheet", "a sheet that refuses"])
def test_where_there_is_no_sheet_the_link_is_copied_and_that_is_said(open_page: Open, device: str) -> None:
    page = shared(open_page, device, permissions=CLIPBOARD)
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_a_sheet_that_was_closed_is_the_visitors_last_word(open_page: Open) -> None:
    page = shared(open_page, CLOSED, permissions=CLIPBOARD)
    page.wait_for_timeout(200)
    expect(page.get_by_role("status")).to_be_empty()


def test_where_nothing_works_the_link_is_there_to_see(open_page: Open) -> None:
    page = shared(open_page, NO_SHEET, NO_CLIPBOARD)
    expect(page.get_by_role("status")).to_have_text(f"The link: {page.url}")


def test_sharing_works_before_the_page_is_live(open_page: Open) -> None:
    where = address(open_page)
    page = open_page("/", wait=False)
    page.add_init_script(SHEET)
    page.route_web_socket("**/_event/**", lambda socket: None)  # an answer that never comes
    page.goto(where)
    page.get_by_role("button", name="Share").click()
    page.locator("html[data-given]").wait_for()
    assert page.locator("#page").get_attribute("data-live") != "yes"


def test_without_scripts_there_is_no_button_but_the_link(open_page: Open) -> None:
    page = open_page(address(open_page), scripts=False)
    expect(page.get_by_role("button", name="Share")).to_be_hidden()
    expect(page.get_by_role("link", name=page.url)).to_be_visible()


def test_on_paper_there_is_the_link_and_nothing_to_press(open_page: Open) -> None:
    page = open_page(address(open_page))
    expect(page.get_by_role("link", name=page.url)).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=page.url)).to_be_visible()
    expect(page.locator("dl")).to_be_visible()
    for unwanted in (page.get_by_role("navigation"), page.get_by_role("button"), page.locator("aside")):
        expect(unwanted.first).to_be_hidden()
    links = page.locator("main a:visible").all_inner_texts()
    assert all(re.match(r"https?://|Tickets at", words) for words in links), links
