"""WCAG 2.2 AA as far as a machine can tell, in both worlds, light and dark, wide and narrow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Console, Open, live

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/",
    "/towns/oxford/",
    "/?q=zzzznothing",
    "/?town=atlantis&on=2026-02-30",
    "night",
    "cancelled",
    "/nowhere/",
    "/feeds/?town=oxford",
]
SCRIPTLESS = {"/nowhere/", "/feeds/?town=oxford"}  # in either world
WORLDS = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])


@pytest.fixture(autouse=True)
def missing_pages(console: Console) -> None:
    """Chromium itself writes a line about every document that is a 404."""
    console.forgive("status of 404")


def address(open_page: Open, name: str) -> str:
    """A page by its address, or the first night there is, or one that was cancelled."""
    if name.startswith("/"):
        return name
    page, card = open_page("/", scripts=False), "article"
    while name == "cancelled" and not page.locator("article", has_text="Cancelled").count():
        page.get_by_role("link", name="Load more").click()
    if name == "cancelled":
        return str(page.locator(card, has_text="Cancelled").locator("a").first.get_attribute("href"))
    return str(page.locator(card).locator("a").first.get_attribute("href"))


def violations(page: Page) -> list[str]:
    """What axe finds, each with the element it is about."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def without_scripts(page: Page) -> None:
    """Takes the page's own scripts out on the way: axe is itself a script, so they cannot just be switched off."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, body=re.sub(r"<script.*?</script>", "", response.text(), flags=re.DOTALL)
        )

    page.route(lambda url: "/assets/" not in url, answer)


@WORLDS
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page: Open, name: str, scripts: bool, scheme: str) -> None:
    where = address(open_page, name)
    page = open_page("/healthz", scripts=True, wait=False, color_scheme=scheme, bypass_csp=True)
    if not scripts:
        without_scripts(page)
    page.goto(where)
    if scripts and name not in SCRIPTLESS:
        live(page)
    assert page.locator("script").count() == 0 or scripts
    assert violations(page) == []


@WORLDS
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_at_320_pixels(open_page: Open, name: str, scripts: bool) -> None:
    page = open_page(address(open_page, name), scripts=scripts and name not in SCRIPTLESS, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@WORLDS
def test_every_target_is_large_enough(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts, width=390)
    sizes = page.locator(
        "main :is(a.btn, button, summary, select, input:not(.btn-check), .btn-check + label)"
    ).evaluate_all("all => all.map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])")
    assert [size for size in sizes if size[1] < 24] == []


def test_a_night_is_found_and_opened_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Tab")
    page.keyboard.type("Oxford")
    page.wait_for_url("**town=oxford")
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")
    for _ in range(13):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('article') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/e/**")
    expect(page.locator("dl")).to_be_visible()


@WORLDS
def test_the_focus_can_always_be_seen(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts, reduced_motion="reduce")
    unseen = []
    for _ in range(20):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
              const ring = look.outlineStyle !== 'none' || look.boxShadow !== 'none' || one.type === 'date';
              return [one.outerHTML.slice(0, 60), ring, box.bottom > 0 && box.top < innerHeight] }"""
        )
        if not (seen[1] and seen[2]):
            unseen.append(seen)
    assert unseen == []


def test_the_number_of_nights_is_announced(open_page: Open) -> None:
    page = open_page("/")
    before = page.locator("[role=status]").inner_text()
    page.select_option("#town", "oxford")
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")
    assert page.locator("[role=status]").inner_text() != before
