"""Saying that something is wrong, by keyboard and by click, with scripts and without; and asking to look again."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from openmic import clock
from openmic.adapters import secrets
from openmic.models import Event, Purpose, Status, Token
from tests.browser.conftest import Console, live
from tests.browser.moderating_site import Moderate, keep, waiting
from tests.browser.submitting_site import ask
from tests.browser.test_accessibility import violations, without_scripts
from tests.builders import night
from tests.running import RunningSite

WORLDS = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
STANDING = "SELECT status, hidden_at IS NOT NULL FROM event"


def listed(site: RunningSite) -> Event:
    event = night()
    keep(site, event)
    return event


@WORLDS
def test_a_report_hides_the_night_and_its_dismissal_lists_it_again(
    queued: RunningSite, moderate: Moderate, console: Console, scripts: bool
):
    console.forgive("status of 410")
    event = listed(queued)
    page = moderate(f"/e/{event.id}/", scripts=scripts)
    page.get_by_role("link", name="Report this listing").click()
    page.get_by_label("It is a scam").check()
    page.get_by_label("In your own words").fill("There was nothing there.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have your report")
    page.goto(f"/e/{event.id}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This night is being looked at")
    page.goto("/moderation/")
    if scripts:
        live(page)
    expect(page.locator("[data-item]")).to_contain_text("There was nothing there.")
    assert ask(queued, STANDING) == [("pending", True)]
    page.get_by_role("button", name="Dismiss it").click()
    expect(page.locator("#said")).to_contain_text("The report is dismissed.")
    expect(page.locator("[data-item]")).to_have_count(0)
    assert ask(queued, STANDING) == [("published", False)]


@WORLDS
def test_by_keyboard_alone_and_what_is_wrong_takes_the_focus(
    queued: RunningSite, moderate: Moderate, console: Console, scripts: bool
):
    console.forgive("status of 422")
    event = listed(queued)
    page = moderate(f"/e/{event.id}/report/", scripts=scripts, wait=False)
    tab_to(page, "reason-illegal")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_label("Details are wrong")).to_be_checked()
    tab_to(page, "words")
    tab_to(page, "mailbox")
    page.keyboard.type("reporter@example.net")
    page.keyboard.press("Enter")
    expect(page.locator("[data-summary]")).to_be_focused()
    expect(page.locator("#mailbox")).to_have_value("reporter@example.net")
    expect(page.get_by_label("Details are wrong")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the summary's link to the box
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("It begins at nine.")
    tab_to(page, "mailbox")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have your report")
    assert ask(queued, "SELECT reason, words, email FROM report") == [
        ("wrong", "It begins at nine.", "reporter@example.net")
    ]


def tab_to(page: Page, name: str) -> None:
    """Goes on by Tab, as somebody without a mouse does."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"#{name}:focus").count():
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


@WORLDS
def test_an_organiser_asks_to_look_again(
    queued: RunningSite, moderate: Moderate, console: Console, scripts: bool
):
    console.forgive("status of 422")
    page = moderate(managed(queued), scripts=scripts, wait=False)
    page.get_by_role("button", name="Ask us to look again").click()
    expect(page.locator("[data-summary]")).to_contain_text("Say in a few words why you think so.")
    page.get_by_label("Tell us why").fill("Anybody can sign up.")
    page.get_by_role("button", name="Ask us to look again").click()
    expect(page.get_by_role("status").first).to_contain_text("We have your words")
    page.goto("/moderation/")
    if scripts:
        live(page)
    expect(page.locator("[data-item]")).to_contain_text("Anybody can sign up.")


def managed(site: RunningSite) -> str:
    """The address with which its organiser looks after a rejected night."""
    event = waiting(status=Status.REJECTED, queued_at=None)
    keep(site, event)
    secret = secrets.new()
    keep(
        site,
        Token(
            secret_hash=secrets.hashed(secret),
            purpose=Purpose.MANAGE,
            email=event.organiser_email,
            event_id=event.id,
            created_at=clock.now(),
            expires_at=clock.now() + timedelta(days=1),
        ),
    )
    return f"/manage/?token={secret}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    queued: RunningSite, moderate: Moderate, console: Console, scheme: str, width: int
):
    console.forgive("status of 422", "status of 404", "status of 410")
    event = listed(queued)
    manage = managed(queued)
    page = moderate("/healthz", wait=False, color_scheme=scheme, width=width, bypass_csp=True)
    without_scripts(page)
    form = f"/e/{event.id}/report/"
    shown = [f"/e/{event.id}/", form, manage]
    for address in shown:
        page.goto(address)
        fits(page, width)
    page.goto(form)
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("[data-summary]")).to_contain_text("Choose what is wrong.")
    fits(page, width)
    page.get_by_label("It is hateful").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have your report")
    fits(page, width)
    page.goto(f"/e/{event.id}/")
    fits(page, width)
    page.goto(manage)
    page.get_by_role("button", name="Ask us to look again").click()
    fits(page, width)


def fits(page: Page, width: int) -> None:
    """What axe says, and whether anything sticks out."""
    assert violations(page) == [], page.url
    assert page.locator("html").evaluate("root => root.scrollWidth") <= width
