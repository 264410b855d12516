"""A night's own picture: on its card, on its page, on paper; it keeps its place until it has come."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, live

OWN = "article img[src^='/media/']"
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { window.shifts += one.value }))
  .observe({type: 'layout-shift', buffered: true});
"""


def night(open_page: Open) -> str:
    """The address of the night that has a picture."""
    card = open_page("/", scripts=False).locator(f"article:has({OWN.removeprefix('article ')}) a")
    return str(card.get_attribute("href"))


def seen(page: Page) -> list[int]:
    """The picture's size in pixels, once it has been loaded."""
    picture = page.locator(OWN)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    return picture.evaluate("one => [one.naturalWidth, one.naturalHeight]")


@BOTH
def test_a_picture_is_on_its_card_and_on_its_page(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    assert seen(page) == [640, 320]
    page.goto(night(open_page))
    if scripts:
        live(page)
    assert seen(page) == [640, 480]
    expect(page.get_by_role("img", name="Three colours that meet in the middle")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_picture_that_comes_late_moves_nothing(open_page: Open, width: int) -> None:
    address, held = night(open_page), []
    page = open_page("/", width=width)
    page.context.add_init_script(SHIFTS)
    page.route("**/media/**", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    live(page)
    expect(page.locator("dl").first).to_be_visible()
    before = page.locator(OWN).bounding_box()
    facts = page.locator("dl").first.bounding_box()
    for route in held:
        route.continue_()
    assert seen(page) == [640, 480]
    assert page.locator(OWN).bounding_box() == before
    assert page.locator("dl").first.bounding_box() == facts
    assert page.evaluate("window.shifts") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_picture_is_small_on_paper(open_page: Open) -> None:
    page = open_page(night(open_page), scripts=False)
    page.emulate_media(media="print")
    assert page.locator(OWN).bounding_box()["height"] <= 270  # pyright: ignore


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_night_with_a_picture_is_for_everybody(open_page: Open, scheme: str) -> None:
    page = open_page(night(open_page), color_scheme=scheme)
    assert Axe().run(page).response["violations"] == []
