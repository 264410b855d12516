"""What other sites are told of us and show of us: data, cards, posters, and where to look."""

import io
import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import httpx
import mf2py
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from protego import Protego

from openmic import clock, db, errors, urls
from openmic.adapters.storage import Storage
from openmic.domain import sitemap
from openmic.models import Event, Status, Venue
from openmic.web.app import ROUTES
from tests.builders import in_town, night

HOSTILE = [
    "</script><script>alert(1)</script>", "<!--<script>", "]]>", '"}\\', "a & b \u2028\u2029", "&lt;/script&gt;",
]  # fmt: skip
CANARY = "canary-7f3a@example.org"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://localhost:8000"


async def keep(**changes: object) -> Event:
    event = night(**changes)
    async with db.transaction() as session:
        session.add(event)
    return event


async def in_witney(**changes: object) -> Event:
    async with db.transaction() as session:
        town = await in_town(session, "witney")
        venue = Venue(name="The Paper Lantern", slug="paper-lantern", town_id=town["town_id"])
        event = night(**town, venue_id=venue.id, **changes)
        session.add(venue)
        await session.flush()
        session.add(event)
    return event


def data(html: str) -> list[dict]:
    """What a document says in schema.org's words."""
    found = BeautifulSoup(html, "html.parser").select('head script[type="application/ld+json"]')
    return [json.loads(one.string) for one in found]


def of_kind(html: str, kind: str) -> dict:
    (found,) = [one for one in data(html) if one["@type"] == kind]
    return found


@pytest.mark.parametrize("words", HOSTILE)
async def test_no_title_ends_the_block_it_stands_in(
    client: httpx.AsyncClient, database: db.Database, words: str
) -> None:
    plain = (await client.get(urls.event((await keep()).id))).text
    event = await keep(title=words, description=words, venue_name=words, organiser_name=words, address=words)
    html = (await client.get(urls.event(event.id))).text
    assert len(data(html)) == 2
    # as an HTML parser counts them, no script more than any night has
    assert [s.get("type") for s in BeautifulSoup(html, "html.parser").select("script")] == [
        s.get("type") for s in BeautifulSoup(plain, "html.parser").select("script")
    ]
    said = of_kind(html, "Event")
    assert said["name"] == said["organizer"]["name"] == said["location"]["name"] == words
    raw = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(raw)


async def test_the_site_says_how_it_is_searched(client: httpx.AsyncClient, database: db.Database) -> None:
    said = of_kind((await client.get("/")).text, "WebSite")
    template = said["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{SITE}/?q={{search_term_string}}"
    assert (await client.get(template.replace("{search_term_string}", "songs"))).status_code == 200
    assert data((await client.get("/?town=witney")).text) == []


async def test_programs_read_the_night_off_its_page(client: httpx.AsyncClient, database: db.Database) -> None:
    event = await in_witney(ticket_url="https://tickets.example/1")
    for address in ("/", urls.event(event.id)):
        page = await client.get(address)
        entry = find(mf2py.parse(page.text, url=f"{SITE}{address}")["items"], "h-event")
        said = entry["properties"]
        assert said["name"] == [event.title]
        assert said["url"] == [f"{SITE}{urls.event(event.id)}"]
        assert [datetime.fromisoformat(one) for one in said["start"]] == [event.start_at]
        assert said["category"] == ["Music"]
    assert [datetime.fromisoformat(one) for one in said["end"]] == [event.end_at]
    assert said["organizer"] == [event.organiser_name]
    assert " ".join(said["content"][0]["value"].split()) == "About the night Bring a song or a poem."
    place = said["location"][0]
    assert place["type"] == ["h-card"]
    assert place["properties"]["name"] == ["The Paper Lantern, Witney"]
    assert place["properties"]["street-address"] == ["1 Invented Street"]
    assert place["properties"]["locality"] == ["Witney"]
    assert place["properties"]["postal-code"] == ["OX1 1AA"]


def find(items: list[dict], kind: str) -> dict:
    (found,) = [one for one in items if kind in one["type"]]
    return found


async def card_of(client: httpx.AsyncClient, page: str) -> str:
    """The path of the picture that a page names."""
    soup = BeautifulSoup((await client.get(page)).text, "html.parser")
    return soup.select_one('meta[property="og:image"]')["content"].removeprefix(SITE)


async def test_every_night_town_and_venue_has_a_card(
    client: httpx.AsyncClient, database: db.Database, pictures: Storage
) -> None:
    event = await in_witney()
    seen = set()
    for page in (urls.event(event.id), urls.town("witney"), urls.venue("paper-lantern")):
        address = await card_of(client, page)
        assert address.startswith(urls.card(page) + "?v=")
        answer = await client.get(address)
        assert answer.headers["content-type"] == "image/png"
        assert "public" in answer.headers["cache-control"]
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
        again = await client.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        seen.add(answer.content)
    assert len(seen) == 3


async def test_a_card_has_another_address_when_anything_on_it_changes(
    client: httpx.AsyncClient, database: db.Database, pictures: Storage
) -> None:
    event = await keep()
    seen = [await card_of(client, urls.event(event.id))]
    changes = [{"cancelled_at": clock.now()}, {"title": "Another"}, {"venue_name": "The Sleepy Badger"}]
    for change in changes:
        async with db.transaction() as session:
            row = await session.get(Event, event.id)
            for name, value in change.items():
                setattr(row, name, value)
        seen.append(await card_of(client, urls.event(event.id)))
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("page", ["card.png", "poster/", "qr.svg"])
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": Status.PENDING}, 404),
        ({"status": Status.REJECTED, "published_at": clock.now()}, 410),
        ({"status": Status.ARCHIVED, "published_at": clock.now()}, 410),
    ],
)
async def test_what_is_not_public_has_no_card_and_no_poster(
    client: httpx.AsyncClient, database: db.Database, page: str, changes: dict, status: int
) -> None:
    event = await keep(title="Hidden title", **changes)
    answer = await client.get(urls.event(event.id) + page)
    assert answer.status_code == status
    assert "Hidden title" not in answer.text


@pytest.mark.parametrize(
    "address", ["/towns/atlantis/card.png", "/venues/nowhere/card.png", "/e/nonsense/card.png"]
)
async def test_there_is_no_card_of_nothing(
    client: httpx.AsyncClient, database: db.Database, address: str
) -> None:
    assert (await client.get(address)).status_code == 404


async def test_the_organisers_address_is_in_nothing_that_others_are_given(
    client: httpx.AsyncClient, database: db.Database, pictures: Storage
) -> None:
    event = await in_witney(organiser_email=CANARY)
    here = urls.event(event.id)
    given = [here, urls.card(here), urls.poster(event.id), urls.code_picture(event.id), "/sitemap.xml"]
    for address in (*given, "/robots.txt", urls.card(urls.town("witney")), urls.venue("paper-lantern")):
        answer = await client.get(address)
        assert answer.status_code == 200
        assert b"canary" not in answer.content
        assert "canary" not in str(answer.headers)


async def test_a_poster_says_what_a_wall_needs(client: httpx.AsyncClient, database: db.Database) -> None:
    event = await in_witney(title="Songs & <Stories>", cancelled_at=clock.now())
    answer = await client.get(urls.poster(event.id))
    soup = BeautifulSoup(answer.text, "html.parser")
    assert soup.h1.get_text() == "Songs & <Stories>"
    for words in (
        "cancelled",
        "7.30pm",
        "The Paper Lantern, Witney",
        "1 Invented Street",
        "Music",
        "Bring a",
    ):
        assert words in soup.main.get_text()
    assert f"localhost:8000{urls.event(event.id)}" in soup.footer.get_text()
    assert soup.select("script, [style]") == []
    assert soup.select_one("link[rel=canonical]")["href"] == f"{SITE}{urls.event(event.id)}"
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert "script-src 'none'" in answer.headers["content-security-policy"]
    assert soup.select_one("img.code")["src"] == urls.code_picture(event.id)


async def test_a_night_leads_to_its_poster_while_it_is_still_to_come(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event, off = await keep(), await keep(cancelled_at=clock.now())
    assert urls.poster(event.id) in (await client.get(urls.event(event.id))).text
    assert urls.poster(off.id) not in (await client.get(urls.event(off.id))).text


async def test_a_code_is_small_and_plain(client: httpx.AsyncClient, database: db.Database) -> None:
    event = await keep()
    answer = await client.get(urls.code_picture(event.id))
    assert answer.headers["content-type"] == "image/svg+xml"
    names = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(answer.content).iter()}
    assert names == {"svg", "path"}
    assert "style" not in answer.text
    assert len(answer.content) < 4_000


def addresses(xml: bytes) -> dict[str, str]:
    """Each address of a sitemap and when it last changed, or empty."""
    return {
        one.findtext(f"{MAP}loc", ""): one.findtext(f"{MAP}lastmod", "")
        for one in ElementTree.fromstring(xml)
    }


async def test_a_sitemap_has_what_is_still_to_come_and_when_it_changed(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event = await in_witney()
    past = clock.now() - timedelta(days=2)
    others = [
        await keep(start_at=past, end_at=past + timedelta(hours=3), published_at=past),
        await keep(status=Status.PENDING),
        await keep(status=Status.ARCHIVED, published_at=past),
        await keep(is_sample=True),
    ]
    answer = await client.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    found = addresses(answer.content)
    async with db.reading() as session:
        changed = (await session.get(Event, event.id)).updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    for path in (urls.event(event.id), urls.town("witney"), urls.venue("paper-lantern")):
        assert found[f"{SITE}{path}"] == changed
    assert not [one for one in others if f"{SITE}{urls.event(one.id)}" in found]
    assert {f"{SITE}{path}" for path in ("/", "/tonight/", "/about/", "/towns/", "/venues/")} <= found.keys()
    assert f"{SITE}/towns/oxford/" not in found


async def test_a_great_many_nights_take_several_files(
    client: httpx.AsyncClient, database: db.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    events = [await keep() for _ in range(5)]
    index = addresses((await client.get("/sitemap.xml")).content)
    assert list(index) == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    found: list[str] = []
    for one in index:
        found += addresses((await client.get(one)).content)
    assert len(found) == len(set(found))
    assert {f"{SITE}{urls.event(one.id)}" for one in events} <= set(found)
    for nothing in (
        "/sitemap-4.xml",
        "/sitemap-0.xml",
        "/sitemap-01.xml",
        "/sitemap-x.xml",
        "/sitemap-99999.xml",
    ):
        assert (await client.get(nothing)).status_code == errors.NotFound.status


async def test_robots_are_kept_from_forms_and_personal_pages_and_from_nothing_else(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    answer = await client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    rules = Protego.parse(answer.text)
    assert list(rules.sitemaps) == [f"{SITE}/sitemap.xml"]
    event = (await keep()).id
    for path in addresses((await client.get("/sitemap.xml")).content):
        assert rules.can_fetch(path, "Googlebot"), path
    for path in (
        urls.event(event),
        urls.card(urls.event(event)),
        urls.event_calendar(event),
        "/feed/upcoming.ics",
    ):
        assert rules.can_fetch(f"{SITE}{path}", "Googlebot"), path
    private = (
        "/moderation",
        "/manage",
        "/my",
        "/sign",
        "/subscri",
        "/unsubscribe",
        "/digest",
        "/privacy/data",
    )
    for route in ROUTES:
        if route.path.startswith(private) or "report" in route.path or "contact" in route.path:
            assert not rules.can_fetch(f"{SITE}{route.path.replace('{', '').replace('}', '')}", "Googlebot")
