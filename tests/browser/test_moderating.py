"""Moderators at their browsers, live: what one decides the others see, and nobody loses the thread."""

import time

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import live
from tests.browser.moderating_site import Moderate, keep, waiting
from tests.browser.submitting_site import ask
from tests.running import RunningSite

SECOND = 1_000  # milliseconds in which another moderator's browser shows a decision
STANDING = "SELECT title, status, held_at IS NOT NULL FROM event ORDER BY title"


def item(page: Page, title: str) -> Locator:
    """One night of the queue."""
    return page.locator("[data-item]").filter(
        has=page.get_by_role("heading", level=2, name=title, exact=True)
    )


def titles(page: Page) -> list[str]:
    return page.locator("[data-item] h2").all_inner_texts()


def three(site: RunningSite) -> None:
    keep(site, *(waiting(f"Night {name}", minutes=place) for place, name in enumerate("ABC", start=1)))


def test_two_moderators_see_each_others_decisions_at_once(queued: RunningSite, moderate: Moderate):
    three(queued)
    sam, jo = moderate(), moderate()
    assert titles(sam) == titles(jo) == ["Night A", "Night B", "Night C"]
    item(sam, "Night B").get_by_role("button", name="Approve").click()
    expect(item(jo, "Night B")).to_have_count(0, timeout=SECOND)
    expect(item(sam, "Night B")).to_have_count(0, timeout=SECOND)
    item(jo, "Night A").get_by_role("button", name="Hold").click()
    expect(item(sam, "Night A")).to_have_count(0, timeout=SECOND)
    expect(sam.get_by_role("heading", level=1)).to_have_text("1 night waits")
    sam.get_by_role("button", name="Undo").click()
    expect(item(jo, "Night B")).to_have_count(1, timeout=SECOND)
    keep(queued, waiting("Night D", minutes=0))
    for page in (sam, jo):
        expect(item(page, "Night D")).to_have_count(1, timeout=SECOND)
        expect(page.get_by_role("heading", level=1)).to_have_text("3 nights wait")


def test_twenty_nights_are_decided_by_keyboard_alone_in_less_than_a_minute(
    queued: RunningSite, moderate: Moderate
):
    keep(queued, *(waiting(f"Night {number:02}", minutes=number) for number in range(20)))
    page = moderate()
    began = time.monotonic()
    page.keyboard.press("j")
    for number in range(20):
        expect(item(page, f"Night {number:02}")).to_be_focused()
        if number % 5 == 4:
            page.keyboard.press("r")
            expect(item(page, f"Night {number:02}").get_by_label("Why")).to_be_focused()
            page.keyboard.type("Details")
            page.keyboard.press("Tab")
            page.keyboard.type("When does sign-up begin? Are jokes all right?")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("h" if number % 5 == 3 else "a")
        expect(item(page, f"Night {number:02}")).to_have_count(0)
    expect(page.get_by_role("heading", level=1, name="Nothing waits")).to_be_focused()
    assert time.monotonic() - began < 60
    standing = [(status, held) for _, status, held in ask(queued, STANDING)]
    assert [
        standing.count(one) for one in (("published", False), ("rejected", False), ("pending", True))
    ] == [
        12,
        4,
        4,
    ]
    page.keyboard.press("u")
    expect(item(page, "Night 19")).to_have_count(1)


def test_the_focus_goes_on_when_somebody_else_decides_the_night_that_has_it(
    queued: RunningSite, moderate: Moderate
):
    three(queued)
    sam, jo = moderate(), moderate()
    item(sam, "Night B").get_by_role("button", name="Hold").focus()
    item(jo, "Night B").get_by_role("button", name="Approve").click()
    expect(item(sam, "Night C")).to_be_focused()
    item(jo, "Night C").get_by_role("button", name="Approve").click()
    expect(item(sam, "Night A")).to_be_focused()
    item(jo, "Night A").get_by_role("button", name="Approve").click()
    expect(sam.get_by_role("heading", level=1)).to_be_focused()


def test_words_half_typed_outlast_what_others_decide(queued: RunningSite, moderate: Moderate):
    three(queued)
    sam, jo = moderate(), moderate()
    mine = item(sam, "Night B")
    item(sam, "Night C").locator("input[type=checkbox]").check()
    mine.get_by_text("Reject…").click()
    mine.get_by_label("In your own words").type("When does")
    item(jo, "Night A").get_by_role("button", name="Approve").click()
    expect(item(sam, "Night A")).to_have_count(0)
    sam.keyboard.type(" sign-up begin?")
    expect(mine.get_by_label("In your own words")).to_have_value("When does sign-up begin?")
    expect(mine.get_by_label("In your own words")).to_be_focused()
    expect(item(sam, "Night C").locator("input[type=checkbox]")).to_be_checked()


def test_a_tick_does_not_carry_over_to_other_words(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate()
    item(page, "Night B").locator("input[type=checkbox]").check()
    ask(queued, "UPDATE event SET title = 'Night B, mended', revision = 2 WHERE title = 'Night B'")
    expect(item(page, "Night B, mended").locator("input[type=checkbox]")).not_to_be_checked()


def test_a_reason_has_to_be_chosen_and_what_was_typed_stays(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate()
    mine = item(page, "Night B")
    mine.get_by_text("Reject…").click()
    mine.get_by_label("In your own words").fill("Please say more.")
    mine.get_by_role("button", name="Reject it").click()
    expect(mine.get_by_text("Choose a reason: it is mailed to the organiser.")).to_be_visible()
    expect(mine.get_by_label("In your own words")).to_have_value("Please say more.")
    mine.get_by_label("Why").select_option("details")
    mine.get_by_role("button", name="Reject it").click()
    expect(page.locator("#said .toast")).to_contain_text("Rejected: Night B")
    assert ask(queued, STANDING)[1] == ("Night B", "rejected", False)


def test_keys_can_be_switched_off_and_stay_so_and_never_count_in_a_box(
    queued: RunningSite, moderate: Moderate
):
    three(queued)
    page = moderate()
    page.keyboard.press("?")
    switch = page.get_by_role("switch", name="Use these keys")
    expect(switch).to_be_checked()
    item(page, "Night A").get_by_text("Reject…").click()
    item(page, "Night A").get_by_label("In your own words").type("a jam has a host, x")
    assert titles(page) == ["Night A", "Night B", "Night C"]
    switch.uncheck()
    page.reload()
    live(page)
    item(page, "Night A").focus()
    page.keyboard.press("a")
    page.keyboard.press("j")
    expect(item(page, "Night A")).to_be_focused()
    page.keyboard.press("Tab")  # the page still answers
    assert ask(queued, "SELECT count(*) FROM event WHERE status <> 'pending'") == [(0,)]


def test_a_key_held_down_decides_one_night_only(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate()
    page.keyboard.press("j")
    for _ in range(5):
        page.keyboard.down("a")  # after the first they are repeats
    expect(item(page, "Night A")).to_have_count(0)
    page.keyboard.up("a")
    assert titles(page) == ["Night B", "Night C"]


def test_several_are_decided_at_once_and_undone_at_once(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("button", name="Approve them").click()
    expect(page.locator("#said .toast")).to_contain_text("2 approved")
    assert titles(page) == ["Night C"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="Taken back")).to_be_visible()
    assert titles(page) == ["Night A", "Night B", "Night C"]


def test_earlier_decisions_of_the_minute_can_be_taken_back_as_well(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate()
    for name in "ABC":
        item(page, f"Night {name}").get_by_role("button", name="Approve").click()
        expect(item(page, f"Night {name}")).to_have_count(0)
    page.get_by_text("2 more in the last minute").click()
    page.get_by_role("button", name="Undo : Approved: Night A").click()
    expect(item(page, "Night A")).to_have_count(1)
    assert [one[1] for one in ask(queued, STANDING)] == ["pending", "published", "published"]


def test_who_is_signed_out_elsewhere_is_shown_nothing_more(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate()
    ask(queued, "DELETE FROM sign_in")
    keep(queued, waiting("CANARY night", minutes=0))
    expect(page.get_by_role("heading", level=1, name="Please sign in again")).to_be_visible(timeout=SECOND)
    expect(page.locator("[data-item]")).to_have_count(0)
    assert "CANARY" not in page.content()


def test_a_second_click_too_many_decides_nothing_more(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate()
    item(page, "Night A").get_by_role("button", name="Approve").dblclick()
    expect(item(page, "Night A")).to_have_count(0)
    item(page, "Night B").get_by_role("button", name="Hold").click(click_count=3)
    expect(item(page, "Night B")).to_have_count(0)
    assert ask(queued, STANDING) == [
        ("Night A", "published", False),
        ("Night B", "pending", True),
        ("Night C", "pending", False),
    ]
