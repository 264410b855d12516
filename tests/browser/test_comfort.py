"""However somebody has set up their device, the page can be read and used (docs/accessibility.md)."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, Open, Wire
from tests.browser.test_accessibility import PAGES, WORLDS, address

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
# where the focus is, whether it shows, and whether anything stands in front of it
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = one.classList.contains('btn-check') ? one.nextElementSibling : one;
  const look = getComputedStyle(shown), boxes = [...shown.getClientRects()].filter(box => box.width * box.height);
  const inView = boxes.some(box => {
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const front = document.elementFromPoint(x, y);
    return front && (shown.contains(front) || front.contains(shown));
  });
  const ring = look.outlineStyle !== 'none' || look.boxShadow !== 'none';
  const around = one.closest('article')?.matches(':focus-within');
  return [one.outerHTML.slice(0, 90), ring || one.type === 'date' || !!around, inView];
}"""


@pytest.fixture(autouse=True)
def missing_pages(console: Console) -> None:
    """Chromium itself writes a line about every document that is a 404."""
    console.forgive("status of 404")


def walk(page: Page, key: str) -> list[Any]:
    """Every stop of the Tab key from here to the end of the page, or to its beginning."""
    stops: list[Any] = []
    while len(stops) < 150:
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        if stop is None or stop in stops[:1]:
            break
        stops.append(stop)
    return stops


@WORLDS
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", ["/", "night", "/?q=zzzznothing&town=oxford", "/nowhere/"])
def test_walking_forth_and_back_never_hides_the_focus(
    open_page: Open, name: str, width: int, scripts: bool
) -> None:
    scripts = scripts and name != "/nowhere/"
    page = open_page(address(open_page, name), scripts=scripts, width=width, reduced_motion="reduce")
    forth, back = walk(page, "Tab"), walk(page, "Shift+Tab")
    assert len(forth) >= 3
    assert [stop for stop in forth + back if not (stop[1] and stop[2])] == []


@pytest.mark.parametrize("name", PAGES)
def test_wider_spacing_of_the_text_cuts_nothing_off(open_page: Open, name: str) -> None:
    page = open_page(address(open_page, name), wait=False, width=390, bypass_csp=True)
    page.add_style_tag(content=SPACING)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cut = page.locator("main :is(h1, h2, a, button, label, dd)").evaluate_all(
        """all => all.filter(one => getComputedStyle(one).overflow === 'hidden' && !one.closest('.visually-hidden')
             && one.scrollHeight > one.clientHeight + 1).map(one => one.outerHTML.slice(0, 90))"""
    )
    assert cut == []


@pytest.mark.parametrize("name", PAGES)
def test_twice_as_large_needs_no_sideways_scrolling(open_page: Open, name: str) -> None:
    page = open_page(address(open_page, name), scripts=False, width=640, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@WORLDS
def test_the_systems_own_colours_keep_everything_visible(open_page: Open, scripts: bool) -> None:
    page = open_page("/?category=music", scripts=scripts, forced_colors="active")
    look = "one => { const look = getComputedStyle(one); return [look.backgroundColor, look.borderColor, look.color] }"
    chosen = page.locator("label[for=category-music]").evaluate(look)
    other = page.locator("label[for=category-jam]").evaluate(look)
    assert chosen != other, "what is ticked looks no different"
    page.locator("#q").focus()
    assert page.locator("#q").evaluate("one => getComputedStyle(one).outlineStyle") != "none"


def test_who_wants_no_motion_gets_none(open_page: Open) -> None:
    page = open_page("/", reduced_motion="reduce")
    page.locator("article").first.hover()
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter(one => {
             const look = getComputedStyle(one);
             return parseFloat(look.transitionDuration) > .01 || parseFloat(look.animationDuration) > .01;
           }).map(one => one.outerHTML.slice(0, 90))"""
    )
    assert moving == []
    assert page.locator("article").first.evaluate("one => getComputedStyle(one).transform") == "none"


def test_the_list_says_that_it_is_busy_until_its_answer_is_here(open_page: Open) -> None:
    wire = Wire()
    page = open_page("/", wire=wire)
    wire.is_held = True
    page.locator("#town").focus()
    page.select_option("#town", "oxford")
    page.wait_for_url("**/?town=oxford", wait_until="commit")
    expect(page.locator(".overlaid")).to_have_attribute("aria-busy", "true")
    expect(page.locator("article").first).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "town"
    wire.let_go()
    expect(page.locator(".overlaid")).to_have_attribute("aria-busy", "false")
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")


def test_after_the_last_nights_the_focus_is_on_the_first_new_one(open_page: Open) -> None:
    page = open_page("/")
    shown = page.locator("article").count()
    page.get_by_role("link", name="Load more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("article a").nth(shown)).to_be_focused()
