"""What is typed is never lost: a closed tab, a lost line, a walk through the site, a picture chosen early."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.adapters import drawn
from tests.browser.conftest import Console, live
from tests.browser.organiser import fill, onwards, step_shown, through
from tests.browser.submitting_site import NIGHTS, ask
from tests.conftest import clone
from tests.running import RunningSite, free_port, running

DRAFT = "Half a night"


@pytest.fixture
def page(organiser: BrowserContext, console: Console) -> Page:
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


def test_what_is_typed_while_react_takes_over_is_kept(page: Page) -> None:
    page.evaluate(
        "document.addEventListener('input', (event) => event.stopPropagation(), true)"
    )  # as it does
    half_typed(page)
    page.reload()
    live(page)
    is_there(page)


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


def test_a_form_one_walks_to_keeps_its_draft_as_well(organiser: BrowserContext, console: Console) -> None:
    page = organiser.new_page()
    console.listen(page, scripts=True)
    page.goto("/")
    live(page)
    page.get_by_role("link", name="Add your night").click()
    page.wait_for_url("**/submit/")
    live(page)
    half_typed(page)
    page.reload()
    live(page)
    is_there(page)


def test_a_killed_server_loses_nothing(
    browser: Browser, console: Console, server: str, template: str, tmp_path: Path
) -> None:
    console.forgive("WebSocket connection to", "Failed to load resource", "net::ERR_CONNECTION_REFUSED")
    with clone(server, template, f"{template}_drafts") as url:
        settings = {"DATABASE_URL": url, "PORT": str(free_port())}
        context = browser.new_context()
        page = context.new_page()
        console.listen(page, scripts=False)
        with running(tmp_path, **settings) as first:
            page.goto(f"{first.url}/submit/")
            live(page)
            through(page, upto="where")
            fill(page, "where")
            first.kill()
            expect(page.get_by_text("We’ve lost the live connection")).to_be_visible()
        with running(tmp_path, **settings):
            live(page)
            for name in ("what", "when", "where"):
                step_shown(page, name)
                onwards(page)
            step_shown(page, "who")
            assert page.locator("#title").input_value() == "Open mic at the Lantern"
            assert page.locator("#venue_name").input_value() == "The Paper Lantern"
            assert page.locator("#postcode").input_value() == "OX1 1AA"
        context.close()


def test_a_picture_chosen_before_the_page_is_live_is_kept(
    organiser: BrowserContext, tmp_path: Path, console: Console
) -> None:
    file = tmp_path / "singer.png"
    file.write_bytes(drawn.saved(drawn.SCENE))
    page = organiser.new_page()
    console.listen(page, scripts=True)
    held: list[Route] = []
    page.route("**/assets/*.js", lambda route: held.append(route))
    page.goto("/submit/", wait_until="commit")
    page.get_by_label("Name of the night").fill(DRAFT)
    page.locator("summary").click()
    page.locator("#picture").set_input_files(file)
    assert held
    page.unroute("**/assets/*.js")  # lets them through
    live(page)
    assert page.locator("#picture").evaluate("one => one.files[0].name") == "singer.png"
    assert page.get_by_label("Name of the night").input_value() == DRAFT
