"""Reading one night and taking it along, live and with scripts off."""

import icalendar
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Console, Open

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])


@BOTH
def test_a_click_opens_a_night_and_another_adds_it_to_the_calendar(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    title = page.locator("article h3 a").first.inner_text()
    page.locator("article a").first.click()
    page.wait_for_url("**/e/**")
    expect(page.locator("h1")).to_have_text(title)
    link = page.get_by_role("link", name="Add to calendar")
    with page.expect_download() as download:
        link.click()
    entry = icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")[0]
    assert entry["summary"] == title
    assert str(entry["url"]).endswith(page.url.split("/e/")[1])


@BOTH
def test_a_night_opened_by_its_address_is_whole(open_page: Open, scripts: bool) -> None:
    start = open_page("/", scripts=False)
    address = str(start.locator("article a").first.get_attribute("href"))
    page = open_page(address, scripts=scripts)
    for name in ("When", "Where", "Run by"):
        expect(page.locator("dt", has_text=name)).to_be_visible()
    assert page.locator("time").first.get_attribute("datetime")
    page.get_by_role("link", name="All nights").click()
    expect(page.locator("article").first).to_be_visible()


@BOTH
@pytest.mark.parametrize(
    "address", ["/e/0198c0de-0000-7000-8000-000000000000/", "/towns/atlantis/", "/nowhere/"]
)
def test_what_is_not_there_says_so_kindly(
    open_page: Open, console: Console, scripts: bool, address: str
) -> None:
    console.forgive("404 (Not Found)")
    page = open_page("/", scripts=scripts)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("We can’t find that page")
    expect(page.get_by_role("link", name="See what’s on")).to_be_visible()
