"""The directory, and a town's and venue's own page: what is there, what leads on, what is kept ready."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from openmic import clock, db
from openmic.models import Venue, VenueAlias
from openmic.state.finder import FinderState
from openmic.views import directory as views
from openmic.views import place
from openmic.web import app
from tests.builders import in_town, keep, night
from tests.joining import merge, merge_towns, venue
from tests.moderating import moderator
from tests.sending import soup
from tests.state.test_finder_state import at


@pytest.fixture(autouse=True)
def towns_as_shipped() -> Iterator[None]:
    yield
    place.learn({})


async def test_towns_with_nights_come_first_with_the_next_one(client: httpx.AsyncClient) -> None:
    soon, off = clock.now() + timedelta(days=2), clock.now() + timedelta(days=1)
    async with db.transaction() as session:
        witney = await in_town(session, "witney")
        await keep(
            session,
            night(title="Later", start_at=soon + timedelta(days=5), **witney),
            night(title="Sooner", start_at=soon, **witney),
            night(title="Off", start_at=off, cancelled_at=clock.now(), **witney),
            night(title="Waits", start_at=off, status="pending", **witney),
            night(title="Over", start_at=clock.now() - timedelta(days=3), **witney),
        )
    answer = await client.get("/towns/")
    page = soup(answer)
    (first,) = page.select(".card")
    assert "Witney" in first.text
    assert "3 nights" in first.text
    assert [one.text for one in first.select("a")] == ["Witney", "Sooner"]
    assert page.find("a", href="/towns/burford/")
    for word in ("Waits", "Over", "Later", "Off"):
        assert word not in first.text
    assert page.select_one("link[rel=canonical]")["href"].endswith("/towns/")
    assert page.select_one("footer a[href='/venues/']")


async def test_venues_are_grouped_by_town_and_say_when_something_was_last_held(
    client: httpx.AsyncClient,
) -> None:
    await venue("the-fox-witney", name="The Fox", nights=2)
    quiet = await venue("the-bell-burford", name="The <b>Bell</b>", town="burford")
    await venue("never-burford", name="Never", town="burford")
    async with db.transaction() as session:
        held = clock.now() - timedelta(days=30)
        await keep(session, night(venue_id=quiet, start_at=held, status="archived", published_at=held))
    page = soup(await client.get("/venues/"))
    headings = [one.text for one in page.select("main h2, main h3")]
    assert headings == ["Something coming up", "Witney", "Nothing coming up yet", "Burford"]
    lines = [one.text for one in page.select("main section li") if "Bell" in one.text]
    assert "The <b>Bell</b>" in lines[0]
    assert "Last on" in lines[0]
    only = soup(await client.get("/venues/?town=witney"))
    assert "Bell" not in only.main.text
    assert only.h1.text == "Venues in Witney"
    for untidy in ("/venues/?town=atlantis", "/venues/?letter=%3Cscript%3E", "/venues/?town=%00"):
        answer = await client.get(untidy)
        assert (answer.status_code, answer.headers["location"]) == (303, "/venues/")
    assert (await client.get("/venues/?utm_source=x")).status_code == 200


async def test_many_venues_are_shown_letter_by_letter(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 3)
    async with db.transaction() as session:
        names = ("The Fox", "Fountain", "Étoile", "1855", "Bell")
        await keep(session, *(Venue(name=name, slug=f"v-{nth}") for nth, name in enumerate(names)))
    first = soup(await client.get("/venues/"))
    assert [one.text for one in first.select("nav[aria-label='By letter'] li")] == ["B", "E", "F", "0–9"]
    shown = {letter: soup(await client.get(f"/venues/?letter={letter}")) for letter in ("e", "f", "other")}
    assert [one.text for one in shown["f"].select("main section li a")] == ["Fountain", "The Fox"]
    assert [one.text for one in shown["e"].select("main section li a")] == ["Étoile"]
    assert [one.text for one in shown["other"].select("main section li a")] == ["1855"]


async def test_a_letter_hides_nothing_where_all_venues_are_shown_at_once(client: httpx.AsyncClient) -> None:
    async with db.transaction() as session:
        await keep(session, Venue(name="The Fox", slug="fox"), Venue(name="Bell", slug="bell"))
    page = soup(await client.get("/venues/?letter=f"))
    assert [one.text for one in page.select("main section li a")] == ["Bell", "The Fox"]
    assert page.select_one("link[rel=canonical]")["href"].endswith("/venues/")


async def test_made_up_nights_say_so_in_the_directory(client: httpx.AsyncClient) -> None:
    fox = await venue("the-fox-witney", name="The Fox")
    for address in ("/towns/", "/venues/"):
        assert "Sample" not in (await client.get(address)).text
    async with db.transaction() as session:
        await keep(session, night(venue_id=fox, is_sample=True, **await in_town(session, "witney")))
    for address in ("/towns/", "/venues/"):
        page = soup(await client.get(address))
        assert "Sample data." in page.main.text
        assert page.select_one(".card .badge").text == "Sample"


async def test_a_venues_page_says_what_is_known_of_it(client: httpx.AsyncClient) -> None:
    fox = await venue("the-fox-witney", name="The Fox", step_free_room=True, access_note="Ramp <i>behind</i>")
    weeks = [clock.now() - timedelta(weeks=number) for number in range(1, 5)]
    async with db.transaction() as session:
        await keep(session, VenueAlias(slug="foxy-witney", name="Foxy", venue_id=fox))
        for start_at, title in zip(weeks, ("Jam", "JAM", "Once", "Off"), strict=True):
            off = {"cancelled_at": clock.now()} if title == "Off" else {}
            await keep(session, night(venue_id=fox, title=title, start_at=start_at, **off))
    page = soup(await client.get("/venues/the-fox-witney/"))
    said = page.main.text
    for words in ("To the room: Yes", "To a toilet: Not known", "Ramp <i>behind</i>", "Foxy", "2 times"):
        assert words in said
    assert "Once" not in said
    assert "Nothing is coming up here" in said
    crumbs = [one["href"] for one in page.select("nav[aria-label=Breadcrumb] a")]
    assert crumbs == ["/venues/", "/towns/witney/"]
    town = soup(await client.get("/towns/witney/"))
    assert town.find("a", href="/venues/?town=witney").text == "1 venue in Witney"


async def test_an_address_a_place_once_had_leads_on_in_both_worlds(client: httpx.AsyncClient) -> None:
    by = await moderator()
    await venue("old-witney", nights=1)
    await venue("new-witney")
    await venue("the-fox-cowley", town="cowley", nights=1)
    await merge("old-witney", "new-witney", by)
    await merge_towns("cowley", "oxford", by)
    for old, new in {
        "/venues/old-witney/": "/venues/new-witney/",
        "/venues/old-witney/?category=music": "/venues/new-witney/?category=music",
        "/towns/cowley/": "/towns/oxford/",
        "/towns/cowley/?category=music": "/towns/oxford/?category=music",
    }.items():
        answer = await client.get(old)
        assert (answer.status_code, answer.headers["location"]) == (308, new)
        state = at(FinderState, old)
        going = await state.look()
        assert new in str(going.args[0][1])
        assert len(state.page.days) == 1
    answer = await client.get("/?town=cowley")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?town=oxford")
    assert "/towns/cowley/" not in (await client.get("/towns/")).text
    for unknown in ("/venues/nowhere/", "/towns/atlantis/", "/venues/Old-Witney/"):
        assert (await client.get(unknown)).status_code == 404


def test_the_directory_is_kept_ready_with_its_fields() -> None:
    cache = app.kept(app.build(None), size=1)  # pyright: ignore[reportArgumentType]
    assert {"town", "letter"} <= cache.fields
    assert {"/towns/", "/venues/"} <= {route.path for route in app.PAGES}


async def test_a_feed_that_was_subscribed_to_goes_on_under_the_new_address(client: httpx.AsyncClient) -> None:
    by = await moderator()
    await venue("old-witney", nights=2)
    await venue("new-witney")
    await venue("the-fox-cowley", town="cowley", nights=1)
    await merge("old-witney", "new-witney", by)
    await merge_towns("cowley", "oxford", by)
    for query, many in {
        "venue=old-witney": 2,
        "venue=new-witney": 2,
        "town=cowley": 1,
        "town=oxford": 1,
    }.items():
        answer = await client.get(f"/feed/upcoming.ics?{query}", follow_redirects=True)
        assert answer.status_code == 200
        assert answer.text.count("BEGIN:VEVENT") == many
