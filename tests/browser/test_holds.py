"""Legal holds in a browser: for everybody, by keyboard, without scripts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from openmic import clock
from openmic.models import LegalHold
from tests.browser.moderating_site import Moderate, keep
from tests.browser.submitting_site import ask
from tests.browser.test_desk import desk
from tests.browser.test_submitting_access import fits
from tests.builders import night
from tests.running import RunningSite

LOOKS = pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 390), ("light", 1280)])
ADMINS = "UPDATE account SET role = 'admin'"


def held(site: RunningSite, title: str, *, days: int = 30) -> str:
    """A night that a hold keeps."""
    event = night(title=title)
    keep(site, event)
    today = clock.today()
    reason = "A claim for damages is before the county court.\nIts number is on the solicitor’s letter."
    hold = {"reason": reason, "owner": "Ada Example, secretary", "placed_by": uuid4()}
    keep(site, LegalHold(event_id=event.id, review_on=today + timedelta(days=days), **hold))
    return str(event.id)


@LOOKS
def test_every_page_is_for_everybody(
    queued: RunningSite, moderate: Moderate, console, scheme: str, width: int
) -> None:
    console.forgive("status of 404", "status of 422")
    title = "A night with a name that goes on and on, as long as the form would ever let it"
    kept, free = held(queued, title, days=-3), night(title="Jam at the Plough")
    keep(queued, free)
    held(queued, "Poetry and pints")
    page, found = desk(moderate, scheme, width), {}
    ask(queued, ADMINS)
    of_night = (
        f"events/{kept}/",
        f"events/{kept}/hold/",
        f"events/{kept}/hold/lift/",
        f"events/{free.id}/hold/",
    )
    for address in ("holds/", *of_night):
        page.goto(f"/moderation/{address}")
        expect(page.locator("h1")).to_be_visible()
        found[address] = fits(page, width)
    page.get_by_role("button", name="Yes, keep it").click()
    expect(page.locator("[data-summary]")).to_be_focused()
    found["wrong"] = fits(page, width)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_a_night_is_kept_and_let_go_by_keyboard_without_scripts(
    queued: RunningSite, moderate: Moderate
) -> None:
    event = night(title="Jam at the Plough")
    keep(queued, event)
    page = moderate("/moderation/", scripts=False)
    ask(queued, ADMINS)
    page.goto(f"/moderation/events/{event.id}/")
    page.get_by_role("link", name="Keep it by a legal hold").press("Enter")
    page.get_by_label("Why it must be kept").focus()
    page.keyboard.type("A claim.")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada")
    page.get_by_label("Look at it again on").fill((clock.today() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Yes, keep it").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("A legal hold keeps this night")
    page.goto("/moderation/holds/")
    page.get_by_role("link", name="Lift the hold").press("Enter")
    page.get_by_role("button", name="Yes, lift it").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The legal hold is lifted.")
