"""Public pages are kept ready to send, and never shown when they are no longer true."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from starlette.types import Receive, Scope, Send

from openmic import db, frontend
from openmic.listening import listening
from openmic.models import Venue
from openmic.settings import Settings
from openmic.web import app as web
from openmic.web.answer import coding
from openmic.web.cache import PageCache
from openmic.web.client import Client
from openmic.web.protection import Protection
from openmic.web.site import Site
from tests.builders import keep, night

NOON = datetime(2026, 11, 24, 12, 0, 5, tzinfo=UTC)
PATIENCE = 10  # seconds a busy machine may take
FEEDS = [
    "/feed/upcoming.json?town=witney",
    "/feed/upcoming.ics",
    "/feed/upcoming.atom",
    "/feed/jsonfeed.json",
    "/feed/openapi.json",
]
# by which pages of other sites may read it
READABLE = ("access-control-allow-origin", "access-control-expose-headers", "cross-origin-resource-policy")
EAR = "FROM pg_stat_activity WHERE application_name = 'openmic listening' AND datname = current_database()"


class Counted:
    """The plain world, which counts how often it is asked and can be made to wait."""

    def __init__(self, app: object) -> None:
        self.app = app
        self.asked: list[str] = []
        self.goes_on = asyncio.Event()
        self.goes_on.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        await self.app(scope, receive, send)  # pyright: ignore[reportCallIssue]
        await self.goes_on.wait()


@pytest.fixture
def made() -> Counted:
    site = Site(Client.read(frontend.BUILD), "http://localhost:8000")
    return Counted(web.build(site))


def cache_of(made: Counted, *, size: int = 1_000_000) -> PageCache:
    kept = web.kept(made, size=size)  # pyright: ignore[reportArgumentType]
    kept.renew()
    return kept


@pytest.fixture
def cache(made: Counted) -> PageCache:
    return cache_of(made)


def asking(cache: PageCache) -> httpx.AsyncClient:
    settings = Settings(debug=True, port=8000, _env_file=None)  # pyright: ignore[reportCallIssue]
    transport = httpx.ASGITransport(Protection(cache, cache, settings), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost:8000")


@pytest.fixture
def visitor(cache: PageCache, database: db.Database) -> httpx.AsyncClient:
    return asking(cache)


@pytest.fixture(autouse=True)
def same_minute():
    """Pages go at the turn of each minute: a test must not meet one."""
    with time_machine.travel(NOON, tick=False):
        yield


async def until(holds: Callable[[], object]) -> None:
    """Returns when something has come to hold."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  (what is waited for tells nobody)
            await asyncio.sleep(0.01)


async def add(**changes: object) -> str:
    """A published night; its address."""
    event = night(**changes)
    async with db.transaction() as session:
        await keep(session, event)
    return f"/e/{event.id}/"


def elsewhere(url: str, statement: str) -> None:
    """Does something in another process's place: over a connection of its own, committed."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statement))


@asynccontextmanager
async def hearing(cache: PageCache, url: str) -> AsyncIterator[None]:
    cache.stop()
    async with listening(url, cache):
        await until(lambda: cache.era)
        yield


async def test_a_page_is_made_once_and_then_kept(visitor: httpx.AsyncClient, made: Counted):
    first = await visitor.get("/")
    second = await visitor.get("/")
    assert (first.status_code, first.text) == (second.status_code, second.text)
    assert dict(first.headers) == dict(second.headers)
    assert made.asked == ["/"]


async def test_what_the_site_does_not_know_of_a_query_makes_no_other_page(
    visitor: httpx.AsyncClient, made: Counted
):
    plain = await visitor.get("/?town=witney")
    for query in ("utm_source=x&town=witney", "town=witney&evil=1"):
        assert (await visitor.get(f"/?{query}")).text == plain.text
    assert made.asked == ["/"]
    assert (await visitor.get("/?town=oxford")).text != plain.text


async def test_nothing_the_visitor_sends_reaches_the_page(visitor: httpx.AsyncClient, made: Counted):
    seen: list[list] = []
    inner = made.app

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["headers"])
        await inner(scope, receive, send)  # pyright: ignore[reportCallIssue]

    made.app = note
    await visitor.get(
        "/", headers={"cookie": "session=secret", "authorization": "x", "accept-encoding": "br"}
    )
    assert seen == [[(b"accept-encoding", b"br")]]


@pytest.mark.parametrize("path", ["/feed/upcoming.json", "/feed/upcoming.ics", "/feed/upcoming.atom"])
async def test_a_feed_of_a_venue_is_kept_by_itself_and_packed(
    visitor: httpx.AsyncClient, made: Counted, path: str
):
    async with db.transaction() as session:
        venue = Venue(name="The Paper Lantern", slug="paper-lantern")
        await keep(session, venue)
        await keep(session, night(title="Here", venue_id=venue.id), *(night(title="There") for _ in range(5)))
    for _ in range(2):
        assert "There" in (await visitor.get(path)).text
        here = await visitor.get(f"{path}?venue=paper-lantern&utm_source=x")
        assert "Here" in here.text
        assert "There" not in here.text
        assert here.headers["content-encoding"] in ("br", "zstd")
    assert len(made.asked) == 2
    assert (await visitor.get(f"{path}?venue=nowhere")).status_code == 404
    assert (await visitor.get(f"{path}?venue=nowhere")).status_code == 404
    assert len(made.asked) == 4, "a refusal is not kept"


async def test_a_feed_stays_the_same_until_something_changes(database: db.Database, cache: PageCache):
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = asking(cache)
        await add(start_at=NOON + timedelta(days=3))
        tags = {path: (await visitor.get(path)).headers["etag"] for path in FEEDS}
        clock.shift(3600)
        for path, etag in tags.items():
            assert (await visitor.get(path, headers={"if-none-match": etag})).status_code == 304, path


async def test_a_burst_for_the_same_page_makes_it_once(visitor: httpx.AsyncClient, made: Counted):
    answers = await asyncio.gather(*(visitor.get("/") for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert made.asked == ["/"]


@pytest.mark.parametrize("path", ["/nowhere/", "/towns/nowhere/", "/e/x/", "/?town=&q=", "/healthz"])
async def test_refusals_redirects_and_health_are_not_kept(
    visitor: httpx.AsyncClient, made: Counted, path: str
):
    for _ in range(2):
        answer = await visitor.get(path)
        assert "etag" not in answer.headers
    assert len(made.asked) == 2


async def test_a_fault_is_told_to_everybody_who_waits_and_not_kept(
    visitor: httpx.AsyncClient, made: Counted, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr("openmic.web.finder.head", lambda *_: 1 / 0)
        answers = await asyncio.gather(*(visitor.get("/") for _ in range(3)))
    assert {answer.status_code for answer in answers} == {500}
    assert (await visitor.get("/")).status_code == 200


@pytest.mark.parametrize("accepted", ["br", "gzip", "zstd", "identity", "br, gzip", "gzip;q=0, br"])
async def test_each_coding_has_its_own_entity_tag(visitor: httpx.AsyncClient, accepted: str):
    plain = await visitor.get("/", headers={"accept-encoding": "identity"})
    answer = await visitor.get("/", headers={"accept-encoding": accepted})
    assert answer.text == plain.text
    assert answer.headers["vary"].lower() == "accept-encoding"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers.get("content-encoding", "identity") in accepted
    assert (answer.headers["etag"] == plain.headers["etag"]) == (accepted == "identity")


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""), ("identity", ""), ("gzip, deflate, br, zstd", "zstd"), ("gzip;q=1.0, br;q=0", "gzip"),
        ("*", "zstd"), ("*, zstd;q=0.0", "br"), ("GZIP", "gzip"), ("br;q=0.001", "br"), (",;,", ""),
        ("gzip, br;q=0.9, zstd;q=0.8", "gzip"), ("gzip;q=0.4, *;q=0.5", "zstd"), ("gzip;q=0.5, identity", ""),
        ("gzip;q=0", ""), ("gzip;q=much", ""), ("identity, gzip", "gzip"),
    ],
)  # fmt: skip
def test_the_coding_is_one_the_visitor_accepts(accepted: str, chosen: str):
    assert coding(accepted) == chosen


@pytest.mark.parametrize("path", ["/", "/sign-in/"])
@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [("gzip, br;q=0.5, zstd;q=0.1", "gzip"), ("gzip;q=0, br;q=0", None), ("identity, br;q=0.5", None)],
)
async def test_every_page_comes_as_the_visitor_likes_it_best(
    visitor: httpx.AsyncClient, path: str, accepted: str, chosen: str | None
):
    answer = await visitor.get(path, headers={"accept-encoding": accepted})
    assert (answer.status_code, answer.headers.get("content-encoding")) == (200, chosen)


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("path", ["/", "/towns/witney/", "night", "calendar", "/feeds/", *FEEDS])
async def test_who_has_a_page_is_told_that_it_is_still_true(
    visitor: httpx.AsyncClient, cache: PageCache, path: str, kept: bool
):
    address = await add()
    path = {"night": address, "calendar": f"{address}event.ics"}.get(path, path)
    if not kept:
        cache.stop()
    whole = await visitor.get(path)
    etag = whole.headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = await visitor.get(path, headers={"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b""), known
        for name in ("etag", "vary", "cache-control", "content-security-policy", *READABLE):
            assert answer.headers.get(name) == whole.headers.get(name), name
        assert "content-length" not in answer.headers
    assert (await visitor.get(path, headers={"if-none-match": '"other"'})).status_code == 200
    other = await visitor.get(path, headers={"if-none-match": etag, "accept-encoding": "identity"})
    assert other.status_code == (304 if "content-encoding" not in whole.headers else 200)


@pytest.mark.parametrize("first", ["GET", "HEAD"])
async def test_head_says_what_get_says_without_the_page(
    visitor: httpx.AsyncClient, made: Counted, first: str
):
    one = await visitor.request(first, "/")
    other = await visitor.request({"GET": "HEAD", "HEAD": "GET"}[first], "/")
    assert dict(one.headers) == dict(other.headers)
    assert {len(one.content) > 0, len(other.content) > 0} == {True, False}
    assert made.asked == ["/"]


async def test_a_change_that_another_process_commits_is_seen(
    visitor: httpx.AsyncClient, cache: PageCache, fresh_database: str
):
    await add(title="Old name")
    async with hearing(cache, fresh_database):
        assert "Old name" in (await visitor.get("/")).text
        for statement, seen in (
            ("UPDATE event SET title = 'New name'", "New name"),
            ("UPDATE town SET name = 'Witney-on-Windrush' WHERE slug = 'witney'", ""),
            (
                "INSERT INTO venue (id, name, slug, address, postcode) VALUES (gen_random_uuid(), 'x', 'x', '', '')",
                "",
            ),
            ("TRUNCATE event CASCADE", "No nights match"),
        ):
            await visitor.get("/")
            before = cache.era
            elsewhere(fresh_database, statement)
            await until(lambda before=before: cache.era is not before)
            assert seen in (await visitor.get("/")).text


async def test_a_change_that_is_taken_back_drops_nothing(
    visitor: httpx.AsyncClient, cache: PageCache, fresh_database: str
):
    async with hearing(cache, fresh_database):
        before = cache.era
        engine = create_engine(fresh_database, poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text("UPDATE town SET name = 'x' WHERE slug = 'witney'"))
            connection.rollback()
        elsewhere(fresh_database, "NOTIFY openmic_changed, 'the end'")
        await until(lambda: cache.era is not before)
        after = cache.era
        await visitor.get("/")
        assert cache.era is after


async def test_a_page_that_was_read_before_a_change_is_not_kept_after_it(
    visitor: httpx.AsyncClient, cache: PageCache, made: Counted
):
    await add(title="Old name")
    made.goes_on.clear()
    slow = asyncio.create_task(visitor.get("/"))
    await until(lambda: made.asked)
    await asyncio.sleep(0)
    cache.renew()
    made.goes_on.set()
    fresh = await visitor.get("/")
    await slow
    assert fresh.status_code == 200
    await visitor.get("/")
    assert made.asked == ["/", "/"], "neither shared with the slow one nor taken from it"


async def test_pages_go_at_the_turn_of_the_minute(database: db.Database, cache: PageCache, made: Counted):
    tonight = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
    with time_machine.travel(tonight - timedelta(seconds=1), tick=False) as clock:
        cache.renew()
        visitor = asking(cache)
        address = await add(start_at=tonight - timedelta(hours=3), end_at=tonight)
        assert "This night is over" not in (await visitor.get(address)).text
        assert address in (await visitor.get("/")).text
        clock.shift(1)
        assert "This night is over" in (await visitor.get(address)).text
        assert address not in (await visitor.get("/")).text


async def test_tomorrow_is_tonight_after_midnight(database: db.Database, cache: PageCache):
    midnight = datetime(2026, 6, 2, 23, 0, tzinfo=UTC)  # London's, in summer
    with time_machine.travel(midnight - timedelta(seconds=1), tick=False) as clock:
        cache.renew()
        visitor = asking(cache)
        await add(start_at=midnight + timedelta(hours=20))
        assert ">Tomorrow</time>" in (await visitor.get("/")).text
        clock.shift(1)
        assert ">Tonight</time>" in (await visitor.get("/")).text


async def test_what_is_kept_is_bounded_and_what_was_not_used_goes_first(database: db.Database, made: Counted):
    cache = cache_of(made, size=60_000)
    visitor = asking(cache)
    for number in range(30):
        await visitor.get("/")
        await visitor.get(f"/?q=word{number}")
    assert cache.era
    assert cache.era.pages.currsize <= 60_000
    assert 0 < len(cache.era.pages) < 30
    assert ("/", "", "zstd") in cache.era.pages or ("/", "", "br") in cache.era.pages
    assert made.asked.count("/") == 31, "the page everybody asks for was made once"


async def test_with_no_room_nothing_is_kept(database: db.Database, made: Counted):
    for size in (0, 100):
        visitor = asking(cache_of(made, size=size))
        made.asked.clear()
        assert (await visitor.get("/")).status_code == 200
        assert (await visitor.get("/")).headers["etag"]
        assert len(made.asked) == 2


async def test_while_changes_cannot_be_heard_nothing_is_kept(
    cache: PageCache, database: db.Database, made: Counted, fresh_database: str
):
    class Deaf:
        times = 0

        def renew(self) -> None:
            pass

        def stop(self) -> None:
            self.times += 1

    deaf = Deaf()
    visitor = asking(cache)
    cache.stop()
    async with listening(fresh_database, cache, deaf):
        await until(lambda: cache.era)
        await visitor.get("/")
        elsewhere(fresh_database, f"SELECT pg_terminate_backend(pid) {EAR}")
        await until(lambda: deaf.times)
        await until(lambda: cache.era)
        await visitor.get("/")
        assert made.asked == ["/", "/"], "what happened while nobody listened is not known"
        before = cache.era
        elsewhere(fresh_database, "UPDATE town SET slug = slug")
        await until(lambda: cache.era is not before)
    assert cache.era is None
    for _ in range(2):
        assert (await visitor.get("/")).status_code == 200
    assert len(made.asked) == 4
