"""Finding a night, live and with scripts off: the same addresses, the same answers."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, live

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])


def tick(page: Page, kind: str) -> None:
    """Ticks a kind of night, or unticks it, as a person does: by its label."""
    page.locator(f"label[for=category-{kind}]").click()


def send(page: Page, *, scripts: bool) -> None:
    """With scripts a choice sends the form by itself; without them there is the button."""
    if not scripts:
        page.get_by_role("button", name="Show nights").click()


@BOTH
def test_a_town_is_chosen(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    page.select_option("#town", "oxford")
    send(page, scripts=scripts)
    page.wait_for_url("**/?town=oxford")
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")
    expect(page.locator("#town")).to_have_value("oxford")
    assert all("Oxford" in words for words in page.locator("article").all_inner_texts())


@BOTH
@pytest.mark.parametrize("when", ["tonight", "week", "weekend"])
def test_a_time_is_chosen(open_page: Open, scripts: bool, when: str) -> None:
    page = open_page("/", scripts=scripts)
    page.select_option("#when", when)
    send(page, scripts=scripts)
    page.wait_for_url(f"**/?when={when}")
    expect(page.locator("#when")).to_have_value(when)


@BOTH
def test_a_day_is_chosen(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    day = str(page.locator("section h2 time").nth(1).get_attribute("datetime"))
    page.get_by_text("Choose days").click()
    page.fill("#on", day)
    page.locator("#on").dispatch_event("change")
    send(page, scripts=scripts)
    page.wait_for_url(f"**/?on={day}")
    expect(page.locator("section h2 time")).to_have_count(1)
    expect(page.locator("section h2 time")).to_have_attribute("datetime", day)
    last = str(date.fromisoformat(day) + timedelta(days=3))
    page.fill("#until", last)
    page.locator("#until").dispatch_event("change")
    send(page, scripts=scripts)
    page.wait_for_url(f"**/?on={day}&until={last}")
    expect(page.locator("section h2 time").nth(1)).to_be_visible()
    days = page.locator("section h2 time").evaluate_all("times => times.map(time => time.dateTime)")
    assert all(day <= one <= last for one in days)


@BOTH
def test_words_are_searched_with_the_enter_key(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    word = page.locator("article h3 a").first.inner_text().split()[0]
    page.fill("#q", word)
    page.locator("#q").press("Enter")
    page.wait_for_url("**/?q=*")
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("#q")).to_have_value(word)


@BOTH
def test_filters_add_up_and_can_be_cleared(open_page: Open, scripts: bool) -> None:
    page = open_page("/?town=oxford", scripts=scripts)
    tick(page, "music")
    send(page, scripts=scripts)
    page.wait_for_url("**/?town=oxford&category=music")
    tick(page, "spoken")
    send(page, scripts=scripts)
    page.wait_for_url("**/?town=oxford&category=music&category=spoken")
    expect(page.locator("h1")).to_have_text("Music and spoken word open mics in Oxford")
    page.get_by_role("link", name="Remove Oxford").click()
    page.wait_for_url("**/?category=music&category=spoken")
    expect(page.locator("#town")).to_have_value("")
    page.get_by_role("link", name="Clear filters").click()
    page.wait_for_url(lambda url: url.endswith("/") and "?" not in url)
    expect(page.locator("#category-music")).not_to_be_checked()
    expect(page.locator("#category-spoken")).not_to_be_checked()


@BOTH
def test_each_choice_says_how_many_nights_it_has_and_keeps_its_word(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    promised = page.locator("label[for=category-comedy] span").nth(1).inner_text()
    tick(page, "comedy")
    send(page, scripts=scripts)
    page.wait_for_url("**/?category=comedy")
    expect(page.get_by_role("status")).to_have_text(f"{promised} nights")


@BOTH
def test_an_empty_list_leads_to_a_wider_one(open_page: Open, scripts: bool) -> None:
    page = open_page("/?q=zzzz&town=oxford", scripts=scripts)
    page.get_by_role("link", name="Without “zzzz”").click()
    page.wait_for_url("**/?town=oxford")
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("")


@BOTH
@pytest.mark.parametrize("path", ["/tonight/", "/this-week/", "/this-weekend/"])
def test_a_near_time_has_its_own_page(open_page: Open, scripts: bool, path: str) -> None:
    page = open_page(path, scripts=scripts)
    shown = page.locator("h1").inner_text()
    tick(page, "music")
    send(page, scripts=scripts)
    page.wait_for_url("**/?when=*&category=music")
    expect(page.locator("h1")).to_have_text(shown.replace("Open mics", "Music open mics"))
    expect(page.locator("#category-music")).to_be_checked()


@BOTH
def test_a_venue_has_its_own_finder(open_page: Open, scripts: bool) -> None:
    page = open_page("/venues/the-gilded-ferret-oxford/", scripts=scripts)
    expect(page.locator("h1")).to_have_text("Open mics at The Gilded Ferret")
    assert all("Gilded Ferret" in words for words in page.locator("article").all_inner_texts())
    page.select_option("#when", "tonight")
    send(page, scripts=scripts)
    page.wait_for_url("**/venues/the-gilded-ferret-oxford/?when=tonight")
    expect(page.locator("h1")).to_have_text("Open mics at The Gilded Ferret tonight")


@BOTH
def test_nothing_found_leads_on(open_page: Open, scripts: bool) -> None:
    page = open_page("/?q=zzzznothing", scripts=scripts)
    expect(page.get_by_role("heading", name="No nights match")).to_be_visible()
    page.get_by_role("link", name="See everything coming up").click()
    expect(page.locator("article").first).to_be_visible()


@BOTH
def test_load_more_shows_the_nights_that_follow(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    first = page.locator("article a").evaluate_all("links => links.map(link => link.href)")
    page.get_by_role("link", name="Load more").click()
    page.wait_for_function(
        "known => [...document.querySelectorAll('article a')].some(a => !known.includes(a.href))", arg=first
    )
    now = page.locator("article a").evaluate_all("links => links.map(link => link.href)")
    assert len(now) == len(set(now))
    assert now[: len(first)] == first if scripts else not set(now) & set(first)


@BOTH
def test_back_and_deep_links_are_right(open_page: Open, scripts: bool) -> None:
    page = open_page("/?town=oxford", scripts=scripts)
    tick(page, "comedy")
    send(page, scripts=scripts)
    page.wait_for_url("**category=comedy")
    page.go_back()
    page.wait_for_url("**/?town=oxford")
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")
    expect(page.locator("#category-comedy")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#category-comedy")).to_be_checked()


@BOTH
def test_a_towns_page_changes_its_filters_and_its_town(open_page: Open, scripts: bool) -> None:
    page = open_page("/towns/oxford/", scripts=scripts)
    tick(page, "music")
    send(page, scripts=scripts)
    page.wait_for_url("**/?town=oxford&category=music")
    expect(page.locator("h1")).to_have_text("Music open mics in Oxford")
    page.select_option("#town", "witney")
    send(page, scripts=scripts)
    page.wait_for_url("**/?town=witney&category=music")
    page.select_option("#town", "")
    send(page, scripts=scripts)
    page.wait_for_url("**/?category=music")
    expect(page.locator("h1")).to_have_text("Music open mics in Oxfordshire")


def test_a_filter_change_keeps_the_focus_where_it_is(open_page: Open) -> None:
    page = open_page("/")
    page.locator("#town").focus()
    page.keyboard.type("Witney")
    page.wait_for_url("**town=witney")
    expect(page.locator("h1")).to_have_text("Open mics in Witney")
    assert page.evaluate("document.activeElement.id") == "town"


def test_the_list_is_as_it_was_when_one_comes_back_from_a_night(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Load more").click()
    expect(page.locator("article").nth(30)).to_be_visible()
    count = page.locator("article").count()
    page.locator("article a").nth(28).focus()
    before = page.evaluate("scrollY")
    # not a click: it waits for the card under it to be still, and may scroll meanwhile
    page.locator("article a").nth(28).press("Enter")
    page.wait_for_url("**/e/**")
    expect(page.locator("dl")).to_be_visible()
    page.go_back()
    expect(page.locator("article")).to_have_count(count)
    page.wait_for_function("before => Math.abs(scrollY - before) < 50", arg=before)


def test_from_one_night_to_another_the_old_one_never_shows(open_page: Open) -> None:
    page = open_page("/")
    links = page.locator("article a").evaluate_all(
        "links => links.slice(0, 2).map(a => [a.getAttribute('href'), a.innerText])"
    )
    page.goto(links[0][0])
    live(page)
    page.get_by_role("link", name="All nights").click()
    page.wait_for_url(lambda url: url.endswith("/") and "/e/" not in url)
    page.evaluate(
        """old => { window.stale = false; new MutationObserver(() => {
          const shown = document.querySelector('h1')?.innerText;
          if (location.pathname !== old && shown === window.oldTitle) window.stale = true;
        }).observe(document, {childList: true, subtree: true, characterData: true}) }""",
        links[0][0],
    )
    page.evaluate("title => { window.oldTitle = title }", links[0][1])
    page.locator(f'a[href="{links[1][0]}"]').click()
    expect(page.locator("h1")).to_have_text(links[1][1])
    assert page.evaluate("window.stale") is False


def test_going_back_right_after_a_search_empties_the_box(open_page: Open) -> None:
    page = open_page("/")
    page.fill("#q", "zzzznothing")
    page.locator("#q").press("Enter")
    expect(page.get_by_role("heading", name="No nights match")).to_be_visible()
    page.go_back()
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("")


def test_words_not_sent_yet_outlive_another_filters_answer(open_page: Open) -> None:
    page = open_page("/")
    page.select_option("#town", "oxford")
    page.locator("#q").press_sequentially("half a wor", delay=20)
    expect(page.locator("h1")).to_have_text("Open mics in Oxford")
    page.wait_for_timeout(200)
    expect(page.locator("#q")).to_have_value("half a wor")
