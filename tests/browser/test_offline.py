"""Losing the server and getting it back: the page says so, goes on as plain HTML, and comes alive again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Console, live
from tests.conftest import clone
from tests.running import RunningSite, free_port, running

# The browser's own words about a server that is away; no page can keep it from saying them.
BROWSERS_OWN = ("WebSocket connection to", "Failed to load resource", "net::ERR_CONNECTION_REFUSED")


@pytest.fixture
def settings(server: str, template: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    with clone(server, template, f"{template}_offline") as url:
        yield {"DATABASE_URL": url, "PORT": str(free_port())}


@pytest.fixture
def page(browser: Browser, console: Console) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    console.listen(page, scripts=False)
    console.forgive(*BROWSERS_OWN)
    yield page
    context.close()


def opened(page: Page, site: RunningSite) -> None:
    page.goto(site.url)
    live(page)


def test_a_killed_server_is_said_and_a_new_one_is_found(
    page: Page, settings: dict[str, str], tmp_path: Path
) -> None:
    with running(tmp_path, **settings) as first:
        opened(page, first)
        page.select_option("#town", "oxford")
        expect(page.locator("h1")).to_have_text("Open mics in Oxford")
        first.kill()
        expect(page.get_by_text("We’ve lost the live connection")).to_be_visible()
        expect(page.locator("article").first).to_be_visible()
    with running(tmp_path, **settings) as second:
        live(page)
        expect(page.get_by_text("We’ve lost the live connection")).to_have_count(0)
        expect(page.locator("h1")).to_have_text("Open mics in Oxford")
        page.select_option("#town", "witney")
        expect(page.locator("h1")).to_have_text("Open mics in Witney")
        assert page.url == f"{second.url}/?town=witney"


def test_without_a_websocket_the_page_is_plain_and_whole(page: Page, running_site: RunningSite) -> None:
    page.route_web_socket("**/_event/**", lambda socket: socket.close(code=1011))
    page.goto(running_site.url)
    expect(page.locator("article").first).to_be_visible()
    page.select_option("#town", "oxford")
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")
    page.locator("article a").first.click()
    page.wait_for_url("**/e/**")
    expect(page.locator("dl")).to_be_visible()
    page.get_by_role("link", name="All nights").click()
    expect(page.locator("article").first).to_be_visible()
    assert page.locator("#page").get_attribute("data-live") == "no"
