"""The queue for everybody: what axe finds in every state, on every width, and the same page in both worlds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from openmic import clock
from openmic.models import Report, ReportReason, Revision, Status
from tests.browser.conftest import Console, live
from tests.browser.moderating_site import Moderate, keep, waiting
from tests.browser.test_accessibility import violations, without_scripts
from tests.browser.test_markup import complaints
from tests.browser.test_moderating import item
from tests.browser.test_two_worlds import frame_of
from tests.builders import night
from tests.running import RunningSite

WORLDS = pytest.mark.parametrize("scripts", [True, False], ids=["live", "plain"])
CHANGED = {
    "title": "Open jam at the Lantern",
    "description": "Bring a song, a poem or a joke.",
    "category": "jam",
    "venue_name": "The Paper Lantern",
    "address": "1 Invented Street",
    "postcode": "OX1 1AA",
    "town": "oxford",
    "organiser_name": "Robin Example",
    "ticket_url": "https://tickets.example.org/lantern",
}


def everything(site: RunningSite) -> None:
    """One night of each kind, with all that can stand beside one."""
    now = clock.now()
    listed = night(queued_at=now)
    hidden = waiting("Unplugged", hidden_at=now, published_at=now)
    keep(
        site,
        listed,
        hidden,
        waiting("Poetry and pints", flags=["A word to look at: hell"], appeal="It is an open mic."),
        night(title="Seen by nobody", is_unreviewed=True, queued_at=now),
        night(title="Turned down", status=Status.REJECTED),
    )
    times = {"start_at": listed.start_at.isoformat(), "end_at": listed.end_at.isoformat()}
    keep(
        site,
        Revision(event_id=listed.id, number=2, content=CHANGED | times),
        Report(event_id=hidden.id, reason=ReportReason.SCAM, words="There was nothing there."),
    )


def rejecting(page: Page) -> None:
    item(page, "Poetry and pints").get_by_text("Reject…").click()


def wrong(page: Page) -> None:
    rejecting(page)
    item(page, "Poetry and pints").get_by_role("button", name="Reject it").click()
    expect(page.get_by_text("Choose a reason: it is mailed").first).to_be_visible()


def toast(page: Page) -> None:
    item(page, "Poetry and pints").get_by_role("button", name="Approve").click()
    expect(page.locator("#said .toast")).to_be_visible()
    item(page, "Seen by nobody").get_by_role("button", name="Hold").click()
    page.get_by_text("1 more in the last minute").click()


def keys(page: Page) -> None:
    page.get_by_text("Keys", exact=True).click()


def as_it_is(page: Page) -> None:
    """Nothing more."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", [as_it_is, rejecting, wrong, toast, keys], ids=lambda state: state.__name__)
@WORLDS
def test_axe_finds_nothing(
    queued: RunningSite,
    moderate: Moderate,
    console: Console,
    state: Callable[[Page], None],
    scripts: bool,
    scheme: str,
):
    console.forgive("status of 422", "status of 404")  # /healthz has no icon
    everything(queued)
    page = moderate("/healthz", wait=False, color_scheme=scheme, bypass_csp=True)
    if not scripts:
        without_scripts(page)
    page.goto("/moderation/")
    if scripts:
        live(page)
    expect(page.locator("[data-item]")).to_have_count(4)
    state(page)
    assert violations(page) == []


@pytest.mark.parametrize("address", ["/moderation/", "/moderation/?show=held&order=oldest"])
@WORLDS
def test_axe_finds_nothing_where_nothing_waits(
    moderate: Moderate, console: Console, address: str, scripts: bool
):
    console.forgive("status of 404")
    page = moderate("/healthz", wait=False, bypass_csp=True)
    if not scripts:
        without_scripts(page)
    page.goto(address)
    if scripts:
        live(page)
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 768])
@WORLDS
def test_nothing_is_cut_off_and_every_target_is_large_enough(
    queued: RunningSite, moderate: Moderate, width: int, scripts: bool
):
    everything(queued)
    page = moderate(width=width, scripts=scripts)
    toast(page)
    assert page.locator("html").evaluate("root => root.scrollWidth") <= width
    sizes = page.locator("main :is(a.btn, button, summary, select, input:not([type=hidden]))").evaluate_all(
        "all => all.filter((one) => one.checkVisibility())"
        ".map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])"
    )
    assert [size for size in sizes if size[1] < 24] == []


@pytest.mark.java
def test_the_markup_is_valid(queued: RunningSite, moderate: Moderate, tmp_path: Path):
    everything(queued)
    page = moderate(scripts=False)
    toast(page)
    texts = {
        address: page.request.get(address).text() for address in ("/moderation/", "/moderation/?show=held")
    }
    assert complaints(texts, tmp_path) == []


def test_both_worlds_show_the_same(queued: RunningSite, moderate: Moderate):
    everything(queued)
    plain, shown = moderate(scripts=False), moderate()
    expect(shown.locator("[data-item]")).to_have_count(4)
    assert frame_of(shown) == frame_of(plain)
