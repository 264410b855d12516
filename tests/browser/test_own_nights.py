"""An organiser runs a night again and takes its figures along: by keyboard, on every width, scripts or not."""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from openmic import clock
from openmic.adapters import secrets
from openmic.models import Counted, Event, NightCount, Purpose, Status, Token
from tests.browser.conftest import Console
from tests.browser.moderating_site import keep
from tests.browser.organiser import link_in
from tests.browser.submitting_site import ask
from tests.browser.test_markup import complaints
from tests.browser.test_messages import sign_in_as
from tests.browser.test_rights import press
from tests.browser.test_submitting_access import fits, looked_at
from tests.builders import next_week, night
from tests.mail_sink import Sink
from tests.running import RunningSite

MAILBOX = "organiser@example.org"
LAST_WEEK = next_week() - timedelta(days=14)
MADE = "SELECT title, status, email_verified FROM event WHERE NOT is_sample AND published_at IS NULL"


def over(site: RunningSite) -> tuple[Event, str]:
    """A night that is over and was looked at, and a link to it."""
    secret, now = secrets.new(), clock.now()
    event = night(title="The Lantern, unplugged", start_at=LAST_WEEK, organiser_email=MAILBOX)
    keep(site, event)
    link = Token(
        secret_hash=secrets.hashed(secret),
        purpose=Purpose.MANAGE,
        email=MAILBOX,
        event_id=event.id,
        expires_at=now + timedelta(days=30),
    )
    views = (
        NightCount(
            event_id=event.id, counted_on=clock.today() - timedelta(days=n), kind=Counted.VIEW, times=n + 3
        )
        for n in range(12)
    )
    keep(site, link, *views)
    return event, f"/manage/?token={secret}"


@pytest.fixture(params=[(390, True), (1280, False)], ids=["phone-scripts", "wide-plain"])
def page(
    browser: Browser, site: RunningSite, console: Console, request: pytest.FixtureRequest
) -> Iterator[Page]:
    width, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, base_url=site.url, java_script_enabled=scripts
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    console.listen(page, scripts=scripts)
    console.forgive("status of 422")
    yield page
    context.close()


def fill_in(page: Page) -> None:
    """Says by keyboard that one may list it, after having forgotten to, and sends the copy in."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Copy to a new date")
    press(page, "Send in the copy")
    expect(page.locator("[data-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#consent")).to_be_focused()
    page.keyboard.press("Space")
    press(page, "Send in the copy")
    expect(page.get_by_text(re.compile("It is copied|This is the copy"))).to_be_visible()


def test_a_night_that_is_over_is_run_again_by_its_link_and_keyboard_alone(
    page: Page, site: RunningSite, sink: Sink
) -> None:
    _, link = over(site)
    page.goto(link)
    press(page, "Copy to a new date")
    fill_in(page)
    assert ask(site, MADE) == [("The Lantern, unplugged", "pending", True)]
    page.goto(link_in(sink, 1))
    expect(page.get_by_role("heading", name="Waiting for a moderator")).to_be_visible()


def test_signed_in_it_is_among_ones_nights_before_and_after(page: Page, site: RunningSite) -> None:
    over(site)
    sign_in_as(site, page.context, MAILBOX)
    page.goto("/my/")
    expect(page.get_by_role("heading", name="Over or withdrawn")).to_be_visible()
    expect(page.locator("main li.card")).to_contain_text("102 views")
    with page.expect_download() as download:
        press(page, "All of them as a spreadsheet")
    assert download.value.suggested_filename == "my-nights.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    (line,) = csv.DictReader(StringIO(text, newline=""))
    assert (line["title"], line["views"]) == ("The Lantern, unplugged", "102")
    page.goto("/my/")
    press(page, "Copy to a new date")
    fill_in(page)
    page.goto("/my/")
    expect(page.get_by_role("heading", name="Coming up")).to_be_visible()
    expect(page.locator("main li.card").first).to_contain_text("Waiting for a moderator")


def test_who_was_signed_out_signs_in_and_is_back_at_the_copy(
    page: Page, site: RunningSite, sink: Sink
) -> None:
    event, _ = over(site)
    page.goto(f"/manage/copy/?night={event.id}")
    page.get_by_label("email", exact=False).first.fill(MAILBOX)
    page.locator("main form button").first.click()
    page.goto(link_in(sink, 1))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Copy to a new date")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_for_everybody(browser: Browser, site: RunningSite, scheme: str, width: int) -> None:
    event, link = over(site)
    rejected = night(
        title="A-very-long-title-without-a-single-space" * 3,
        organiser_email=MAILBOX,
        status=Status.REJECTED,
    )
    keep(site, rejected, night(title="Coming", organiser_email=MAILBOX))
    page = looked_at(browser, site, scheme, width)
    sign_in_as(site, page.context, MAILBOX)
    found = {}
    for path in ("/my/", link, f"/manage/?night={rejected.id}", f"/manage/copy/?night={event.id}"):
        page.goto(path)
        found[path] = fits(page, width)
    page.get_by_role("button", name="Send in the copy").click()
    expect(page.locator("[data-summary]")).to_be_visible()
    found["with a problem"] = fits(page, width)
    page.context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.java
def test_the_pages_are_valid_html(organiser: BrowserContext, site: RunningSite, tmp_path: Path) -> None:
    event, link = over(site)
    sign_in_as(site, organiser, MAILBOX)
    paths = ("/my/", link, f"/manage/copy/?night={event.id}")
    assert complaints({path: organiser.request.get(path).text() for path in paths}, tmp_path) == []
