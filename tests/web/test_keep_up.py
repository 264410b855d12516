"""How to have nights in one's own calendar: a page for people, and feeds that programs find by themselves."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from openmic import db
from openmic.models import Venue
from tests.builders import in_town, keep, night
from tests.sending import soup

pytestmark = pytest.mark.usefixtures("database")
HOME = "http://localhost:8000"


async def at_a_venue() -> None:
    async with db.transaction() as session:
        place = await in_town(session, "witney")
        venue = Venue(name="The Paper Lantern", slug="paper-lantern", town_id=place["town_id"])
        await keep(session, venue)
        await keep(session, night(venue_id=venue.id, **place))


@pytest.mark.parametrize(
    ("query", "title", "page"),
    [
        ("", "Open mics in Oxfordshire", "/"),
        ("town=witney&category=jam", "Jam sessions in Witney", "/towns/witney/?category=jam"),
        ("venue=paper-lantern", "Open mics at The Paper Lantern", "/venues/paper-lantern/"),
        (
            "q=song%26+poem&when=week",
            "Open mics in Oxfordshire this week: song& poem",
            "/this-week/?q=song%26+poem",
        ),
    ],
)
async def test_every_address_is_that_of_the_search(
    client: httpx.AsyncClient, query: str, title: str, page: str
):
    await at_a_venue()
    shown = soup(await client.get(f"/feeds/?{query}"))
    on = f"?{query}" if query else ""
    assert shown.select_one("main a.fw-semibold").get_text() == title
    assert shown.select_one("main a.fw-semibold")["href"] == page
    copied = {box["id"]: box["value"] for box in shown.select("main input[readonly]")}
    calendar = f"{HOME}/feed/upcoming.ics{on}"
    assert copied == {
        "calendar": calendar,
        "atom": f"{HOME}/feed/upcoming.atom{on}",
        "json-feed": f"{HOME}/feed/jsonfeed.json{on}",
        "json": f"{HOME}/feed/upcoming.json{on}",
    }
    webcal = calendar.replace("http:", "webcal:")
    ours, google, outlook = (link["href"] for link in shown.select("main section:first-of-type a.btn"))
    assert ours == webcal
    assert parse_qs(urlsplit(google).query) == {"cid": [webcal]}
    assert parse_qs(urlsplit(outlook).query) == {"url": [calendar], "name": [title]}
    for address in copied.values():
        assert (await client.get(address)).status_code == 200, address


async def test_other_nights_are_chosen_with_the_same_form_and_the_venue_is_kept(client: httpx.AsyncClient):
    await at_a_venue()
    page = soup(await client.get("/feeds/?q=song&venue=paper-lantern"))
    form = page.select_one("main form")
    assert form.find(id="town") is None  # a venue is in one town
    kept = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}
    assert (form["method"], form["action"], kept) == (
        "get",
        "/feeds/",
        {"venue": "paper-lantern", "q": "song"},
    )
    answer = await client.get("/feeds/?town=&category=jam&q=song&venue=paper-lantern")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/feeds/?q=song&category=jam&venue=paper-lantern"
    assert (await client.get(answer.headers["location"])).status_code == 200


async def test_the_mail_for_a_venue_is_that_of_its_town(client: httpx.AsyncClient):
    await at_a_venue()
    for address in ("/feeds/?venue=paper-lantern&category=jam", "/venues/paper-lantern/?category=jam"):
        page = soup(await client.get(address, follow_redirects=True))
        assert page.main.find("a", href="/subscribe/?town=witney&category=jam"), address


async def test_what_we_do_not_know_is_said_to_people_and_a_venue_that_is_not_there_is_not_found(
    client: httpx.AsyncClient,
):
    shown = soup(await client.get("/feeds/?town=atlantis&category=jam"))
    assert "We don’t know that town." in shown.select_one("[role=alert]").get_text()
    assert shown.select_one("#calendar")["value"].endswith("?category=jam")
    missing = await client.get("/feeds/?venue=nowhere")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is no such venue here" in missing.text


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("/", ""),
        ("/?category=jam&after=x", "?category=jam"),
        ("/towns/witney/", "?town=witney"),
        ("/venues/paper-lantern/?q=song", "?q=song&venue=paper-lantern"),
        ("/this-weekend/", "?when=weekend"),
        ("/feeds/?town=witney", "?town=witney"),
    ],
)
async def test_a_program_finds_the_feeds_of_a_list_from_its_page(
    client: httpx.AsyncClient, page: str, query: str
):
    await at_a_venue()
    answer = await client.get(page, follow_redirects=True)
    found = {link["type"]: link["href"] for link in soup(answer).select("head link[rel=alternate]")}
    assert found == {
        "application/atom+xml": f"{HOME}/feed/upcoming.atom{query}",
        "application/feed+json": f"{HOME}/feed/jsonfeed.json{query}",
        "text/calendar": f"{HOME}/feed/upcoming.ics{query}",
    }
    for address in found.values():
        assert (await client.get(address)).status_code == 200


async def test_the_page_is_at_the_foot_of_every_other(client: httpx.AsyncClient):
    assert soup(await client.get("/about/")).select_one("footer a[href='/feeds/']").get_text() == "Feeds"
