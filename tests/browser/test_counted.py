"""What somebody looks at live is counted as what it is: the document once, and each step to another page."""

from collections.abc import Iterator
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.adapters.test_robots import PEOPLE
from tests.browser.conftest import live
from tests.browser.submitting_site import ask
from tests.running import RunningSite

PATIENCE = 15  # seconds: what is counted is written every five
PAGES = "SELECT coalesce(sum(pages), 0)::int FROM visitor"
VIEWS = "SELECT event_id::text, times::int FROM night_count WHERE kind = 'view'"


@pytest.fixture
def person(browser: Browser, site: RunningSite) -> Iterator[BrowserContext]:
    """A browser that does not call itself a robot, on a site where nothing was counted before."""
    ask(site, "DELETE FROM night_count", "DELETE FROM visit_salt")
    context = browser.new_context(base_url=site.url, user_agent=PEOPLE[0])
    context.set_default_timeout(15_000)
    yield context
    context.close()


def pages(site: RunningSite, *, wanted: int) -> int:
    """How many pages were counted, as soon as that is so many, or when it would have been long since."""
    until = monotonic() + PATIENCE
    while (found := ask(site, PAGES)[0][0]) < wanted and monotonic() < until:
        sleep(0.2)
    return found


def open_night(page: Page, number: int) -> str:
    """Presses a night in the list; says which it is."""
    card = page.locator("article").nth(number)
    title = card.get_by_role("link").first
    path = str(title.get_attribute("href"))
    title.click()
    page.wait_for_url(f"**{path}")
    live(page)
    return path.split("/")[2]


def test_a_document_is_counted_once_and_each_step_is_one_more(
    person: BrowserContext, site: RunningSite
) -> None:
    page = person.new_page()
    page.goto("/")
    live(page)
    first = open_night(page, 0)
    page.get_by_role("link", name="All nights").first.click()
    page.wait_for_url(f"{site.url}/")
    live(page)
    second = open_night(page, 1)
    page.reload()
    live(page)
    assert pages(site, wanted=5) == 5
    assert dict(ask(site, VIEWS)) == {first: 1, second: 2}
    assert ask(site, "SELECT count(*) FROM visitor") == [(1,)]


def test_words_typed_into_the_search_and_a_line_that_comes_back_are_no_pages(
    person: BrowserContext, site: RunningSite
) -> None:
    page = person.new_page()
    page.goto("/")
    live(page)
    page.get_by_role("searchbox").press_sequentially("open", delay=120)
    page.wait_for_url("**q=open*")
    live(page)
    person.set_offline(True)
    page.wait_for_timeout(500)
    person.set_offline(False)
    live(page)
    open_night(page, 0)
    assert pages(site, wanted=2) == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_with_scripts_or_without_it_is_the_same_number(
    browser: Browser, site: RunningSite, scripts: bool
) -> None:
    ask(site, "DELETE FROM night_count", "DELETE FROM visit_salt")
    context = browser.new_context(base_url=site.url, user_agent=PEOPLE[0], java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/")
    card = page.locator("article").first.get_by_role("link").first
    if scripts:
        live(page)
    path = str(card.get_attribute("href"))
    card.click()
    page.wait_for_url(f"**{path}")
    assert pages(site, wanted=2) == 2
    assert ask(site, VIEWS) == [(path.split("/")[2], 1)]
    context.close()
