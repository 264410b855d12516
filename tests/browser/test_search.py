"""Searching as one types, where the page is live."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open


def first_word(page: Page) -> str:
    return page.locator("article h3 a").nth(2).inner_text().split()[0]


def test_typing_finds_without_another_key(open_page: Open) -> None:
    page = open_page("/")
    word = first_word(page)
    page.locator("#q").press_sequentially(word, delay=40)
    page.wait_for_url(lambda url: url.endswith(f"?q={word}"))
    expect(page.locator("article").first).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "q"
    expect(page.locator("#q")).to_have_value(word)


def test_a_search_typed_on_is_one_step_back(open_page: Open) -> None:
    page = open_page("/")
    page.locator("#q").press_sequentially("open", delay=40)
    page.wait_for_url("**/?q=open")
    page.locator("#q").press_sequentially(" mic", delay=40)
    page.wait_for_url("**/?q=open+mic")
    page.go_back()
    page.wait_for_url(lambda url: "q=" not in url)
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("h1")).to_have_text("Open mics in Oxfordshire")


def test_emptying_the_box_shows_everything_again(open_page: Open) -> None:
    page = open_page("/?q=zzzznothing")
    page.locator("#q").fill("")
    expect(page.locator("article").first).to_be_visible()
    assert "q=" not in page.url


def test_the_last_letter_wins_however_fast_one_types(open_page: Open) -> None:
    page = open_page("/")
    page.locator("#q").press_sequentially("poetry slam", delay=230)
    page.wait_for_url("**/?q=poetry+slam")
    page.wait_for_timeout(500)
    assert page.url.endswith("?q=poetry+slam")
    expect(page.locator("#q")).to_have_value("poetry slam")


def test_a_mistyped_word_finds_what_was_meant_and_keeps_what_was_typed(open_page: Open) -> None:
    for scripts in (True, False):
        page = open_page("/?q=acustic", scripts=scripts)
        expect(page.get_by_role("status")).to_contain_text("Showing results for acoustic")
        expect(page.locator("article").first).to_be_visible()
        expect(page.locator("#q")).to_have_value("acustic")


def test_typing_on_while_the_answer_is_on_its_way_loses_no_letter(open_page: Open) -> None:
    page = open_page("/")
    page.locator("#q").press_sequentially("open", delay=20)
    page.wait_for_url("**/?q=open", wait_until="commit")
    page.locator("#q").press_sequentially(" mic", delay=5)
    expect(page.locator("#q")).to_have_value("open mic")
    page.wait_for_url("**/?q=open+mic")


def test_a_space_at_the_end_of_a_word_stays_while_one_types(open_page: Open) -> None:
    page = open_page("/")
    page.locator("#q").press_sequentially("open ", delay=20)
    page.wait_for_url("**/?q=open")
    page.wait_for_timeout(600)
    page.locator("#q").press_sequentially("mic", delay=20)
    page.wait_for_url("**/?q=open+mic")
    expect(page.locator("#q")).to_have_value("open mic")
