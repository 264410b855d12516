"""The directory and the venues' desk in a browser: for everybody, by keyboard, without scripts."""

import pytest
from playwright.sync_api import Page, expect

from openmic.models import Venue, VenueAlias
from openmic.models.columns import uuid7
from tests.browser.conftest import Console, Open, live
from tests.browser.moderating_site import Moderate, keep
from tests.browser.submitting_site import ask
from tests.browser.test_accessibility import violations
from tests.browser.test_desk import desk
from tests.browser.test_submitting_access import fits
from tests.builders import night
from tests.running import RunningSite

LOOKS = pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 390), ("light", 1280)])
LONG = "The Society of Very Patient Listeners and Occasional Singers, Upstairs Room"


def two_alike(site: RunningSite) -> None:
    """Two venues that may be the same, one with a night."""
    ask(site, "DELETE FROM venue_alias", "DELETE FROM venue")
    old, new = uuid7(), uuid7()
    keep(
        site,
        Venue(id=old, name="The White Hart", slug="white-hart", address="1 High Street"),
        Venue(id=new, name="White Hart Inn", slug="white-hart-inn", step_free_room=True, access_note=LONG),
        Venue(name=LONG, slug="long"),
    )
    keep(
        site,
        VenueAlias(slug="hart", name="Hart", venue_id=old),
        night(title=LONG, venue_id=old, venue_name="The White Hart"),
    )


@LOOKS
def test_every_page_of_the_desk_is_for_everybody(
    queued: RunningSite, moderate: Moderate, console: Console, scheme: str, width: int
) -> None:
    console.forgive("status of 404", "status of 422")
    two_alike(queued)
    page, found = desk(moderate, scheme, width), {}
    for address in (
        "venues/",
        "venues/white-hart/",
        "venues/white-hart/merge/",
        "venues/white-hart/merge/?into=white-hart-inn",
        "venues/white-hart/merge/?into=nowhere",
        "towns/",
        "towns/cowley/merge/",
        "towns/cowley/merge/?into=oxford",
    ):
        page.goto(f"/moderation/{address}")
        expect(page.locator("h1")).to_be_visible()
        found[address] = fits(page, width)
    page.goto("/moderation/venues/white-hart/")
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("[data-summary]")).to_be_focused()
    found["wrong"] = fits(page, width)
    for address in ("/towns/", "/venues/", "/venues/white-hart-inn/"):
        page.goto(address)
        found[address] = fits(page, width)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@LOOKS
@pytest.mark.parametrize("name", ["/towns/", "/venues/", "/venues/?town=oxford", "venue", "/towns/oxford/"])
def test_the_directory_is_for_everybody(
    open_page: Open, console: Console, name: str, scheme: str, width: int
) -> None:
    console.forgive("status of 404")  # the browser looks for an icon of /healthz
    first = open_page("/venues/", scripts=False).locator("main section a").first.get_attribute("href")
    address = str(first) if name == "venue" else name
    page = open_page("/healthz", wait=False, color_scheme=scheme, width=width, bypass_csp=True)
    page.goto(address)
    if address.count("/") > 2 and "?" not in address:
        live(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 3)])
def test_towns_with_a_venue_each_stand_side_by_side(open_page: Open, width: int, columns: int) -> None:
    page = open_page("/venues/", scripts=False, width=width)
    places = page.locator("main section:first-of-type h3").evaluate_all(
        "all => all.map(one => [one.getBoundingClientRect().left, one.textContent])"
    )
    assert len({left for left, _ in places}) == columns
    assert sorted(places, key=lambda place: place[0]) == places  # read down one column, then the next
    torn = page.locator("main section:first-of-type h3").evaluate_all(
        """all => all.filter(one => {
          const card = one.parentElement.querySelector('.card'),
            [named, box] = [one, card].map(of => of.getBoundingClientRect());
          return named.left !== box.left || card.scrollHeight > card.clientHeight || box.top < named.bottom
        }).map(one => one.textContent)"""
    )
    assert torn == []


def test_two_venues_are_mended_and_joined_by_keyboard_without_scripts(
    queued: RunningSite, moderate: Moderate
) -> None:
    two_alike(queued)
    page = moderate("/moderation/venues/white-hart-inn/", scripts=False)
    page.get_by_label("Other names").focus()
    page.keyboard.type("Hart Inn")
    page.get_by_label("Step-free to the stage").focus()
    page.keyboard.type("No")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The venue is as you put it.")
    page.goto("/moderation/venues/?twice=yes")
    page.get_by_role("link", name="Join… The White Hart to White Hart Inn").press("Enter")
    expect(page.locator("main")).to_contain_text("It brings 1 night and 1 other name.")
    page.get_by_role("button", name="Yes, make them one").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The two are one now.")
    page.goto("/venues/white-hart/")
    expect(page).to_have_url(f"{queued.url}/venues/white-hart-inn/")
    for words in ("Hart Inn", "The White Hart", "To the stage: No", "1 High Street", LONG):
        expect(page.locator("main")).to_contain_text(words)


def test_a_link_inside_the_app_follows_a_venue_to_where_it_is(
    queued: RunningSite, moderate: Moderate
) -> None:
    two_alike(queued)
    page: Page = moderate("/venues/white-hart/")
    page.evaluate(
        "() => { history.pushState({}, '', '/venues/hart/'); dispatchEvent(new PopStateEvent('popstate')) }"
    )
    page.wait_for_url("**/venues/white-hart/")
    live(page)
    expect(page.locator("h1")).to_have_text("Open mics at The White Hart")
