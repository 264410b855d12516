"""What is typed is never lost: a closed tab, a lost line, a walk through the site, a picture chosen early."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, WebSocketRoute, expect

from tests.adapters import drawn
from tests.browser.conftest import Console, live
from tests.browser.organiser import fill, onwards, step_shown, through
from tests.browser.submitting_site import NIGHTS, ask
from tests.running import RunningSite

DRAFT = "Half a night"


class Line:
    """The websockets of a page, to be cut."""

    def __init__(self) -> None:
        self.open: list[WebSocketRoute] = []

    def connect(self, socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        self.open.append(socket)

    def cut(self) -> None:
        for socket in self.open:
            socket.close(code=1011)
        self.open.clear()


@pytest.fixture
def page(organiser: BrowserContext, console: Console) -> Iterator[Page]:
    """The form, live."""
    page = organiser.new_page()
    console.listen(page, scripts=True)
    page.goto("/submit/")
    live(page)
    return page


def half_typed(page: Page) -> None:
    page.get_by_label("Name of the night").fill(DRAFT)
    page.get_by_label("Kind of night").select_option("comedy")
    page.get_by_label("About it").fill("Bring a song.")


def is_there(page: Page) -> None:
    expect(page.get_by_label("Name of the night")).to_have_value(DRAFT)
    expect(page.get_by_label("Kind of night")).to_have_value("comedy")
    expect(page.get_by_label("About it")).to_have_value("Bring a song.")


def test_a_closed_tab_loses_nothing(organiser: BrowserContext, page: Page, console: Console) -> None:
    half_typed(page)
    page.close()
    again = organiser.new_page()
    console.listen(again, scripts=True)
    again.goto("/submit/")
    live(again)
    is_there(again)
    again.wait_for_timeout(500)
    is_there(again)


def test_all_steps_of_a_draft_come_back_and_can_be_sent(
    organiser: BrowserContext, page: Page, site: RunningSite
) -> None:
    through(page, upto="who")
    fill(page, "who")
    page.reload()
    live(page)
    for name in ("what", "when", "where", "who"):
        step_shown(page, name)
        onwards(page)
    page.wait_for_url("**/submit/sent/**")
    assert ask(site, NIGHTS) == [("Open mic at the Lantern", "pending", False)]


def test_a_draft_is_forgotten_when_the_night_has_arrived(organiser: BrowserContext, page: Page) -> None:
    through(page)
    page.goto("/submit/")
    live(page)
    assert page.get_by_label("Name of the night").input_value() == ""
    assert page.evaluate("localStorage.getItem('openmic-draft')") is None


def test_a_walk_through_the_site_loses_nothing(page: Page) -> None:
    half_typed(page)
    page.get_by_role("link", name="Tonight").click()
    page.wait_for_url("**/tonight/")
    live(page)
    page.get_by_role("link", name="Add your night").click()
    page.wait_for_url("**/submit/")
    live(page)
    is_there(page)


def test_a_lost_line_loses_nothing(organiser: BrowserContext, console: Console) -> None:
    console.forgive("WebSocket connection to")
    page, line = organiser.new_page(), Line()
    console.listen(page, scripts=True)
    page.route_web_socket("**", line.connect)
    page.goto("/submit/")
    live(page)
    through(page, upto="where")
    fill(page, "where")
    line.cut()
    step_shown(page, "what")  # the connection is new, and begins with the first step
    live(page)
    for name in ("what", "when", "where"):
        step_shown(page, name)
        onwards(page)
    step_shown(page, "who")
    assert page.locator("#title").input_value() == "Open mic at the Lantern"
    assert page.locator("#venue_name").input_value() == "The Paper Lantern"


def test_a_picture_chosen_before_the_page_is_live_is_kept(
    organiser: BrowserContext, tmp_path: Path, console: Console
) -> None:
    file = tmp_path / "singer.png"
    file.write_bytes(drawn.saved(drawn.SCENE))
    page = organiser.new_page()
    console.listen(page, scripts=True)
    held: list[Route] = []
    page.route("**/assets/*.js", held.append)
    page.goto("/submit/", wait_until="commit")
    page.get_by_label("Name of the night").fill(DRAFT)
    page.locator("summary").click()
    page.locator("#picture").set_input_files(file)
    assert held
    page.unroute("**/assets/*.js")  # lets them through
    live(page)
    assert page.locator("#picture").evaluate("one => one.files[0].name") == "singer.png"
    assert page.get_by_label("Name of the night").input_value() == DRAFT
