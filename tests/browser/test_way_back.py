"""From a list to a night and back: the list as it was, and the focus where one would look for it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, live

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
FOCUSED = "document.activeElement.tagName"


def open_by_keyboard(page: Page, number: int) -> str:
    """Opens a card as the Enter key does; returns its address."""
    link = page.locator("article h3 a").nth(number)
    href = str(link.get_attribute("href"))
    link.press("Enter")
    page.wait_for_url(f"**{href}")
    page.locator("dl").wait_for()
    return href


def test_a_night_opened_in_the_app_has_the_focus_on_its_heading(open_page: Open) -> None:
    page = open_page("/")
    open_by_keyboard(page, 2)
    expect(page.locator("h1")).to_be_focused()
    assert page.title().startswith(page.locator("h1").inner_text())
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article, aside') !== null")


def test_back_finds_the_list_as_it_was_with_the_focus_on_the_night(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Load more").click()
    page.locator("article").nth(30).wait_for()
    href = open_by_keyboard(page, 28)
    page.go_back()
    expect(page.locator(f"article a[href='{href}']")).to_be_focused()
    expect(page.locator(f"article a[href='{href}']")).to_be_in_viewport()
    assert page.locator("article").count() > 30
    assert page.evaluate("scrollY") > 500


def test_back_from_a_filter_the_list_is_as_long_as_it_was(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Load more").click()
    page.locator("article").nth(30).wait_for()
    many, said = page.locator("article").count(), page.locator("main [role=status]").first.inner_text()
    page.get_by_label("Town").select_option("witney")
    page.wait_for_url("**/?town=witney")
    expect(page.locator("h1")).to_have_text("Open mics in Witney")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Open mics in Oxfordshire")
    expect(page.locator("article")).to_have_count(many)
    expect(page.locator("main [role=status]").first).to_have_text(said)


def test_the_breadcrumb_to_where_one_came_from_is_a_step_back(open_page: Open) -> None:
    page = open_page("/")
    length = page.evaluate("history.length")
    page.get_by_role("link", name="Load more").click()
    page.locator("article").nth(30).wait_for()
    href = open_by_keyboard(page, 28)
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="All nights").press("Enter")
    expect(page.locator(f"article a[href='{href}']")).to_be_focused()
    assert page.evaluate("scrollY") > 500
    assert page.evaluate("history.length") == length + 1, "no second entry for the list"


def test_the_breadcrumbs_lead_back_to_the_search_one_comes_from(open_page: Open) -> None:
    page = open_page("/?q=open&town=oxford")
    open_by_keyboard(page, 0)
    crumbs = page.get_by_role("navigation", name="Breadcrumb")
    expect(crumbs.get_by_role("listitem").nth(1)).to_have_text("Open mics in Oxford: open")
    # by way of another night: then it is no step back, but still that list
    page.locator("aside a[href^='/e/']").first.click()
    page.wait_for_function("before => location.pathname !== before", arg=page.url.partition("/e/")[2])
    crumbs.get_by_role("link", name="Open mics in Oxford: open").click()
    page.wait_for_url("**/?q=open&town=oxford")
    expect(page.locator("#q")).to_have_value("open")


def test_a_new_tab_is_still_a_new_tab(open_page: Open) -> None:
    page = open_page("/")
    open_by_keyboard(page, 0)
    night = page.url
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="All nights").click(modifiers=["ControlOrMeta"])
    opened.value.close()
    assert page.url == night


@BOTH
def test_the_breadcrumbs_of_a_night_opened_by_its_address_lead_to_its_town(
    open_page: Open, scripts: bool
) -> None:
    start = open_page("/?town=witney", scripts=False)
    address = str(start.locator("article a").first.get_attribute("href"))
    page = open_page(address, scripts=scripts)
    crumbs = page.get_by_role("navigation", name="Breadcrumb")
    expect(crumbs.get_by_role("listitem")).to_have_text(
        ["All nights", "Witney", page.locator("h1").inner_text()]
    )
    expect(crumbs.locator("[aria-current=page]")).to_have_text(page.locator("h1").inner_text())
    crumbs.get_by_role("link", name="Witney").click()
    page.wait_for_url("**/towns/witney/")
    expect(page.locator("h1")).to_have_text("Open mics in Witney")


@BOTH
def test_another_night_is_a_click_away(open_page: Open, scripts: bool) -> None:
    start = open_page("/", scripts=False)
    several = start.locator(
        "main section", has=start.locator("li:nth-child(2)")
    ).first  # a day with two nights
    page = open_page(str(several.locator("article a").first.get_attribute("href")), scripts=scripts)
    section = page.locator("aside section", has_text="More that night")
    link = section.get_by_role("listitem").get_by_role("link").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    if scripts:
        expect(page.locator("h1")).to_be_focused()


def test_nobodys_focus_is_taken_from_where_they_put_it(open_page: Open) -> None:
    page = open_page("/towns/oxford/")
    assert page.evaluate(FOCUSED) == "BODY", "a page the browser itself loads begins at its beginning"
    page.locator("#town").focus()
    page.select_option("#town", "witney")
    page.wait_for_url("**/?town=witney")
    live(page)
    expect(page.locator("h1")).to_have_text("Open mics in Witney")
    assert page.evaluate("document.activeElement.id") == "town"
