"""Featured nights first, in both worlds alike, also when a list grows and a feature ends meanwhile."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import live
from tests.browser.submitting_site import ask
from tests.browser.test_accessibility import violations
from tests.browser.test_two_worlds import frame_of
from tests.running import RunningSite

FEATURE = """UPDATE event SET featured = true, featured_until = now() + interval '9 days' WHERE id IN
    (SELECT id FROM event WHERE status = 'published' AND cancelled_at IS NULL AND start_at > now()
     ORDER BY start_at DESC LIMIT 4)"""
NO_MORE = "UPDATE event SET featured = false, featured_until = NULL WHERE featured"
COMING = "SELECT count(*) FROM event WHERE status = 'published' AND end_at > now()"


@pytest.fixture
def featuring(site: RunningSite) -> Iterator[RunningSite]:
    """A site on which the last four nights are featured."""
    ask(site, FEATURE)
    yield site
    ask(site, NO_MORE)


def opened(organiser: BrowserContext, address: str, *, scripts: bool) -> Page:
    page = organiser.new_page()
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
    page.goto(address)
    if scripts:
        live(page)
    return page


def shown(page: Page) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.locator("main article h3 a").all()]


@pytest.mark.parametrize("address", ["/", "/?category=music", "/?q=open"])
def test_a_list_with_featured_nights_is_the_same_in_both_worlds(
    organiser: BrowserContext, featuring: RunningSite, address: str
) -> None:
    plain, alive = (opened(organiser, address, scripts=one) for one in (False, True))
    assert frame_of(plain) == frame_of(alive)
    if address == "/":
        headings = alive.get_by_role("heading", level=2)
        expect(headings.first).to_have_text("Featured")
        first = alive.locator("main section").first
        assert first.locator("article").count() == 3
        assert first.get_by_text("Featured", exact=True).count() == 4  # the heading and three badges
        expect(first.get_by_text("never paid for")).to_be_visible()
        expect(first.locator("h3 time span").first).to_be_visible()


def test_a_list_that_grows_shows_every_night_once_though_a_feature_ends(
    organiser: BrowserContext, featuring: RunningSite
) -> None:
    page = opened(organiser, "/", scripts=True)
    first = shown(page)
    ask(featuring, NO_MORE)
    ((many,),) = ask(featuring, COMING)
    while page.get_by_role("link", name="Load more").count():
        before = len(shown(page))
        page.get_by_role("link", name="Load more").click()
        expect(page.locator("main article")).not_to_have_count(before)
        live(page)
    everything = shown(page)
    assert everything[:3] == first[:3]
    assert len(everything) == len(set(everything)) == many


@pytest.mark.parametrize("organiser", [320, 1280], indirect=True)
def test_a_featured_night_says_so_on_its_page(organiser: BrowserContext, featuring: RunningSite) -> None:
    plain = opened(organiser, shown(opened(organiser, "/", scripts=True))[0], scripts=False)
    alive = opened(organiser, plain.url, scripts=True)
    expect(alive.locator("article .badge", has_text="Featured")).to_be_visible()
    assert frame_of(plain) == frame_of(alive)
    assert violations(alive) == []
