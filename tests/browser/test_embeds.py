"""A list on somebody else's site: the copied code in a page of another origin, in a real browser."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import Console, Open
from tests.browser.test_accessibility import violations
from tests.running import free_port

WIDTHS = pytest.mark.parametrize("width", [280, 320, 390, 1280])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
FOREIGN = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Lantern</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>The Lantern</h1><button>Ours</button>{code}</main></body></html>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_request(self, *_: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        pass


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[str]:
    """The address of a page of another site: its file is `index.html` in this test's folder."""
    port = free_port()
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{port}/"
    server.shutdown()
    server.server_close()


def copied(open_page: Open, query: str = "") -> str:
    """The code, as somebody copies it from our page."""
    page = open_page(f"/embed/code/{query}", wait=False)
    return page.get_by_label("Paste this").input_value()


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_copied_code_shows_the_list_in_another_sites_page(
    open_page: Open, foreign: str, tmp_path: Path, scripts: bool
) -> None:
    (tmp_path / "index.html").write_text(FOREIGN.format(code=copied(open_page, "?town=oxford")))
    page = open_page(foreign, scripts=scripts, wait=False, width=600)
    inside = framed(page)
    expect(inside.locator("h1")).to_have_text("Open mics in Oxford")
    assert inside.locator("article").count() > 1
    assert inside.locator("script").count() == 0
    title = inside.locator("article h3 a").first.inner_text()
    with page.context.expect_page() as opened:
        inside.locator("article h3 a").first.click()
    assert page.url == foreign
    expect(opened.value.locator("h1")).to_have_text(title)
    if scripts:
        assert opened.value.evaluate("() => window.opener") is None
    assert page.context.cookies() == []


def test_the_list_is_reached_and_left_by_keyboard(open_page: Open, foreign: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(FOREIGN.format(code=copied(open_page)))
    page = open_page(foreign, wait=False, width=600)
    expect(framed(page).locator("article").first).to_be_visible()
    page.get_by_role("button", name="Ours").focus()
    page.keyboard.press("Tab")
    if not framed(page).locator("article a:focus").count():  # the frame itself scrolls, and so is a stop
        page.keyboard.press("Tab")
    expect(framed(page).locator("article a").first).to_be_focused()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.wait_for_url("**/e/**")


REFUSED = ["/", "/towns/oxford/", "night", "/submit/", "/sign-in/", "/embed/code/", "/events/partial-list/",
           "/moderation/", "/nowhere/", "/healthz"]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_every_other_page_is_refused_in_a_frame(
    open_page: Open, foreign: str, tmp_path: Path, console: Console, address: str, running_site
) -> None:
    console.forgive("frame-ancestors", "X-Frame-Options", "chrome-error", "status of 4", "failed: ")
    if address == "night":
        start = open_page("/", scripts=False)
        address = str(start.locator("article a").first.get_attribute("href"))
    code = f'<iframe src="{running_site.url}{address}" title="stolen"></iframe>'
    (tmp_path / "index.html").write_text(FOREIGN.format(code=code))
    page = open_page(foreign, wait=False)
    page.wait_for_load_state("networkidle")
    (frame,) = page.frames[1:]
    assert frame.url.startswith("chrome-error:")
    assert any("frame" in line for line in console.lines)


@SCHEMES
@WIDTHS
@pytest.mark.parametrize(
    "address", ["/embed/", "/embed/?category=comedy&town=abingdon", "/embed/?town=atlantis"]
)
def test_the_embedded_list_is_for_everybody(
    open_page: Open, console: Console, address: str, width: int, scheme: str
) -> None:
    console.forgive("status of 404")
    page = open_page(address, wait=False, width=width, color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@SCHEMES
@WIDTHS
def test_the_page_with_the_code_is_for_everybody(open_page: Open, width: int, scheme: str) -> None:
    page = open_page(
        "/embed/code/?town=oxford", wait=False, width=width, color_scheme=scheme, bypass_csp=True
    )
    page.locator("iframe").scroll_into_view_if_needed()
    expect(framed(page).locator("h1")).to_have_text("Open mics in Oxford")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_another_list_is_chosen_without_scripts(open_page: Open) -> None:
    page = open_page("/", scripts=False)
    page.get_by_role("link", name="Put this list on your site").click()
    page.get_by_label("Town").select_option("witney")
    page.get_by_text("Comedy").first.click()
    page.get_by_role("button", name="Show this list").click()
    assert "/embed/?town=witney&amp;category=comedy" in page.get_by_label("Paste this").input_value()
    expect(framed(page).locator("h1")).to_have_text("Comedy open mics in Witney")
