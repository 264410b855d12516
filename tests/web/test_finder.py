"""The finder as the server sends it: the first bytes hold the nights."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from openmic import clock, db, urls
from openmic.models import Venue
from tests.builders import night


def page(response: httpx.Response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def titles(response: httpx.Response) -> list[str]:
    return [heading.get_text() for heading in page(response).select("main article h3 a")]


@pytest.fixture
async def nights(database: db.Database) -> list:
    start = clock.now() + timedelta(days=1)
    events = [
        night(title=f"Night {number:02}", start_at=start + timedelta(hours=number)) for number in range(60)
    ]
    async with db.transaction() as session:
        session.add_all(events)
    return events


async def test_the_first_bytes_hold_the_nights_and_each_leads_to_its_page(
    client: httpx.AsyncClient, nights: list
) -> None:
    response = await client.get("/")
    assert response.status_code == 200
    links = [link["href"] for link in page(response).select("main article a")]
    assert links == [f"/e/{one.id}/" for one in nights[:24]]
    assert "<!--slot" not in response.text
    assert (await client.get(links[0])).status_code == 200


async def test_load_more_visits_every_night_once_without_scripts(
    client: httpx.AsyncClient, nights: list
) -> None:
    address, seen, pages = "/", [], 0
    while address:
        response = await client.get(address)
        seen += titles(response)
        pages += 1
        following = page(response).select_one("a[rel=next]")
        address = following["href"] if following else ""
    assert seen == [one.title for one in nights]
    assert pages == 3


async def test_the_form_shows_what_the_address_asks_for(client: httpx.AsyncClient, nights: list) -> None:
    form = page(await client.get("/?q=jazz&town=witney&when=weekend&category=comedy")).select_one("form")
    assert form["method"] == "get"
    assert [chosen["value"] for chosen in form.select("option[selected]")] == ["witney", "weekend"]
    assert [ticked["value"] for ticked in form.select("input[checked]")] == ["comedy"]
    assert form.select_one("#q")["value"] == "jazz"


async def test_a_form_sent_without_scripts_comes_to_the_one_tidy_address(
    client: httpx.AsyncClient, nights: list
) -> None:
    sent = await client.get("/?q=++night+07+&town=&category=music&when=&on=")
    assert sent.status_code == 303
    assert sent.headers["location"] == "/?q=night+07&category=music"
    assert titles(await client.get(sent.headers["location"])) == ["Night 07"]


async def test_a_tidy_address_is_never_sent_elsewhere(client: httpx.AsyncClient, nights: list) -> None:
    for address in ("/", "/?utm_source=x", "/?town=oxford&on=2026-11-28", "/towns/oxford/?category=jam"):
        assert (await client.get(address)).status_code == 200, address


async def test_what_was_not_understood_is_said_beside_its_field(
    client: httpx.AsyncClient, nights: list
) -> None:
    response = await client.get("/?town=atlantis&on=2026-02-30")
    assert response.status_code == 200
    assert "We don’t know that town." in page(response).select_one("#town-problem").get_text()
    assert page(response).select_one("#on")["aria-describedby"] == "on-problem"
    assert len(titles(response)) == 24


async def test_a_towns_page_is_its_own_finder(client: httpx.AsyncClient, nights: list) -> None:
    response = await client.get("/towns/witney/")
    assert page(response).h1.get_text() == "Open mics in Witney"
    assert "No nights match" in response.text
    moved = await client.get("/towns/witney/?town=thame&when=week&category=&on=&q=")
    assert moved.headers["location"] == "/?town=thame&when=week"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/tonight/", "Open mics in Oxfordshire tonight"),
        ("/this-week/", "Open mics in Oxfordshire this week"),
        ("/this-weekend/", "Open mics in Oxfordshire this weekend"),
    ],
)
async def test_a_near_time_has_an_address_of_its_own(
    client: httpx.AsyncClient, nights: list, path: str, heading: str
) -> None:
    found = page(await client.get(path))
    assert found.h1.get_text() == heading
    assert found.select_one("link[rel=canonical]")["href"] == f"http://localhost:8000{path}"
    assert found.select_one("#when option[selected]")["value"] == urls.NEAR_SLUGS[path.strip("/")]
    assert found.select_one("form[role=search]")["action"] == "/"
    assert (await client.get(path.rstrip("/"))).headers["location"] == path


async def test_a_venue_has_a_finder_of_its_own(client: httpx.AsyncClient, database: db.Database) -> None:
    async with db.transaction() as session:
        session.add(lantern := Venue(name="The Lantern", slug="the-lantern", address="1 High Street"))
        await session.flush()
        session.add_all([night(title="Here", venue_id=lantern.id), night(title="Elsewhere")])
    response = await client.get("/venues/the-lantern/")
    assert page(response).h1.get_text() == "Open mics at The Lantern"
    assert titles(response) == ["Here"]
    assert "1 High Street" in response.text
    assert page(response).select_one("form[role=search]")["action"] == "/venues/the-lantern/"
    assert page(response).select("#town") == []
    for unknown in ("/venues/nowhere/", "/venues/The-Lantern/", "/venues/%00/"):
        assert (await client.get(unknown)).status_code == 404


async def test_several_kinds_can_be_ticked_without_scripts(client: httpx.AsyncClient, nights: list) -> None:
    sent = await client.get("/?q=&town=&category=jam&category=music&when=&on=&until=")
    assert sent.headers["location"] == "/?category=music&category=jam"
    found = page(await client.get(sent.headers["location"]))
    assert [ticked["value"] for ticked in found.select("input[checked]")] == ["music", "jam"]
    chips = found.select("[aria-label='Filters in use'] a")
    assert [(chip.get_text(" ", strip=True), chip["href"]) for chip in chips] == [
        ("Remove Music ×", "/?category=jam"),
        ("Remove Jam session ×", "/?category=music"),
        ("Clear filters", "/"),
    ]


@pytest.mark.parametrize(
    ("address", "tidy"),
    [
        ("/towns/witney/?town=bicester", "/?town=bicester"),
        ("/tonight/?when=week", "/?when=week"),
        ("/tonight/?on=2026-11-30", "/?on=2026-11-30"),
    ],
)
async def test_an_address_whose_query_leaves_its_page_is_sent_on(
    client: httpx.AsyncClient, nights: list, address: str, tidy: str
) -> None:
    answer = await client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, tidy)


async def test_a_town_we_do_not_have_is_a_true_404(client: httpx.AsyncClient, nights: list) -> None:
    assert (await client.get("/towns/atlantis/")).status_code == 404


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd"])
async def test_a_page_comes_compressed(client: httpx.AsyncClient, nights: list, coding: str) -> None:
    plain = await client.get("/", headers={"accept-encoding": "identity"})
    async with client.stream("GET", "/", headers={"accept-encoding": coding}) as answer:
        size = sum([len(chunk) async for chunk in answer.aiter_raw()])
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == (coding, "Accept-Encoding")
    assert size < len(plain.content) / 4


async def test_search_engines_keep_one_address_of_each_list(client: httpx.AsyncClient, nights: list) -> None:
    first = page(await client.get("/"))
    following = first.select_one("a[rel=next]")["href"]
    assert (
        page(await client.get(following)).select_one("link[rel=canonical]")["href"]
        == "http://localhost:8000/"
    )
    town = page(await client.get("/?town=witney")).select_one("link[rel=canonical]")["href"]
    assert town == "http://localhost:8000/towns/witney/"
    assert "after" in parse_qs(urlsplit(following).query)


async def test_what_a_visitor_sent_is_never_markup(client: httpx.AsyncClient, nights: list) -> None:
    hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
    response = await client.get("/", params={"q": hostile, "utm": hostile})
    assert page(response).select_one("#q")["value"] == " ".join(hostile.split())
    assert page(response).select("main script, main img:not([src^='/assets/']), [onerror]") == []


async def test_sample_nights_are_said_to_be_samples(client: httpx.AsyncClient, database: db.Database) -> None:
    async with db.transaction() as session:
        session.add(night(title="Real night"))
    assert "Sample data" not in (await client.get("/")).text
    async with db.transaction() as session:
        session.add(night(title="Invented night", is_sample=True))
    assert "Sample data" in (await client.get("/")).text
