"""One night's page and calendar file as the server sends them."""

from datetime import timedelta

import httpx
import icalendar
import pytest
from bs4 import BeautifulSoup

from openmic import clock, db
from openmic.jobs.archive import archive
from openmic.models import Event, Status, Venue
from tests.builders import in_town, night
from tests.sending import soup as read


async def keep(**changes: object) -> Event:
    event = night(**changes)
    async with db.transaction() as session:
        session.add(event)
    return event


async def test_a_page_says_when_and_where(client: httpx.AsyncClient, database: db.Database) -> None:
    event = await keep(title="Songs & <Stories>", venue_name="The Ploughshare")
    response = await client.get(f"/e/{event.id}/")
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.h1.get_text() == "Songs & <Stories>"
    assert soup.title.get_text() == "Songs & <Stories> · OpenMicOxfordshire"
    assert "The Ploughshare" in soup.dl.get_text()
    assert soup.dl.time["datetime"].startswith(str(event.start_at.astimezone(clock.LONDON).date()))
    assert soup.select_one("link[rel=canonical]")["href"] == f"http://localhost:8000/e/{event.id}/"


async def test_a_cancelled_night_is_still_there_and_says_so(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event = await keep(cancelled_at=clock.now())
    assert "This night has been cancelled." in (await client.get(f"/e/{event.id}/")).text
    assert "Cancelled" in (await client.get("/")).text
    assert b"STATUS:CANCELLED" in (await client.get(f"/e/{event.id}/event.ics")).content


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": Status.PENDING}, 404),
        ({"status": Status.REJECTED}, 404),
        ({"status": Status.REJECTED, "published_at": clock.now()}, 410),
        ({"status": Status.ARCHIVED, "published_at": clock.now()}, 410),
    ],
)
async def test_what_is_not_public_is_truly_missing(
    client: httpx.AsyncClient, database: db.Database, changes: dict, status: int
) -> None:
    event = await keep(title="Hidden title", **changes)
    for address in (f"/e/{event.id}/", f"/e/{event.id}/event.ics"):
        response = await client.get(address)
        assert response.status_code == status
        assert "Hidden title" not in response.text


@pytest.mark.parametrize(
    "name", ["0198c0de-0000-7000-8000-000000000000", "nonsense", "%00", "..%2f", "1" * 300]
)
async def test_an_unknown_night_is_a_true_404(
    client: httpx.AsyncClient, database: db.Database, name: str
) -> None:
    assert (await client.get(f"/e/{name}/")).status_code == 404
    assert (await client.get(f"/e/{name}/event.ics")).status_code == 404


async def test_an_event_has_one_address(client: httpx.AsyncClient, database: db.Database) -> None:
    event = await keep()
    mended = await client.get(f"/e/{event.id}?from=mail")
    assert (mended.status_code, mended.headers["location"]) == (308, f"/e/{event.id}/?from=mail")
    for spelled in (
        f"/e/{str(event.id).upper()}/",
        f"/e/{event.id.hex}/",
        f"/e//{event.id}/",
        f"//e/{event.id}",
    ):
        assert (await client.get(spelled)).status_code == 404


async def test_the_calendar_file_is_one_a_program_can_read(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event = await keep(title="Jam; with, commas", sequence=3)
    response = await client.get(f"/e/{event.id}/event.ics")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    entry = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert (entry["uid"], entry["summary"], entry["sequence"]) == (f"{event.id}@localhost", event.title, 3)
    assert entry["dtstart"].dt == event.start_at
    assert b"METHOD" not in response.content
    assert b"ORGANIZER" not in response.content


async def test_the_organisers_address_is_in_nothing_that_is_sent(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event = await keep(organiser_email="canary-7f3a@example.org")
    await keep(organiser_email="canary-7f3a@example.org")  # mentioned as another night
    for address in ("/", f"/e/{event.id}/", f"/e/{event.id}/event.ics", "/?q=canary", "/nowhere/"):
        response = await client.get(address)
        assert "canary-7f3a" not in response.text + str(response.headers)


async def test_what_people_ask_first_comes_first(client: httpx.AsyncClient, database: db.Database) -> None:
    event = await keep(ticket_url="https://tickets.example/1")
    other = await keep(title="Another night")
    page = BeautifulSoup((await client.get(f"/e/{event.id}/")).text, "html.parser").main
    words = page.get_text(" ", strip=True)
    order = [
        "All nights", event.title, "Music", "When", "In 7 days", "Where", "1 Invented Street", "OpenStreetMap",
        "Run by", "Tickets", "Add to calendar", "Share", "About the night", event.description,
        "More at this venue", other.title, "More that night", "Everything on",
    ]  # fmt: skip
    positions = [words.index(said) for said in order]
    assert positions == sorted(positions)


async def test_what_is_not_known_is_not_mentioned(client: httpx.AsyncClient, database: db.Database) -> None:
    event = await keep(description="", address="", postcode="")
    page = BeautifulSoup((await client.get(f"/e/{event.id}/")).text, "html.parser").main
    for word in ("Tickets", "About the night", "More at", "More that", "cancelled", "over", "Sample", "None"):
        assert word not in page.get_text(), word
    assert [link.get_text() for link in page.select("nav a")] == ["All nights"]


async def test_a_cancelled_night_is_not_offered_to_calendars(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event = await keep(cancelled_at=clock.now())
    text = (await client.get(f"/e/{event.id}/")).text
    for offer in ("Add to", "event.ics", "calendar.google", "outlook.live"):
        assert offer not in text
    assert "data-share" in text


async def test_other_nights_are_mentioned_with_the_ways_to_all_of_them(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    venue = Venue(name="The Paper Lantern", slug="paper-lantern")
    async with db.transaction() as session:
        session.add(venue)
    event = await keep(venue_id=venue.id)
    await keep(title="Called off", venue_id=venue.id, cancelled_at=clock.now())
    page = BeautifulSoup((await client.get(f"/e/{event.id}/")).text, "html.parser").main
    at_venue, that_night = page.select("aside section")
    assert "Called off" in at_venue.li.get_text()
    assert "Cancelled" in that_night.li.get_text()
    day = event.start_at.astimezone(clock.LONDON).date()
    assert [section.select("a")[-1]["href"] for section in (at_venue, that_night)] == [
        "/venues/paper-lantern/",
        f"/?on={day}",
    ]


async def test_a_night_leads_to_its_venue_also_where_nothing_else_is_on(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    venue = Venue(name="The Paper Lantern", slug="paper-lantern")
    async with db.transaction() as session:
        session.add(venue)
    event, elsewhere = await keep(venue_id=venue.id), await keep()
    links = [
        BeautifulSoup((await client.get(f"/e/{night.id}/")).text, "html.parser").select("main dl a")
        for night in (event, elsewhere)
    ]
    assert [[link["href"] for link in of if link["href"].startswith("/")] for of in links] == [
        ["/venues/paper-lantern/"],
        [],
    ]


@pytest.mark.parametrize(
    "words",
    ['"><script>alert(1)</script>', "' onmouseover='alert(1)", "javascript:alert(1)", "&lt;b&gt; & {{7*7}}"],
)
async def test_hostile_words_are_only_words(
    client: httpx.AsyncClient, database: db.Database, words: str
) -> None:
    shown = {
        "title": words,
        "venue_name": words,
        "description": words,
        "organiser_name": words,
        "address": words,
    }
    event = await keep(**shown)
    await keep(**shown)
    page = BeautifulSoup((await client.get(f"/e/{event.id}/")).text, "html.parser").main
    assert page.select("script") == []
    assert page.h1.get_text() == page.aside.a.get_text() == words
    assert page.select_one("[data-share]")["data-title"] == words
    for element in page.select("*"):
        assert not [name for name in element.attrs if name.startswith("on")], element
    for link in page.select("a"):
        assert link["href"].startswith(("/", "https://", "http://localhost:8000/")), link["href"]


async def test_a_link_in_a_description_is_the_organisers_own(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event = await keep(description="Songs: https://a.example/?x=1&y=<b> javascript:alert(1)")
    page = BeautifulSoup((await client.get(f"/e/{event.id}/")).text, "html.parser").main
    paragraph = page.select_one("p.as-typed")
    assert paragraph.get_text() == event.description
    assert [(link["href"], link["rel"]) for link in paragraph.select("a")] == [
        ("https://a.example/?x=1&y=", ["noopener", "nofollow", "ugc"])
    ]


async def test_a_night_that_is_over_says_so_and_leads_to_what_its_venue_and_town_have_on(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    async with db.transaction() as session:
        witney = await in_town(session, "witney")
        lantern = Venue(name="The Paper Lantern", slug="the-paper-lantern", town_id=witney["town_id"])
        session.add(lantern)
        await session.flush()
    changes = {"status": Status.ARCHIVED, "published_at": clock.now(), "title": "Hidden title"}
    event = await keep(venue_id=lantern.id, **witney, **changes)
    page = await client.get(f"/e/{event.id}/")
    assert page.status_code == 410
    assert "This night is over" in page.text
    assert "Hidden title" not in page.text
    ways = {one.get_text(): one["href"] for one in read(page).select("main a")}
    assert ways == {
        "What’s on at The Paper Lantern": "/venues/the-paper-lantern/",
        "What’s on in Witney": "/towns/witney/",
        "See what’s on": "/",
    }
    for way in ways.values():
        assert (await client.get(str(way))).status_code == 200
    nowhere = await client.get(f"/e/{(await keep(**changes)).id}/")
    assert len(read(nowhere).select("main a")) == 1
    gone = await client.get(f"/e/{(await keep(withdrawn_at=clock.now(), **changes)).id}/")
    assert "This night is no longer listed" in gone.text


async def test_a_night_that_ended_a_moment_ago_is_there_until_it_is_put_away(
    client: httpx.AsyncClient, database: db.Database
) -> None:
    event = await keep(start_at=clock.now() - timedelta(hours=3, minutes=5))
    assert (await client.get(f"/e/{event.id}/")).status_code == 200
    await archive("")
    assert (await client.get(f"/e/{event.id}/")).status_code == 410
