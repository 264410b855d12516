"""The moderators' other pages for everybody: what axe finds, on which widths they fit, and the way by keyboard."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from openmic import clock
from openmic.models import Counted, Mail, MailState, NightCount, Report, ReportReason
from tests.browser.moderating_site import Moderate, keep, waiting
from tests.browser.submitting_site import ask
from tests.browser.test_submitting_access import fits
from tests.builders import night
from tests.running import RunningSite

PAGES = ("events/", "messages/", "trail/", "figures/", "switches/", "jobs/", "mail/")
OF_NIGHT = ("", "edit/", "unpublish/")
LOOKS = pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 390), ("light", 1280)])


def desk(moderate: Moderate, scheme: str, width: int) -> Page:
    return moderate("/healthz", wait=False, bypass_csp=True, color_scheme=scheme, width=width)


def hanging() -> list[Mail]:
    """A mail of each sort that was not sent."""
    usual = {"kind": "digest", "recipient": "robin@example.org", "subject": "x", "text": "x", "html": "x"}
    now, why = (
        clock.now(),
        "SMTPServerDisconnected: Connection lost, with_a_word_that_is_far_too_long_for_a_phone",
    )
    usual |= {"last_error": why, "created_at": now, "next_at": now + timedelta(days=1), "attempts": 1}
    return [Mail(**usual, state=state) for state in (MailState.DEAD, MailState.UNCERTAIN, MailState.QUEUED)]


@LOOKS
def test_every_page_is_for_everybody(
    queued: RunningSite, moderate: Moderate, console, scheme: str, width: int
) -> None:
    console.forgive("status of 404")  # /healthz has no icon
    listed = night(title="A night with a name that goes on and on, as long as the form would ever let it")
    keep(queued, listed, waiting("Poetry and pints"))
    keep(queued, Report(event_id=listed.id, reason=ReportReason.WRONG, words="It is on Tuesdays."))
    keep(queued, *hanging())
    keep(queued, NightCount(event_id=listed.id, counted_on=clock.today(), kind=Counted.VIEW, times=12345))
    ask(queued, "INSERT INTO daily_visits VALUES (current_date - 9, 70, 150) ON CONFLICT DO NOTHING")
    ask(queued, "UPDATE job_run SET state = 'failed', finished_at = now(), error = 'KeyError'")
    page, found = desk(moderate, scheme, width), {}
    for address in (*PAGES, *(f"events/{listed.id}/{one}" for one in OF_NIGHT)):
        page.goto(f"/moderation/{address}")
        expect(page.locator("h1")).to_be_visible()
        if address == "figures/":
            heads = page.get_by_role("columnheader", name="now").all()
            assert all(one.evaluate("cell => cell.offsetHeight") < 50 for one in heads), "no word is broken"
        if address in ("figures/", f"events/{listed.id}/"):
            page.get_by_text("The figures", exact=True).last.click()
            expect(page.get_by_role("img", name=re.compile("in all, most on")).last).to_be_visible()
        found[address] = fits(page, width)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@LOOKS
def test_what_is_wrong_stands_beside_its_field(
    queued: RunningSite, moderate: Moderate, console, scheme: str, width: int
) -> None:
    console.forgive("status of 404", "status of 422")
    listed = night()
    keep(queued, listed)
    page = desk(moderate, scheme, width)
    page.goto(f"/moderation/events/{listed.id}/edit/")
    page.get_by_label("Name of the night").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("[data-summary]")).to_be_visible()
    assert fits(page, width) == []
    page.goto(f"/moderation/events/{listed.id}/unpublish/")
    page.locator("main form button.btn-danger, main form button.btn-primary").first.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    assert fits(page, width) == []


def test_a_night_is_found_and_mended_by_keyboard_without_scripts(
    queued: RunningSite, moderate: Moderate
) -> None:
    keep(queued, night(title="Jam at the Plough"), night(title="Poetry and pints"))
    page = moderate("/moderation/events/", scripts=False)
    page.get_by_label("Look for").focus()
    page.keyboard.type("jam at the plow")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Jam at the Plough").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jam at the Plough")
    page.get_by_role("link", name="Mend").or_(page.get_by_role("link", name="Edit")).first.focus()
    page.keyboard.press("Enter")
    title = page.get_by_label("Name of the night")
    title.fill("Jam at the Plough Inn")
    title.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jam at the Plough Inn")
