"""Passing a night on: the device's own sheet, else the clipboard, else the link to see; on paper; what others show."""

import json
import re
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, live
from tests.browser.test_accessibility import violations

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


A4 = {"width": 794, "height": 1123}  # in the pixels of a screen
LONG = {
    "h1": "A very long title indeed " * 5 + "of a night",
    ".words": "word " * 64,
    ".where": "Somewhere " * 20,
}


def on_paper(page: Page) -> Image.Image:
    """The first sheet of a page, as a printer would draw it."""
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    return Image.open(BytesIO(page.screenshot()))


@pytest.mark.parametrize("words", [{}, LONG], ids=["as it is", "with as many words as there may be"])
def test_a_poster_is_one_sheet_of_a4_whose_code_leads_to_the_night(
    open_page: Open, words: dict[str, str]
) -> None:
    page = open_page(address(open_page), scripts=False)
    night = page.url
    page.get_by_role("link", name="Poster to print").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for place, text in words.items():
        page.locator(place).evaluate("(one, text) => { one.textContent = text }", text)
    page.evaluate("document.fonts.ready.then(() => true)")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert re.findall(rb"/Type /Pages\s[^>]*/Count (\d+)", pdf) == [b"1"]
    left, top, right, bottom = map(float, re.findall(rb"/MediaBox \[([\d. ]+)\]", pdf)[0].split())
    assert (round(right - left), round(bottom - top)) == (595, 842)  # points
    sheet = on_paper(page)
    assert [code.text for code in zxingcpp.read_barcodes(sheet)] == [night]
    expect(page.get_by_role("navigation")).to_be_hidden()
    for part in (".when", ".where", ".code", ".ours"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= A4["height"]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_poster_can_be_read_on_a_screen_by_everybody(open_page: Open, width: int) -> None:
    page = open_page(f"{address(open_page)}poster/", width=width, wait=False)
    assert violations(page) == []
    across = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert across <= 0
    assert page.locator(".words").evaluate("one => one.scrollHeight - one.clientHeight") <= 1
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    page.get_by_role("link", name="Back to the night").press("Enter")
    page.wait_for_url(re.compile(r"/e/[\w-]+/$"))


@pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
def test_what_search_engines_read_is_no_script_to_a_browser(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)  # a policy that minded would say so in the console
    block = page.locator('head script[type="application/ld+json"]')
    assert json.loads(block.text_content() or "")["@type"] == "WebSite"


def test_a_card_is_a_picture_of_the_size_its_page_says(open_page: Open) -> None:
    page = open_page(address(open_page), scripts=False)
    named = {
        name: page.locator(f'meta[property="og:image{name}"]').get_attribute("content")
        for name in ("", ":width", ":height")
    }
    answer = page.request.get(str(named[""]))
    with Image.open(BytesIO(answer.body())) as card:
        assert card.size == (int(str(named[":width"])), int(str(named[":height"])))
