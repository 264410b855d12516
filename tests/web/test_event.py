"""One night's page and calendar file as the server sends them."""

import httpx
import icalendar
import pytest
from bs4 import BeautifulSoup

from openmic import clock, db
from openmic.models import Event, Status
from tests.builders import night


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
    for address in ("/", f"/e/{event.id}/", f"/e/{event.id}/event.ics", "/?q=canary", "/nowhere/"):
        response = await client.get(address)
        assert "canary-7f3a" not in response.text + str(response.headers)
