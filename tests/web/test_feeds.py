"""Upcoming nights for programs: what each feed says, to whom, and what it refuses."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import icalendar
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from openmic import clock, db
from openmic.models import Event, Image, Status, Venue, VenueAlias
from openmic.queries import submissions
from openmic.views import feed, feed_api
from openmic.views.feed_schemas import NIGHT
from tests.builders import in_town, keep, night
from tests.json_feed_schema import JSON_FEED

pytestmark = pytest.mark.usefixtures("database")
JSON, ICS, ATOM, NEWS = FEEDS = (
    "/feed/upcoming.json",
    "/feed/upcoming.ics",
    "/feed/upcoming.atom",
    "/feed/jsonfeed.json",
)
EACH = pytest.mark.parametrize("path", FEEDS)
KEY = "a1b2" * 8


async def add(*, town: str = "", **changes: Any) -> Event:
    """One published night."""
    async with db.transaction() as session:
        place = await in_town(session, town) if town else {}
        event = night(**place | changes)
        await keep(session, event)
    return event


async def at_a_venue(**changes: Any) -> Event:
    async with db.transaction() as session:
        place = await in_town(session, "witney")
        venue = Venue(name="The Paper Lantern", slug="paper-lantern", town_id=place["town_id"])
        event = night(venue_id=venue.id, **place | changes)
        await keep(session, venue)
        await keep(session, event)
    return event


def titles(path: str, answer: httpx.Response) -> list[str]:
    """The nights a feed holds, whichever it is."""
    assert answer.status_code == 200, answer.text
    if path == ICS:
        nights: Any = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        return [str(one["SUMMARY"]) for one in nights]
    if path == ATOM:
        return [
            part.partition("</title>")[0]
            for part in answer.text.split("<entry>")[1:]
            for part in [part.partition("<title>")[2]]
        ]
    whole = answer.json()
    return [one["title"] for one in whole.get("nights", whole.get("items"))]


def schema(name: str) -> Draft202012Validator:
    whole = {"$ref": f"#/components/schemas/{name}", **feed_api.document("http://localhost:8000")}
    return Draft202012Validator(whole, format_checker=FormatChecker())


async def test_a_night_says_all_that_a_program_needs(client: httpx.AsyncClient):
    start_at = datetime(2027, 6, 5, 18, 30, tzinfo=clock.LONDON)
    async with db.transaction() as session:
        await keep(session, Image(key=KEY, width=1200, height=800))
    event = await at_a_venue(
        start_at=start_at,
        ticket_url="https://tickets.example/1",
        image_key=KEY,
        image_alt="A lamp",
        featured=True,
        featured_until=clock.now() + timedelta(days=1),
    )
    answer = await client.get(JSON)
    assert answer.headers["content-type"] == "application/json"
    (one,) = answer.json()["nights"]
    assert set(one) == set(NIGHT["required"])
    home = "http://localhost:8000"
    assert one | {"published": "", "updated": ""} == {
        "id": str(event.id),
        "url": f"{home}/e/{event.id}/",
        "calendar_url": f"{home}/e/{event.id}/event.ics",
        "title": "Open mic at the Lantern",
        "category": "music",
        "status": "confirmed",
        "start": "2027-06-05T18:30:00+01:00",
        "end": "2027-06-05T21:30:00+01:00",
        "start_utc": "2027-06-05T17:30:00Z",
        "end_utc": "2027-06-05T20:30:00Z",
        "venue": {
            "name": "The Paper Lantern",
            "slug": "paper-lantern",
            "url": f"{home}/venues/paper-lantern/",
            "address": "1 Invented Street",
            "postcode": "OX1 1AA",
            "town": "Witney",
            "town_slug": "witney",
        },
        "organiser": "Robin Example",
        "excerpt": "Bring a song or a poem.",
        "description": "Bring a song or a poem.",
        "ticket_url": "https://tickets.example/1",
        "image": {"url": f"{home}/media/{KEY}-large.webp", "alt": "A lamp", "width": 1200, "height": 800},
        "featured": True,
        "sample": False,
        "sequence": 0,
        "published": "",
        "updated": "",
    }


async def test_what_is_not_known_is_null_or_empty_and_fits_the_schemas(client: httpx.AsyncClient):
    await add()
    await at_a_venue(is_sample=True, cancelled_at=clock.now())
    ours, news = (await client.get(JSON)).json(), (await client.get(NEWS)).json()
    assert {len(ours["nights"]), len(news["items"])} == {2}
    schema("Feed").validate(ours)
    schema("JsonFeed").validate(news)
    Draft202012Validator(JSON_FEED, format_checker=FormatChecker()).validate(news)
    bare = next(one for one in ours["nights"] if not one["sample"])
    assert (bare["image"], bare["ticket_url"], bare["venue"]["town"], bare["venue"]["url"]) == (None,) * 4


@EACH
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Early", "Music", "Jam"]),
        ("category=jam", ["Jam"]),
        ("category=jam&category=comedy&town=witney", ["Jam"]),
        ("town=oxford", []),
        ("venue=paper-lantern", ["Jam"]),
        ("q=early", ["Early"]),
        ("when=tonight", []),
        ("on=2027-06-05&until=2027-06-06", ["Music"]),
        ("town=&q=&utm_source=x", ["Early", "Music", "Jam"]),
    ],
)
async def test_every_feed_takes_every_filter(
    client: httpx.AsyncClient, path: str, query: str, found: list[str]
):
    await at_a_venue(title="Jam", category="jam", start_at=datetime(2027, 7, 1, 19, tzinfo=clock.LONDON))
    await add(title="Early", start_at=datetime(2027, 6, 1, 19, tzinfo=clock.LONDON))
    await add(title="Music", town="abingdon", start_at=datetime(2027, 6, 5, 19, tzinfo=clock.LONDON))
    assert titles(path, await client.get(f"{path}?{query}")) == found


@EACH
async def test_only_what_is_published_and_not_over_is_there_and_what_is_cancelled_says_so(
    client: httpx.AsyncClient, path: str
):
    now = clock.now()
    await add(title="Over", start_at=now - timedelta(hours=4), end_at=now - timedelta(hours=1))
    await add(title="Waits", status=Status.PENDING)
    await add(title="On", start_at=now - timedelta(hours=1))
    off = await add(title="Off", cancelled_at=now)
    marked = "Off" if path == JSON else "Cancelled: Off"
    answer = await client.get(path)
    assert titles(path, answer) == ["On", marked]
    if path == ICS:
        assert answer.text.count("STATUS:CANCELLED") == 1
    if path == JSON:
        assert [one["status"] for one in answer.json()["nights"]] == ["confirmed", "cancelled"]
    assert str(off.id) in answer.text


@EACH
async def test_who_subscribed_to_a_venue_by_another_name_keeps_its_nights(
    client: httpx.AsyncClient, path: str
):
    event = await at_a_venue(title="Here")
    async with db.transaction() as session:
        await keep(session, VenueAlias(slug="the-lamp", name="The Lamp", venue_id=event.venue_id))
    answer = await client.get(f"{path}?venue=the-lamp")
    assert titles(path, answer) == ["Here"]
    assert "venue=paper-lantern" in answer.text.replace("\r\n ", "")


async def test_a_cancelled_night_keeps_its_name_and_its_sequence_rises(client: httpx.AsyncClient):
    event = await add()
    before: Any = icalendar.Calendar.from_ical((await client.get(ICS)).content).walk("VEVENT")[0]
    async with db.transaction() as session:
        await submissions.cancel(session, event.id, now=clock.now())
    after: Any = icalendar.Calendar.from_ical((await client.get(ICS)).content).walk("VEVENT")[0]
    assert before["UID"] == after["UID"] == f"{event.id}@localhost"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


@pytest.mark.parametrize(("path", "following"), [(JSON, "next"), (NEWS, "next_url"), (ATOM, "atom")])
async def test_pages_go_on_to_the_end_and_show_each_night_once(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str, following: str
):
    monkeypatch.setattr(feed, "PER_PAGE", 3)
    start_at = datetime(2027, 6, 5, 19, tzinfo=clock.LONDON)
    for number in range(8):
        await add(title=f"Night {number}", category="jam", start_at=start_at + timedelta(days=number // 3))
    await add(title="Another")
    seen, address, pages = [], f"{path}?category=jam", 0
    while address:
        answer = await client.get(address)
        seen += titles(path, answer)
        pages += 1
        if path == ATOM:
            part = answer.text.partition('rel="next" href="')[2]
            address = part.partition('"')[0].replace("&amp;", "&")
        else:
            address = answer.json().get(following)
        assert not address or ("category", "jam") in parse_qsl(urlsplit(address).query)
    assert (sorted(seen), pages) == ([f"Night {number}" for number in range(8)], 3)


@EACH
@pytest.mark.parametrize(
    ("query", "status", "fields"),
    [
        ("when=soon", 400, ["when"]),
        ("category=jazz&on=2026-02-30", 400, ["category", "on"]),
        ("on=2027-01-05&until=2027-01-01", 400, ["until"]),
        ("when=week&on=2027-01-05", 400, ["when"]),
        ("after=x", 400, ["after"]),
        (f"q={'x' * 101}", 400, ["q"]),
        ("town=atlantis&when=soon", 400, ["town", "when"]),
        ("town=atlantis", 404, ["town"]),
        ("venue=nowhere", 404, ["venue"]),
        ("venue=%00&town=%22", 404, ["town", "venue"]),
        ("&".join(f"x{number}=1" for number in range(60)), 400, []),
    ],
)
async def test_what_is_not_known_is_refused_with_the_fields_it_is_about(
    client: httpx.AsyncClient, path: str, query: str, status: int, fields: list[str]
):
    answer = await client.get(f"{path}?{query}")
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    schema("Problem").validate(told)
    assert (answer.status_code, told["status"]) == (status, status)
    assert sorted(one["field"] for one in told.get("errors", [])) == sorted(fields)
    assert answer.headers["access-control-allow-origin"] == "*", "a page elsewhere must see what is wrong"


@pytest.mark.parametrize("path", [*FEEDS, "/feed/openapi.json"])
async def test_pages_of_every_site_may_read_it(client: httpx.AsyncClient, path: str):
    elsewhere = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    for answer in (
        await client.get(path, headers=elsewhere),
        await client.head(path),
        await client.options(path, headers=elsewhere | {"access-control-request-method": "GET"}),
    ):
        assert answer.status_code in (200, 204)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "set-cookie" not in answer.headers
    assert (await client.head(path)).content == b""
    assert "if-none-match" not in answer.headers["access-control-allow-headers"].lower()  # all of them
    assert (await client.post(path)).status_code == 405


@EACH
async def test_nights_that_are_made_up_say_so(client: httpx.AsyncClient, path: str):
    await add(is_sample=True)
    answer = await client.get(path)
    assert ('"sample":true' if path == JSON else "Sample data") in answer.text
    assert "Sample data" not in (await client.get(f"{path}?q=nothing")).text


async def test_a_calendar_says_what_it_is_and_when_to_ask_again(client: httpx.AsyncClient):
    await at_a_venue()
    answer = await client.get(f"{ICS}?venue=paper-lantern&category=music&q=song,+poem;%0D%0AEND:VCALENDAR")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (calendar,) = icalendar.Calendar.from_ical(answer.content, multiple=True)
    said: Any = calendar
    name = "Music open mics at The Paper Lantern: song, poem; END:VCALENDAR"
    for key in ("NAME", "X-WR-CALNAME"):  # which this program does not know, and leaves as they are written
        assert str(said[key]).replace("\\", "") == name
    assert said["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert said["X-PUBLISHED-TTL"] == "PT6H"
    assert said["SOURCE"].startswith("http://localhost:8000/feed/upcoming.ics?q=song")
    assert said["URL"].startswith("http://localhost:8000/venues/paper-lantern/?")
    assert "METHOD" not in said
    assert "ORGANIZER" not in answer.text


@EACH
async def test_while_the_database_is_away_a_program_is_told_to_come_back(
    client: httpx.AsyncClient, database: db.Database, path: str
):
    db.open_("postgresql+psycopg://nobody@localhost:1/none")
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.headers["content-type"] == "application/problem+json"
