"""What the eye sees: shapes that hold, nothing that jumps, focus in sight, paper without the screen's parts."""

import time
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Console, Open, live

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
LONG = "The Extraordinarily Long-winded Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Night " * 2
SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { window.shifts += one.value }))
  .observe({type: 'layout-shift', buffered: true});
"""


def ratios(page: Page) -> set[float]:
    boxes = page.locator("article img").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => box.width / box.height)"
    )
    assert len(boxes) > 5
    return {round(ratio, 1) for ratio in boxes}


@BOTH
@pytest.mark.parametrize(("width", "ratio"), [(390, 1), (768, 2), (1280, 2)])
def test_every_picture_has_the_same_shape(open_page: Open, scripts: bool, width: int, ratio: float) -> None:
    assert ratios(open_page("/", scripts=scripts, width=width)) == {ratio}


@BOTH
def test_every_heading_of_a_night_says_what_and_when(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    for heading in page.locator("article h3").all()[:6]:
        on = str(heading.locator("time").get_attribute("datetime"))
        assert str(int(on[8:10])) in str(heading.text_content())
        expect(heading.get_by_role("link")).to_have_count(1)
    levels = page.locator("main :is(h1, h2, h3)").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("width", [390, 1280])
def test_late_pictures_and_a_late_typeface_move_nothing(open_page: Open, width: int) -> None:
    page = open_page("/", width=width)

    def later(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    page.route("**/assets/*.{svg,woff2}", later)
    page.context.add_init_script(SHIFTS)
    page.reload()
    live(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.fonts.check('16px Caprasimo')")
    assert page.evaluate("window.shifts") < 0.02


def test_without_its_pictures_a_list_keeps_its_shape(open_page: Open, console: Console) -> None:
    console.forgive("ERR_FAILED")
    page = open_page("/")
    page.route("**/assets/*.svg", lambda route: route.abort())
    page.reload()
    live(page)
    assert ratios(page) == {2}


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
def test_the_longest_title_stays_in_its_card(open_page: Open, width: int) -> None:
    page = open_page("/", scripts=False, width=width)
    page.locator("article h3 a span").first.evaluate("(one, words) => { one.textContent = words }", LONG)
    card, title = page.locator("article").first.bounding_box(), page.locator("article h3 a span").first
    box = title.bounding_box()
    assert card
    assert box
    assert box["x"] + box["width"] <= card["x"] + card["width"]
    assert box["height"] < 85  # three lines
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@BOTH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_visitors_scheme_is_there_from_the_first_paint(
    open_page: Open, scripts: bool, scheme: str
) -> None:
    page = open_page("/", scripts=scripts, wait=False, color_scheme=scheme)
    red = page.locator("body").evaluate("body => +getComputedStyle(body).backgroundColor.match(/\\d+/)[0]")
    assert (red > 200) == (scheme == "light")


def test_nothing_lifts_for_those_who_want_no_motion(open_page: Open) -> None:
    for motion, lifted in (("reduce", False), ("no-preference", True)):
        page = open_page("/", scripts=False, reduced_motion=motion)
        card = page.locator("article").first
        card.hover()
        page.wait_for_timeout(300)
        assert (card.evaluate("one => getComputedStyle(one).transform") != "none") == lifted


def test_what_waits_is_veiled_after_a_while_and_can_still_be_read(open_page: Open) -> None:
    page = open_page("/", scripts=False, bypass_csp=True)
    region = page.locator(".overlaid")
    veil = "one => getComputedStyle(one, '::after').content"
    assert region.evaluate(veil) == "none"
    region.evaluate("one => one.setAttribute('aria-busy', 'true')")
    assert region.evaluate(veil) == '""'
    assert region.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.locator("article a").first.click()  # the veil is in nobody's way
    page.wait_for_url("**/e/**")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_walking_back_by_keyboard_never_hides_the_focus(open_page: Open, width: int, colours: str) -> None:
    page = open_page("/", scripts=False, width=width, forced_colors=colours, reduced_motion="reduce")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("main a").last.focus()
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        seen = page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect();
              if (one.type === 'date' || one === document.body) return true;
              const look = getComputedStyle(one), card = getComputedStyle(one, '::after');
              const ring = [look, card].some(part => part.outlineStyle === 'solid'
                && !/, 0\\)$/.test(part.outlineColor) && parseFloat(part.outlineWidth) >= 2);
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return ring && (one.contains(top) || !!top?.closest('article')?.contains(one)) || one.outerHTML }"""
        )
        assert seen is True


def test_on_paper_a_night_is_black_on_white_without_the_screens_parts(open_page: Open) -> None:
    start = open_page("/", scripts=False)
    address = str(start.locator("article a").first.get_attribute("href"))
    page = open_page(address, scripts=False, color_scheme="dark")
    page.emulate_media(media="print")
    for part in ("header", "footer", "nav", ".btn"):
        for one in page.locator(part).all():
            expect(one).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor") == "rgba(0, 0, 0, 0)"
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    assert page.locator("main dl").first.evaluate(size) > page.locator("main p").last.evaluate(size)
    link = page.locator("main a[href^=https]:not(.btn)").first
    assert str(link.get_attribute("href")) in link.evaluate("one => getComputedStyle(one, '::after').content")
