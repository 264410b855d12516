"""One address, two worlds: the same DOM, no flicker, no shift, not a word in the console."""

import pytest
from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, Tag
from playwright.sync_api import Page

from tests.browser.conftest import Open, live

# What React adds for itself, what tells the script in which world it is, and what a field holds (see `values`).
OWN_TO_A_WORLD = {"data-discover", "data-live", "selected", "value"}


def lines(node: Tag, depth: int = 0) -> list[str]:
    """An element as lines of text, a tag or a piece of words each; a slot's own wrapper is seen through."""
    made: list[str] = []
    words = ""
    for child in [*node.children, None]:
        if isinstance(child, NavigableString) and not isinstance(child, Comment):
            words += str(child)
            continue
        if isinstance(child, Comment):
            continue
        if words.strip():
            made.append("  " * depth + words)
        words = ""
        if isinstance(child, Tag):
            is_slot = "data-slot" in child.attrs
            made += (
                lines(child, depth)
                if is_slot
                else [f"{'  ' * depth}<{start(child)}>", *lines(child, depth + 1)]
            )
    return made


def start(node: Tag) -> str:
    """An element's name and attributes in one order."""
    attributes = dict(node.attrs)
    for name in OWN_TO_A_WORLD:
        attributes.pop(name, None)
    said = (
        f'{name}="{" ".join(value) if isinstance(value, list) else value}"'
        for name, value in attributes.items()
    )
    return " ".join([node.name, *sorted(said)])


def frame_of(page: Page) -> list[str]:
    return lines(BeautifulSoup(page.content(), "html.parser").select_one("#page"))  # pyright: ignore


def values(page: Page) -> list[str]:
    return [page.locator(f"#{name}").input_value() for name in ("q", "town", "when", "on", "until")]


FINDERS = [
    "/",
    "/?town=witney",
    "/?q=open&when=week&category=comedy",
    "/towns/oxford/",
    "/?q=zzzznothing",
    "/?q=acustic",
]


@pytest.mark.parametrize("address", FINDERS)
def test_a_list_is_the_same_in_both_worlds(open_page: Open, address: str) -> None:
    plain, shown = open_page(address, scripts=False), open_page(address)
    assert frame_of(plain) == frame_of(shown)
    assert values(plain) == values(shown)
    assert plain.title() == shown.title()


def test_a_night_is_the_same_in_both_worlds(open_page: Open) -> None:
    start = open_page("/", scripts=False)
    links = [link.get_attribute("href") for link in start.locator("article a").all()]
    for address in links[:6]:
        plain, shown = open_page(str(address), scripts=False), open_page(str(address))
        assert frame_of(plain) == frame_of(shown)
        assert plain.title() == shown.title()


WATCH = """
window.shifts = 0; window.words = new Set();
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifts += entry.value }))
  .observe({type: 'layout-shift', buffered: true});
new MutationObserver(() => window.words.add(document.querySelector('main')?.innerText ?? ''))
  .observe(document, {childList: true, subtree: true, characterData: true});
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_coming_alive_shifts_nothing_and_shows_nothing_else(open_page: Open, width: int) -> None:
    page = open_page("/", width=width)
    page.context.add_init_script(WATCH)
    page.reload()
    live(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") == 0
    seen = page.evaluate("[...window.words].filter(Boolean)")
    assert all("Finding nights" not in words for words in seen)
    # whatever the parser had read so far, then one and the same content before and after React took over
    final = page.locator("main").inner_text()
    assert all(final.startswith(words.rstrip()[:40]) for words in seen)


def test_what_was_typed_before_the_page_was_live_is_kept(open_page: Open) -> None:
    page = open_page("/", scripts=False).context.browser.new_context().new_page()  # pyright: ignore
    url = open_page("/").url
    page.route("**/_event/**", lambda route: route.continue_())
    page.goto(url, wait_until="commit")
    page.locator("#q").wait_for()
    page.locator("#q").press_sequentially("jazz", delay=30)
    live(page)
    page.wait_for_timeout(300)
    assert page.locator("#q").input_value() == "jazz"
    assert page.evaluate("document.activeElement.id") == "q"
    page.context.close()
