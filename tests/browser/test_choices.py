"""The choice made last counts, keyboards are not rushed, and what was wrong is said in either world."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from openmic import clock
from tests.browser.conftest import Open, Wire, live

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])


def test_a_day_can_be_typed_key_by_key(open_page: Open) -> None:
    day = clock.today() + timedelta(days=3)
    page = open_page("/")
    page.get_by_text("Choose days").click()
    page.locator("#on").focus()
    page.keyboard.type(f"{day:%m%d%Y}", delay=120)  # in the order of the browser's own language, en-US
    page.wait_for_url(f"**/?on={day}")
    expect(page.locator("#on")).to_have_value(str(day))
    assert page.evaluate("document.activeElement.id") == "on"


def test_tonight_after_a_day_means_tonight(open_page: Open) -> None:
    page = open_page(f"/?on={clock.today() + timedelta(days=3)}")
    page.select_option("#when", "tonight")
    page.wait_for_url("**/?when=tonight")
    expect(page.locator("#on")).to_have_value("")
    page.get_by_text("Choose days").click()
    day = str(clock.today() + timedelta(days=2))
    page.fill("#on", day)
    page.locator("#on").dispatch_event("change")
    page.wait_for_url(f"**/?on={day}")
    expect(page.locator("#when")).to_have_value("")


def test_a_choice_made_before_the_last_one_is_answered_wins(open_page: Open) -> None:
    wire = Wire()
    page = open_page("/", wire=wire)
    page.get_by_text("Choose days").click()
    wire.is_held = True
    page.select_option("#when", "tonight")
    page.wait_for_url("**/?when=tonight", wait_until="commit")
    page.fill("#on", str(clock.today() + timedelta(days=2)))
    page.wait_for_timeout(300)
    wire.let_go()
    page.wait_for_url(f"**/?on={clock.today() + timedelta(days=2)}")
    expect(page.locator("#when")).to_have_value("")


def test_another_address_in_the_same_tab_shows_nothing_of_the_old_list(open_page: Open) -> None:
    page = open_page("/?when=week&category=spoken")
    for _ in range(3):
        page.goto("/?q=open&town=oxford&category=music", wait_until="commit")
        live(page)
        expect(page.locator("#category-spoken")).not_to_be_checked()
        page.get_by_role("link", name="Remove Oxford").click()
        page.wait_for_url("**/?q=open&category=music")
        expect(page.locator("#town")).to_have_value("")
        expect(page.locator("#q")).to_have_value("open")


def test_filters_let_go_of_one_after_the_other_stay_away(open_page: Open) -> None:
    wire = Wire()
    page = open_page("/?town=oxford&category=music&category=spoken", wire=wire)
    wire.is_held = True
    page.get_by_role("link", name="Remove Oxford").click()
    page.wait_for_url("**/?category=music&category=spoken", wait_until="commit")
    page.get_by_role("link", name="Remove Music").click()
    page.wait_for_timeout(200)
    wire.let_go()
    page.wait_for_url("**/?category=spoken")
    expect(page.locator("h1")).to_have_text("Spoken word open mics in Oxfordshire")


def test_an_answer_that_never_comes_is_asked_for_as_a_whole_page(open_page: Open) -> None:
    wire = Wire()
    page = open_page("/", wire=wire)
    wire.is_held = True
    page.select_option("#town", "oxford")
    page.wait_for_url("**/?town=oxford", wait_until="commit")
    with page.expect_navigation(wait_until="commit"):
        pass
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")


def test_without_a_line_the_page_says_so(open_page: Open) -> None:
    page = open_page("/")
    page.context.set_offline(True)
    expect(page.get_by_text("We’ve lost the live connection")).to_be_visible()
    expect(page.locator("#page")).to_have_attribute("data-live", "no")
    page.context.set_offline(False)
    live(page)
    expect(page.get_by_text("We’ve lost the live connection")).to_have_count(0)


@pytest.mark.parametrize("name", ["Clear filters", "Remove Oxford"])
def test_the_last_filter_let_go_of_by_keyboard_leaves_the_focus_on_the_heading(
    open_page: Open, name: str
) -> None:
    page = open_page("/?town=oxford")
    page.get_by_role("link", name=name).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Open mics in Oxfordshire")
    expect(page.locator("h1")).to_be_focused()


def test_clearing_the_only_day_leaves_the_focus_where_the_days_were(open_page: Open) -> None:
    page = open_page(f"/?on={clock.today() + timedelta(days=2)}")
    page.locator("#on").focus()
    page.fill("#on", "")
    page.wait_for_url(lambda url: "on=" not in url)
    expect(page.locator("summary")).to_be_focused()


def test_without_scripts_two_times_at_once_are_said_to_be_one_too_many(open_page: Open) -> None:
    page = open_page(f"/?on={clock.today()}", scripts=False)
    page.select_option("#when", "weekend")
    page.get_by_role("button", name="Show nights").click()
    expect(page.get_by_text("A day is chosen too. Clear it to use this.")).to_be_visible()


def test_walking_through_a_list_by_keyboard_is_one_step_back(open_page: Open) -> None:
    page = open_page("/")
    page.locator("#town").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(100)
    page.wait_for_url("**/?town=*")
    expect(page.locator("h1")).not_to_have_text("Open mics in Oxfordshire")
    page.go_back()
    page.wait_for_url(lambda url: "town=" not in url)
    expect(page.locator("h1")).to_have_text("Open mics in Oxfordshire")


@BOTH
def test_what_was_wrong_with_an_address_is_said_in_both_worlds(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    page.goto("/?town=nope")
    if scripts:
        live(page)
    expect(page.get_by_text("We don’t know that town.")).to_be_visible()
    page.locator(".wordmark").click()
    page.wait_for_url(lambda url: "town" not in url)
    expect(page.get_by_text("We don’t know that town.")).to_have_count(0)


@BOTH
def test_clearing_the_filters_also_clears_what_was_not_sent(open_page: Open, scripts: bool) -> None:
    page = open_page("/?town=oxford", scripts=scripts)
    page.locator("#q").fill("ha", no_wait_after=True)
    page.get_by_role("link", name="Clear filters").press("Enter")
    page.wait_for_url(lambda url: url.endswith("/") and "?" not in url)
    expect(page.locator("#q")).to_have_value("")
    page.wait_for_timeout(500)
    expect(page.locator("h1")).to_have_text("Open mics in Oxfordshire")


def test_more_nights_are_counted_aloud(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Load more").click()
    expect(page.locator("[role=status]")).to_contain_text("shown")


@BOTH
def test_made_up_nights_are_marked_one_by_one(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    assert page.locator("article").count() == page.locator("article", has_text="Sample").count()
