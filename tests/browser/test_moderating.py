"""Moderators at their browsers, live."""

from playwright.sync_api import Page, expect

from tests.browser.moderating_site import Moderate, keep, waiting
from tests.running import RunningSite

SECOND = 1_000


def titles(page: Page) -> list[str]:
    return page.locator("[data-item] h2").all_inner_texts()


def item(page: Page, title: str):
    return page.locator("[data-item]").filter(
        has=page.get_by_role("heading", level=2, name=title, exact=True)
    )


def test_two_moderators_see_each_others_decisions_at_once(queued: RunningSite, moderate: Moderate):
    keep(queued, *(waiting(f"Night {name}", minutes=place) for place, name in enumerate("ABC")))
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
