"""From an empty form through the real mail to a night whose address is proved: in both worlds."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from openmic import clock
from tests.browser.conftest import Console, live
from tests.browser.organiser import (
    MAILBOX,
    all_at_once,
    confirm,
    fill,
    link_in,
    onwards,
    step_shown,
    through,
)
from tests.browser.submitting_site import NIGHTS, ask
from tests.mail_sink import Sink
from tests.running import RunningSite

WIDTHS = [1280, 390]


@pytest.fixture
def page(organiser: BrowserContext, console: Console) -> Page:
    """The form, live."""
    page = organiser.new_page()
    console.listen(page, scripts=True)
    page.goto("/submit/")
    live(page)
    return page


@pytest.mark.parametrize("organiser", WIDTHS, indirect=True)
def test_live_a_guest_goes_from_an_empty_form_to_a_proved_night(
    page: Page, site: RunningSite, sink: Sink
) -> None:
    through(page)
    expect(page.locator("h1")).to_have_text("Nearly there: look into your mail")
    assert MAILBOX in page.locator("main").inner_text()
    assert ask(site, NIGHTS) == [("Open mic at the Lantern", "pending", False)]
    confirm(page, link_in(sink, 1))
    expect(page.get_by_text("your address is confirmed")).to_be_visible()
    expect(page.get_by_text("Waiting for a moderator")).to_be_visible()
    assert ask(site, NIGHTS) == [("Open mic at the Lantern", "pending", True)]
    page.goto(link_in(sink, 2))
    expect(page.locator("h1")).to_have_text("Open mic at the Lantern")


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_the_same(browser: Browser, site: RunningSite, sink: Sink, width: int) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}, base_url=site.url
    )
    page = context.new_page()
    page.goto("/submit/")
    all_at_once(page)
    confirm(page, link_in(sink, 1))
    assert ask(site, NIGHTS) == [("Open mic at the Lantern", "pending", True)]
    page.goto(link_in(sink, 2))
    expect(page.locator("h1")).to_have_text("Open mic at the Lantern")
    context.close()


def test_back_loses_nothing(page: Page) -> None:
    through(page, upto="who")
    fill(page, "who")
    for name in ("where", "when", "what"):
        page.get_by_role("button", name="Back").click()
        step_shown(page, name)
    assert page.locator("#title").input_value() == "Open mic at the Lantern"
    for name in ("when", "where", "who"):
        onwards(page)
        step_shown(page, name)
    assert page.locator("#organiser_email").input_value() == MAILBOX
    assert page.locator("#postcode").input_value() == "OX1 1AA"
    assert page.locator("#ends").input_value() == "22:30"
    assert page.locator("#consent").is_checked()
    onwards(page)
    page.wait_for_url("**/submit/sent/**")


def test_what_is_wrong_is_announced_and_takes_the_focus(page: Page) -> None:
    onwards(page)
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    assert summary.get_attribute("role") == "alert"
    summary.get_by_role("link", name="Give the night a title.").click()
    expect(page.locator("#title")).to_be_focused()
    assert page.locator("#title").get_attribute("aria-invalid") == "true"
    assert page.locator("#title-problem").inner_text() == "Give the night a title."
    fill(page, "what")
    onwards(page)
    step_shown(page, "when")
    expect(page.locator("#step-when")).to_be_focused()
    expect(page.locator("[data-summary]")).to_have_count(0)


def test_the_card_is_shown_as_it_will_look(page: Page) -> None:
    through(page, upto="where")
    card = page.locator("section", has_text="How it will look")
    expect(card.locator("article")).to_contain_text("Open mic at the Lantern")
    expect(card.locator("article")).to_contain_text("7.30pm")


def test_a_venue_we_know_brings_its_address_but_not_over_what_was_typed(page: Page) -> None:
    name = page.locator("#venues option").first.get_attribute("value")
    through(page, upto="where")
    page.get_by_label("Venue").fill(str(name))
    page.get_by_label("Town").focus()
    expect(page.get_by_label("Address", exact=True)).not_to_have_value("")
    page.get_by_label("Address", exact=True).fill("9 My Own Road")
    page.get_by_label("Venue").focus()
    page.get_by_label("Town").focus()
    page.wait_for_timeout(300)
    assert page.get_by_label("Address", exact=True).input_value() == "9 My Own Road"


def test_a_double_click_on_send_it_in_makes_one_night(page: Page, site: RunningSite, sink: Sink) -> None:
    through(page, upto="who")
    fill(page, "who")
    page.get_by_role("button", name="Send it in").dblclick()
    expect(page).to_have_url(re.compile("/submit/sent/"))
    sink.wait_for(1)
    page.wait_for_timeout(1500)
    assert len(ask(site, NIGHTS)) == 1
    assert len(sink.mails) == 1


def same_either_way() -> str:
    """A day to come that is typed alike whether the browser wants the day or the month first."""
    days = (clock.today() + timedelta(days=number) for number in range(2, 70))
    return next(f"{day:%d%m%Y}" for day in days if day.day == day.month)


def test_by_keyboard_alone(page: Page, site: RunningSite, sink: Sink) -> None:
    def tab_to(name: str) -> None:
        for _ in range(25):
            if page.locator(f"#{name}").evaluate("one => one === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{name} is not to be reached")

    def put(name: str, words: str) -> None:
        tab_to(name)
        page.keyboard.type(words)

    put("title", "Open mic by hand")
    put("category", "Comedy")
    page.keyboard.press("Tab")
    page.locator("#title").focus()
    page.keyboard.press("Enter")
    step_shown(page, "when")
    put("on", same_either_way())
    put("starts", "1930PM")
    assert page.locator("#starts").input_value() == "19:30"
    page.keyboard.press("Enter")
    step_shown(page, "where")
    put("venue_name", "The Paper Lantern")
    put("town", "Oxford")
    put("postcode", "OX1 1AA")
    page.keyboard.press("Enter")
    step_shown(page, "who")
    put("organiser_name", "Robin Example")
    put("organiser_email", MAILBOX)
    tab_to("consent")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/sent/**")
    page.goto(link_in(sink, 1))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.get_by_role("button", name="Yes, confirm").evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/manage/**")
    assert ask(site, NIGHTS) == [("Open mic by hand", "pending", True)]
