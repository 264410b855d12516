"""The same queue without any script: links, forms, and whole pages."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Console
from tests.browser.moderating_site import Moderate, keep, waiting
from tests.browser.submitting_site import ask
from tests.browser.test_moderating import STANDING, item, three, titles
from tests.running import RunningSite


def told(page: Page) -> Locator:
    """What the page says was just done."""
    return page.locator("#said")


def test_approving_holding_and_undoing(queued: RunningSite, moderate: Moderate):
    three(queued)
    page = moderate(scripts=False)
    item(page, "Night A").get_by_role("button", name="Approve").click()
    expect(told(page)).to_contain_text("Approved: Night A")
    following = item(page, "Night B").get_attribute("id")
    assert page.url.endswith(f"/moderation/#{following}")
    item(page, "Night B").get_by_role("button", name="Hold").click()
    expect(told(page)).to_contain_text("Held: Night B")
    assert titles(page) == ["Night C"]
    page.get_by_role("link", name="On hold 1").click()
    item(page, "Night B").get_by_role("button", name="Put back").click()
    page.get_by_role("link", name="Waiting", exact=True).click()
    assert titles(page) == ["Night B", "Night C"]
    page.get_by_role("button", name="Undo").first.click()
    expect(told(page)).to_contain_text("Taken back")
    assert [one[1:] for one in ask(queued, STANDING)] == [
        ("published", False),
        ("pending", True),
        ("pending", False),
    ]


def test_a_reason_has_to_be_chosen_and_what_was_typed_stays(
    queued: RunningSite, moderate: Moderate, console: Console
):
    console.forgive("status of 422")
    three(queued)
    page = moderate(scripts=False)
    item(page, "Night B").locator("summary").click()
    item(page, "Night B").get_by_label("In your own words").fill("Please say more.")
    item(page, "Night B").get_by_role("button", name="Reject it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a reason")
    mine = item(page, "Night B")
    expect(mine.get_by_label("In your own words")).to_have_value("Please say more.")
    expect(mine.get_by_label("In your own words")).to_be_visible()
    mine.get_by_label("Why").select_option("details")
    mine.get_by_role("button", name="Reject it").click()
    expect(told(page)).to_contain_text("Rejected: Night B")
    assert ask(queued, STANDING)[1] == ("Night B", "rejected", False)


def test_several_at_once_and_those_that_have_changed_meanwhile_are_left(
    queued: RunningSite, moderate: Moderate
):
    three(queued)
    page = moderate(scripts=False)
    for name in "ABC":
        item(page, f"Night {name}").locator("input[type=checkbox]").check()
    ask(queued, "UPDATE event SET revision = 2 WHERE title = 'Night B'")
    page.get_by_role("button", name="Approve them").click()
    expect(told(page)).to_contain_text("2 approved")
    expect(told(page)).to_contain_text("1 had changed or was decided already: look at it again.")
    assert titles(page) == ["Night B"]
    page.get_by_role("button", name="Undo").click()
    assert titles(page) == ["Night A", "Night B", "Night C"]


def test_ticks_stay_when_the_reason_for_several_is_missing(
    queued: RunningSite, moderate: Moderate, console: Console
):
    console.forgive("status of 422")
    three(queued)
    page = moderate(scripts=False)
    for name in "AC":
        item(page, f"Night {name}").locator("input[type=checkbox]").check()
    page.locator("#several summary").click()
    page.get_by_role("button", name="Reject them").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a reason")
    assert page.locator("input:checked").count() == 2
    page.locator("#several").get_by_label("Why").select_option("advert")
    page.get_by_role("button", name="Reject them").click()
    expect(told(page)).to_contain_text("2 rejected")


def test_what_was_decided_elsewhere_is_news_and_no_error(queued: RunningSite, moderate: Moderate):
    three(queued)
    sam, jo = moderate(scripts=False), moderate(scripts=False)
    item(sam, "Night A").get_by_role("button", name="Approve").click()
    item(jo, "Night A").get_by_role("button", name="Approve").click()
    expect(told(jo)).to_contain_text("Somebody was quicker")
    assert titles(jo) == ["Night B", "Night C"]


def test_a_long_queue_goes_on(queued: RunningSite, moderate: Moderate):
    keep(queued, *(waiting(f"Night {number:02}", minutes=number) for number in range(23)))
    page = moderate("/moderation/?order=oldest", scripts=False)
    assert titles(page)[0] == "Night 22"
    page.get_by_role("link", name="Show the next").click()
    assert titles(page) == ["Night 02", "Night 01", "Night 00"]
    item(page, "Night 01").get_by_role("button", name="Approve").click()
    assert titles(page) == ["Night 02", "Night 00"]
