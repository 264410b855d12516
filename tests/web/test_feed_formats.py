"""The programs people have read our feeds without complaint, whatever somebody typed, and learn no address."""

import json
from typing import Any

import feedparser
import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from openmic import clock, db
from openmic.models import Event
from openmic.views.printable import printable
from tests.adapters.calendar_readers import READERS
from tests.builders import keep, night
from tests.json_feed_schema import JSON_FEED
from tests.writing import CANARY

HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]><![CDATA[ & &amp; <b>bold</b> \"quotes\" 'single'",
    "line\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT",
    "control \x01\x08\x0b\x0c\x1f\x7f\x85 and \u2028\u2029 breaks \ufffe\uffff",
    "\u202eright to left\u202c שלום مرحبا",
    "emoji 🎸👩‍🎤🇬🇧 and ümläuts é",
    "a, b; c: d \\ \\n",
    "=HYPERLINK(1)",
)


@pytest.fixture
async def nights(database: db.Database) -> list[Event]:
    """Listed nights with hostile words in every text, by people whose address nobody may learn."""
    found = [
        night(
            title=text,
            description=f"{text}\n\n{text}",
            venue_name=text,
            address=text,
            organiser_name=text,
            organiser_email=CANARY,
            cancelled_at=clock.now() if number == 0 else None,
        )
        for number, text in enumerate(HOSTILE)
    ]
    async with db.transaction() as session:
        await keep(session, *found)
    return found


def in_words(event: Event) -> str:
    said = printable(event.title)
    return f"Cancelled: {said}" if event.cancelled_at else said


async def test_a_news_reader_takes_the_atom_feed_without_complaint(
    client: httpx.AsyncClient, nights: list[Event]
):
    answer = await client.get("/feed/upcoming.atom")
    read: Any = feedparser.parse(answer.content, response_headers=dict(answer.headers), sanitize_html=False)
    assert (read.bozo, read.version, len(read.entries)) == (0, "atom10", len(nights)), read.get(
        "bozo_exception"
    )
    assert read.feed.id == "tag:localhost,2026:/feed/upcoming.atom"
    assert read.feed.updated_parsed
    assert read.feed.links[0].rel == "self"
    expected = {f"urn:uuid:{one.id}": one for one in nights}
    for entry in read.entries:
        event = expected.pop(entry.id)
        assert entry.title_detail.type == entry.content[0].type == "text/plain"
        assert " ".join(entry.title.split()) == " ".join(in_words(event).split())
        assert printable(event.description).strip() in entry.content[0].value
        assert entry.link == f"http://localhost:8000/e/{event.id}/"
        assert entry.published_parsed
        assert entry.updated_parsed
        assert [one.term for one in entry.tags] == ["music"]


async def test_what_somebody_typed_comes_out_of_the_json_feeds_as_it_went_in(
    client: httpx.AsyncClient, nights: list[Event]
):
    ours, news = (
        (await client.get("/feed/upcoming.json")).json(),
        (await client.get("/feed/jsonfeed.json")).json(),
    )
    Draft202012Validator(JSON_FEED, format_checker=FormatChecker()).validate(news)
    assert {one["title"] for one in ours["nights"]} == set(HOSTILE)
    assert {one["organiser"] for one in ours["nights"]} == set(HOSTILE)
    titles = {one["id"]: one["title"] for one in news["items"]}
    assert titles == {
        f"urn:uuid:{one.id}": f"Cancelled: {one.title}" if one.cancelled_at else one.title for one in nights
    }


@pytest.mark.parametrize("read", READERS)
async def test_calendars_read_each_night_once_and_nothing_that_was_slipped_in(
    client: httpx.AsyncClient, nights: list[Event], read: Any
):
    found = {one.uid: one for one in read((await client.get("/feed/upcoming.ics")).content)}
    assert set(found) == {f"{one.id}@localhost" for one in nights}
    for event in nights:
        one = found[f"{event.id}@localhost"]
        assert one.summary == in_words(event)
        assert (one.start, one.end) == (int(event.start_at.timestamp()), int(event.end_at.timestamp()))
        assert one.status == ("CANCELLED" if event.cancelled_at else "CONFIRMED")
        assert one.description.startswith(printable(event.description))


@pytest.mark.parametrize(
    "path",
    [
        "/feed/upcoming.json", "/feed/upcoming.ics", "/feed/upcoming.atom", "/feed/jsonfeed.json",
        "/feed/openapi.json", "/feeds/", f"/feed/upcoming.json?q={CANARY}",
    ],
)  # fmt: skip
async def test_no_byte_of_a_feed_gives_an_organisers_address_away(
    client: httpx.AsyncClient, nights: list[Event], path: str
):
    answer = await client.get(path)
    assert answer.status_code == 200
    asked = path.partition("q=")[2]
    told = json.dumps(answer.json()) if "json" in path else answer.text
    for way in ("", "\r\n ", "\n "):  # a calendar folds its lines
        assert told.replace(way or "\0", "").count("canary-7f3a") == (4 if asked else 0)
    if asked:
        assert answer.json()["nights"] == [], "and nobody can ask whether an address is somebody's"
